import "@homesafe/ui/styles.css"
import "./venue.css"
import { loadVenue } from "@homesafe/i18n/venue"
import { applyPreferences, readPreferences } from "@homesafe/ui"
import { createRoot } from "react-dom/client"
import * as z from "zod/mini"
import { takeMailedLink } from "./account/take-mailed-link.ts"
import { App } from "./app/app.tsx"
import { takeSignInToken } from "./session/take-sign-in-token.ts"

// Zod may not build functions from text: the content security policy forbids it.
z.config({ jitless: true })

// First of all: a secret in the address must not stay in the browser's history.
const signInToken = takeSignInToken()
const mailedLink = takeMailedLink()
const preferences = readPreferences()
applyPreferences(preferences)
const root = document.getElementById("root")
if (!root) throw new Error("index.html has no root")
const t = await loadVenue(preferences.language)
createRoot(root).render(
  <App firstTexts={t} firstPreferences={preferences} signInToken={signInToken} mailedLink={mailedLink} />,
)
