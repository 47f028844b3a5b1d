import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk, setClock } from "./harness/browsers.ts"
import { openPage } from "./harness/change-files.ts"
import { checkAndSign } from "./harness/decide.ts"
import { enrolOfficer, inviteOfficer } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { unknownTable, writeNewZealand } from "./harness/write-lists.ts"

// A health department's list, as published and as corrected, and a table that nobody here has seen before.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-imports-"))
let system: System
let desk: Browser
let officer: Page

const choose = (name: string, text: string) => {
  const file = path.join(work, name)
  fs.writeFileSync(file, text)
  return officer.getByLabel("A list", { exact: true }).setInputFiles(file)
}

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  const context = await desk.newContext({ acceptDownloads: true, locale: "en-GB" })
  context.setDefaultTimeout(20_000)
  await setClock(context, system.clockOffset())
  officer = await context.newPage()
  await enrolOfficer(officer, system.invitation, "Officer One")
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

test("an officer sees of each row whether it was read, how it was repaired, and why it waits; the correction of the list is no second list", async () => {
  await officer.getByRole("link", { name: "Imports" }).click()
  await choose("first.csv", writeNewZealand(system.clockOffset(), { hallEnds: "2:00 pm", gymEnds: "1:00 pm" }))
  await expect(officer.getByText("Recognised as: New Zealand, locations of interest")).toBeVisible()
  await expect(officer.getByRole("region", { name: "Row 2" })).toContainText("Accepted")
  await expectAccessible(officer)
  await officer.getByRole("button", { name: "Import 3 rows" }).click()
  await expect(officer.getByText("1 accepted, 1 repaired, 1 quarantined")).toBeVisible()
  const gym = officer.getByRole("region", { name: "Row 4" })
  await expect(gym).toContainText("It ends before it starts. “3:00 pm - 1:00 pm”")
  await expectAccessible(officer)

  await officer.getByRole("button", { name: "Repaired" }).click()
  await expect(officer.getByRole("region", { name: "Row 3" })).toContainText("Day taken out of the name.")
  const download = officer.waitForEvent("download")
  await officer.getByRole("button", { name: "Save the report" }).click()
  const report = fs.readFileSync(await (await download).path(), "utf8")
  expect(report).toContain('"4","Quarantined","It ends before it starts.')

  await officer.getByRole("button", { name: "Waiting", exact: true }).click()
  await gym.getByRole("button", { name: "Set aside" }).click()
  await officer.getByRole("dialog").getByLabel("Why").fill("The department was asked")
  await officer.getByRole("dialog").getByRole("button", { name: "Set aside" }).click()
  await expect(officer.getByText("Nothing waits.")).toBeVisible()

  await officer.getByRole("link", { name: "Imports" }).click()
  await choose("second.csv", writeNewZealand(system.clockOffset(), { hallEnds: "3:30 pm", gymEnds: "1:00 pm" }))
  await officer.getByRole("button", { name: "Import 3 rows" }).click()
  await expect(officer.getByText(/^0 new, 1 corrected, 0 returned, 0 gone/)).toBeVisible()
  // What an officer said about the very same row holds.
  await expect(officer.getByText("1 of the quarantined decided")).toBeVisible()
  await officer.getByRole("button", { name: "Exposures" }).click()
  await officer.getByRole("button", { name: "Corrected", exact: true }).click()
  await expect(officer.getByRole("region", { name: "Kowhai Hall" })).toContainText("Changed: end")
  await expectAccessible(officer)
})

test("many exposures become warnings by name in one act of each of two officers", async () => {
  await officer.getByRole("link", { name: "Warn of many by name" }).click()
  await officer.getByLabel("Where the list has one language").check()
  await officer.getByLabel(/^All 2 that have/).check()
  await expect(officer.getByRole("region", { name: "On the public page" })).toContainText("Fern Cafe")
  await expectAccessible(officer)
  await officer.getByRole("button", { name: "Sign and propose 2" }).click()
  await expect(officer.getByText("You proposed these 2. Another officer must approve them.")).toBeVisible()
  const bundle = officer.url()
  const context = await desk.newContext({ locale: "en-GB" })
  await setClock(context, system.clockOffset())
  const other = await context.newPage()
  await enrolOfficer(other, await inviteOfficer(officer), "Officer Two")
  await openPage(other, "Decisions")
  await other.getByRole("link", { name: /^2 warnings by name wait together/ }).click()
  await expectAccessible(other)
  await checkAndSign(other, /^Approve all 2 for/)
  await expect(other.getByText("Approved", { exact: true })).toHaveCount(2)
  await officer.goto(bundle)
  await expect(officer.getByText("Approved", { exact: true })).toHaveCount(2)
  await context.close()
})

test("a broken file is refused with the reason, before anything is sent", async () => {
  await officer.getByRole("link", { name: "Imports" }).click()
  await choose(
    "broken.csv",
    `<<<<<<< HEAD\n${writeNewZealand(system.clockOffset(), { hallEnds: "2:00 pm", gymEnds: "1:00 pm" })}`,
  )
  await expect(officer.getByText("The whole file is refused")).toBeVisible()
  await expect(officer.getByText(/two versions stand in one file/)).toBeVisible()
})

test("a table that nobody has seen is read once an officer has said what its columns mean, and the next one by the saved mapping", async () => {
  await choose("county.csv", unknownTable(system.clockOffset(), "The Quiet Inn"))
  await expect(officer.getByText("Choose the time zone in which the list is written.")).toBeVisible()
  // The name was guessed from the cells, for nobody here knows the title.
  await expect(officer.getByLabel("Lokal")).toHaveValue("name")
  await officer.getByLabel("Zahl").selectOption({ label: "Notes" })
  await officer.getByLabel("Time zone").selectOption("Europe/Dublin")
  await expect(officer.getByRole("region", { name: "Row 2" })).toContainText(/The Quiet Inn.*Accepted/)
  await officer.getByLabel("Save this mapping as").fill("The county’s table")
  await expectAccessible(officer)
  await officer.getByRole("button", { name: "Save and import" }).click()
  await expect(officer.getByText("1 accepted, 0 repaired, 0 quarantined")).toBeVisible()

  await officer.getByRole("link", { name: "Imports" }).click()
  await choose("county-next.csv", unknownTable(system.clockOffset(), "Imaginary Gym"))
  await expect(officer.getByRole("region", { name: "Row 2" })).toContainText(/Imaginary Gym.*Accepted/)
  await expect(officer.getByLabel("Saved mapping")).toContainText("The county’s table")
})
