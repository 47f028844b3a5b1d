import "@homesafe/ui/styles.css"
import "./console.css"
import { loadConsole } from "@homesafe/i18n/console"
import { applyPreferences, readPreferences } from "@homesafe/ui"
import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { createRoot } from "react-dom/client"
import * as z from "zod/mini"
import { App } from "./app/app.tsx"
import { takeOidcAnswer } from "./session/oidc.ts"
import { takeInvitation } from "./session/take-invitation.ts"

// Zod may not build functions from text: the content security policy forbids it.
z.config({ jitless: true })

// First of all: an invitation in the address must not stay in the browser's history.
const invitation = takeInvitation()
const oidcAnswer = takeOidcAnswer()
const preferences = readPreferences()
applyPreferences(preferences)
const root = document.getElementById("root")
if (!root) throw new Error("index.html has no root")
// In the background too: a session that was ended elsewhere must lock a page that nobody looks at.
const queries = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchInterval: 3_000, refetchIntervalInBackground: true } },
})
const t = await loadConsole(preferences.language)
createRoot(root).render(
  <QueryClientProvider client={queries}>
    <App firstTexts={t} firstPreferences={preferences} invitation={invitation} oidcAnswer={oidcAnswer} />
  </QueryClientProvider>,
)
