// npm run engines: the phone app in Firefox and WebKitGTK, beside the Chromium of the journeys. Prints what works and what does not.
import { spawnSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import type { Page } from "@playwright/test"
import { openDesk } from "../harness/browsers.ts"
import { enrolOfficer } from "../harness/desk.ts"
import { OFFSET, runSystem } from "../harness/run-system.ts"
import { pictureOf, signCode } from "../harness/sign-code.ts"
import type { Engine } from "./engine.ts"
import { openFirefox } from "./open-firefox.ts"
import { openWebkit } from "./open-webkit.ts"
import { facilitiesOf, type Step, walkThrough, whatTheAppSays } from "./walk-through.ts"

const NAME = "Lantern Bakery"
const engines: Readonly<
  Record<string, { readonly programs: readonly (readonly [string, string])[]; readonly open: () => Promise<Engine> }>
> = {
  firefox: { programs: [["firefox-esr", "firefox-esr"]], open: openFirefox },
  webkit: {
    programs: [
      ["WebKitWebDriver", "webkit2gtk-driver"],
      ["Xvfb", "xvfb"],
    ],
    open: openWebkit,
  },
}
const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(engines)
const missing = wanted
  .flatMap((name) => engines[name]?.programs ?? [])
  .filter(([program]) => spawnSync("which", [program]).status !== 0)
if (missing.length > 0) {
  const packages = [...new Set(missing.map(([, name]) => name))].join(" ")
  console.log(
    `  Not run: install what is missing with\n\n    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages}\n`,
  )
  process.exit(1)
}

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-engines-"))
// The machine's own time: not every engine lets a page's clock be set.
const system = await runSystem(((Date.now() / 1000 + OFFSET) % 86_400) / 3600)
const desk = await openDesk()
let failures = 0
try {
  const officer = await desk.newPage()
  await enrolOfficer(officer, system.invitation, "Anna")
  const photo = path.join(work, "poster.png")
  for (const name of wanted) {
    const open = engines[name]?.open
    if (!open) throw new Error(`no such engine: ${name}`)
    const url = signCode(system, { en: NAME, hant: "燈籠麵包店", category: 4 })
    fs.writeFileSync(photo, pictureOf(url).buffer)
    const uploadCode = await giveUploadCode(officer)
    const engine = await open()
    console.log(`\n  ${engine.name}`)
    try {
      const steps = await walkThrough(engine, { system, name: NAME, url, photo, uploadCode })
      report(steps)
      failures += steps.filter(({ works }) => !works).length
      for (const [what, has] of Object.entries(await facilitiesOf(engine))) console.log(`    ${what.padEnd(24)} ${has}`)
      for (const text of await whatTheAppSays(engine, system)) console.log(`    the app says: ${text}`)
      await engine.takePicture(path.join(work, `${name}.png`))
    } finally {
      await engine.close()
    }
  }
} finally {
  await desk.close()
  await system.stop()
  fs.rmSync(work, { recursive: true, force: true })
}
console.log(failures === 0 ? "\n  every step works" : `\n  ${failures} steps do not work`)
process.exit(failures === 0 ? 0 : 1)

function report(steps: readonly Step[]): void {
  for (const { name, works, outcome } of steps)
    console.log(`    ${works ? "ok  " : "FAIL"}  ${name}${outcome ? `: ${outcome}` : ""}`)
}

/** An officer, at a desk of Chromium, opens a case and gives it a code. */
async function giveUploadCode(officer: Page): Promise<string> {
  await officer
    .getByRole("link", { name: /^Cases/ })
    .first()
    .click()
  await officer.getByLabel("Day of the positive test").fill(new Date().toISOString().slice(0, 10))
  await officer.getByRole("button", { name: "Open a case" }).click()
  // More engines than an officer may give codes to fresh cases without one.
  await officer.getByLabel("Laboratory number").fill(`ENGINE-${Date.now()}`)
  await officer.getByRole("button", { name: "Give an upload code" }).click()
  return (await officer.locator("[data-kind=upload-code]").textContent()) ?? ""
}
