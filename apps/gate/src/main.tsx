import "@homesafe/ui/styles.css"
import "./gate.css"
import { loadGate } from "@homesafe/i18n/gate"
import { applyPreferences, readPreferences, scriptUrl } from "@homesafe/ui"
import { createRoot } from "react-dom/client"
import * as z from "zod/mini"
import { App } from "./app/app.tsx"
import { openGateDatabase } from "./keys/gate-database.ts"

// Zod may not build functions from text: the content security policy forbids it.
z.config({ jitless: true })

const preferences = readPreferences()
applyPreferences(preferences)
const root = document.getElementById("root")
if (!root) throw new Error("index.html has no root")
const [en, hant, hans] = await Promise.all([loadGate("en"), loadGate("zh-Hant"), loadGate("zh-Hans")])
const database = await openGateDatabase()
createRoot(root).render(
  <App say={{ en, "zh-Hant": hant, "zh-Hans": hans }} firstPreferences={preferences} database={database} />,
)
if ("serviceWorker" in navigator && !import.meta.env.DEV) {
  // Without it (an old or private browser) the page still works while it stays open.
  void navigator.serviceWorker
    .register(scriptUrl("/gate/sw.js", import.meta.env.BASE_URL), { scope: "/gate/" })
    .catch(() => undefined)
}
