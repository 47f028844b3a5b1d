// Takes pictures of every page, in three languages, two sizes and two themes, for looking at: npm run pictures -- FOLDER [PART]
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { openDesk } from "./harness/browsers.ts"
import { runSystem } from "./harness/run-system.ts"
import { takeCases } from "./pictures/case-pages.ts"
import { takeChanges } from "./pictures/change-pages.ts"
import { takeClusters } from "./pictures/cluster-pages.ts"
import { takeCodes } from "./pictures/code-pages.ts"
import { takeConsole } from "./pictures/desk-pages.ts"
import { takeEntrance } from "./pictures/entrance-pages.ts"
import { takeExposure } from "./pictures/exposure-pages.ts"
import { takeForms } from "./pictures/form-pages.ts"
import { takeGate } from "./pictures/gate-pages.ts"
import { takeHealth } from "./pictures/health-pages.ts"
import { takeHolds } from "./pictures/hold-pages.ts"
import { takeHours } from "./pictures/hours-pages.ts"
import { takeImports } from "./pictures/import-pages.ts"
import { takeOfficers } from "./pictures/officer-pages.ts"
import { takePhone } from "./pictures/phone-pages.ts"
import { takeVenue } from "./pictures/portal-pages.ts"
import { takeRare } from "./pictures/rare-pages.ts"
import { takeReports } from "./pictures/report-pages.ts"
import { takeRetention } from "./pictures/retention-pages.ts"
import { sheetsIn } from "./pictures/sheet.ts"

const parts = {
  phone: takePhone,
  venue: takeVenue,
  console: takeConsole,
  gate: takeGate,
  exposure: takeExposure,
  rare: takeRare,
  reports: takeReports,
  hours: takeHours,
  forms: takeForms,
  changes: takeChanges,
  holds: takeHolds,
  cases: takeCases,
  officers: takeOfficers,
  codes: takeCodes,
  imports: takeImports,
  clusters: takeClusters,
  retention: takeRetention,
  health: takeHealth,
  entrance: takeEntrance,
}
const [folder = path.join(os.tmpdir(), "homesafe-pictures"), only, names] = process.argv.slice(2)
if (folder.startsWith("-") || (only !== undefined && !Object.hasOwn(parts, only))) {
  console.log(`npm run pictures -- FOLDER [${Object.keys(parts).join("|")}] [WORD IN A SHEET'S NAME]`)
  process.exit(2)
}
fs.mkdirSync(folder, { recursive: true })
const desk = await openDesk()
const sheet = sheetsIn(folder)
for (const [name, part] of Object.entries(parts)) {
  if (only && only !== name) continue
  // Each part has a system of its own: the first invitation can be used once.
  const system = await runSystem(
    10,
    ["exposure", "gate", "forms", "imports", "health"].includes(name) ? [] : ["--demo"],
    name === "health" ? "on" : "off",
  )
  try {
    await part(
      async (subject) => {
        if (!names || subject.name.includes(names)) await sheet(subject)
      },
      system,
      desk,
    )
  } finally {
    await system.stop()
  }
}
await desk.close()
