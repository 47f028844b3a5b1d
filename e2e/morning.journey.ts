import fs from "node:fs"
import path from "node:path"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk } from "./harness/browsers.ts"
import { openPage } from "./harness/change-files.ts"
import { openWaiting, signOpen, takeBack } from "./harness/decide.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { openTwoOfficers } from "./harness/open-officers.ts"
import { plantOutbreak } from "./harness/plant-outbreak.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { readPosters, sendUpload } from "./harness/send-upload.ts"

// A supervisor's morning: twelve new cases, three uploads of which one is quarantined, two clusters, five decisions, one withdrawal.

const OUTBREAKS = ["Lantern Cinema", "Ferry Arcade"] as const
const WARNED = [
  "Town Market",
  "Harbour Noodle House",
  "Town Library",
  "Riverside Sports Centre",
  "Town Post Office",
] as const
let system: System
let desk: Browser
let first: Page
let other: Page
let posters: readonly string[]
let started = 0

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10, ["--demo"])
  desk = await openDesk()
  ;[first, other] = await openTwoOfficers(system, desk)
  const pdf = path.join(system.home, "town-posters.pdf")
  await expect.poll(() => fs.existsSync(pdf), { timeout: 60_000 }).toBe(true)
  posters = readPosters(pdf, 8)
  started = Date.now()
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
})

const today = () => new Date((Date.now() / 1000 + system.clockOffset()) * 1000).toISOString().slice(0, 10)
const codeOf = (mobile: string): string => {
  const file = path.join(system.home, "sms/messages.jsonl")
  const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim().split("\n") : []
  const messages: { to: string; text: string }[] = lines.map((line) => JSON.parse(line))
  const text = messages.find(({ to }) => to.endsWith(mobile))?.text ?? ""
  return (/\d{4}( \d{4}){4}/.exec(text)?.[0] ?? "").replaceAll(" ", "")
}

test("1. twelve new cases: four by a laboratory's file, their codes on the way, and eight who were interviewed", async () => {
  const rows = [1, 2, 3, 4].map((n) => `LAB-700${n},Measles,${today()},,9222 000${n},en`)
  const file = ["Laboratory number,Disease,Test date,Onset,Mobile or mail,Language", ...rows].join("\r\n")
  await openPage(first, "Upload codes")
  await first.getByRole("link", { name: "From a laboratory’s file" }).click()
  await first
    .getByLabel("The laboratory’s file")
    .setInputFiles({ name: "lab.csv", mimeType: "text/csv", buffer: Buffer.from(file) })
  await first.getByRole("button", { name: "Open 4 cases and send their codes" }).click()
  await expect(first.getByText("4 codes delivered")).toBeVisible({ timeout: 15_000 })
  for (const place of OUTBREAKS) await plantOutbreak(first, system, { place, infected: 3 })
})

test("2. three of them upload; one upload was damaged on its way, is quarantined, and says why", async () => {
  const places = [posters.slice(0, 3), [posters[4], posters[6]].flatMap((text) => text ?? []), posters.slice(0, 1)]
  for (const [i, texts] of places.entries())
    await sendUpload(system, codeOf(`9222000${i + 1}`), texts, { isDamaged: i === 2 })
  await openPage(first, "Cases")
  await first.getByLabel("Upload").selectOption({ label: "Did not pass the checks" })
  const quarantined = first.getByRole("link", { name: /^Case C-.*/ })
  await expect(quarantined).toHaveCount(1, { timeout: 30_000 })
  await quarantined.click()
  await expect(first.getByText(/The upload does not open with any of this authority’s keys/)).toBeVisible()
  await expectAccessible(first)
})

test("3. two clusters stand out among the interviews", async () => {
  await openPage(first, "Clusters")
  await first.getByRole("button", { name: "Analyse the visits" }).click()
  await expect(first.getByRole("heading", { name: "2 clusters" })).toBeVisible()
  for (const place of OUTBREAKS)
    await expect(first.getByRole("button", { name: new RegExp(`^${place} 4 cases`) })).toBeVisible()
})

test("4. five warnings are proposed from two cases' visits, approved by the other officer, and go out with one list", async () => {
  await openPage(first, "Cases")
  await first.getByLabel("Upload").selectOption({ label: "Opened" })
  const opened = first.getByRole("link", { name: /Uploaded: [23] proven, 0 unproven/ })
  await expect(opened).toHaveCount(3, { timeout: 30_000 }) // the demonstration's own is among them
  const cases = (await opened.all()).slice(0, 2)
  const paths = await Promise.all(cases.map((link) => link.getAttribute("href")))
  for (const place of WARNED) {
    const inCase = paths[WARNED.indexOf(place) < 3 ? 1 : 0] ?? ""
    await first.goto(`${system.consoleOrigin}${inCase}`)
    await first.getByRole("button", { name: "Read the visits" }).click()
    const visit = first.getByRole("region", { name: place, exact: true })
    await visit.getByRole("button", { name: "Propose a warning" }).click()
    await first.getByRole("button", { name: "Sign and propose" }).click()
    await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  }
  await expect(other.getByRole("link", { name: /^Decisions.*5/ }).first()).toBeVisible({ timeout: 30_000 })
  for (const place of WARNED) {
    await openWaiting(other, place)
    await signOpen(other)
  }
  system.passOneList()
  await expect(other.getByText(/Published in list \d+/).first()).toBeVisible({ timeout: 30_000 })
})

test("5. one of them is withdrawn", async () => {
  await takeBack(WARNED[0], { first, other }, system)
})

test("6. the situation on one page says what the morning was, and nothing waits", async () => {
  await first.goto(`${system.consoleOrigin}/situation`)
  const rowOf = (name: string) => first.getByRole("row", { name: new RegExp(`^${name} `) })
  for (const [name, count] of Object.entries({
    Opened: 13, // one is the demonstration's
    "Uploads that failed a check": 1,
    "Warnings decided": 5,
    Withdrawals: 1,
  }))
    await expect(rowOf(name)).toHaveText(new RegExp(`${count}$`))
  await expectAccessible(first)
  await first.goto(system.consoleOrigin)
  await expect(first.getByRole("link", { name: /^Decisions to approve 0/ })).toBeVisible()
  console.log(`  a supervisor's morning: ${((Date.now() - started) / 1000).toFixed(0)} s of the machine's part`)
})
