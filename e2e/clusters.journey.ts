import fs from "node:fs"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk } from "./harness/browsers.ts"
import { enrolOfficer } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { plantOutbreak } from "./harness/plant-outbreak.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// Four cases told in interviews that they were at one market. The officer analyses the visits, sees it, and takes the table along.

let system: System
let desk: Browser
let page: Page

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10, ["--demo"])
  desk = await openDesk()
  const context = await desk.newContext({ locale: "en-GB" })
  context.setDefaultTimeout(20_000)
  page = await context.newPage()
  await enrolOfficer(page, system.invitation, "Officer One")
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
})

test("an officer gives a purpose and a passkey, and sees which venue connects the cases", async () => {
  await plantOutbreak(page, system, { place: "Town Market", infected: 3 })
  await page.getByRole("link", { name: "Clusters" }).first().click()
  await expect(page.getByRole("heading", { level: 1, name: "Clusters" })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel("Until").fill("2020-01-01")
  await page.getByRole("button", { name: "Analyse the visits" }).click()
  await expect(page.getByText("Check the fields:", { exact: false })).toBeVisible()
  await page.getByLabel("Until").fill(new Date(Date.now() + system.clockOffset() * 1000).toISOString().slice(0, 10))
  await page.getByRole("button", { name: "Analyse the visits" }).click()
  await expect(page.getByRole("heading", { name: "1 cluster" })).toBeVisible()
  await expect(page.getByRole("button", { name: /^Town Market 4 cases/ })).toBeVisible()
  await expectAccessible(page)
})

test("opens it, reads the chain as a table, and finds where it likely began", async () => {
  await page.getByRole("button", { name: /^Town Market/ }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Town Market" })).toBeVisible()
  await expect(page.getByRole("img", { name: /most, 4, at Town Market/ })).toBeVisible()
  await expect(page.getByText("3 of 4 cases were there on a day of their incubation.")).toBeVisible()
  await page.getByText("As table").last().click()
  await expect(page.getByRole("table", { name: /^3 likely infections around 4 cases/ })).toBeVisible()
  await expectAccessible(page)
  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Save as SVG" }).first().click()
  const picture = fs.readFileSync(await (await download).path(), "utf8")
  expect(picture).toContain("<svg")
  expect(picture).toContain("Town Market")
  const pixels = page.waitForEvent("download")
  await page.getByRole("button", { name: "Save as PNG" }).first().click()
  const [name, bytes] = [(await pixels).suggestedFilename(), fs.readFileSync(await (await pixels).path())]
  expect(name).toBe("homesafe-cluster-places.png")
  expect(bytes.subarray(1, 4).toString()).toBe("PNG")
  expect(bytes.readUInt32BE(16), "three pixels for one").toBeGreaterThan(700)
  expect(bytes.length, "something is drawn").toBeGreaterThan(3_000)
})

test("saves the clusters as a table; the log says that the visits were analysed, and what for", async () => {
  await page.getByRole("button", { name: "All clusters" }).click()
  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Save everything as CSV" }).click()
  const lines = fs
    .readFileSync(await (await download).path(), "utf8")
    .trim()
    .split("\r\n")
  expect(lines[2]).toMatch(/^1,"Town Market",/)
  for (const title of ["Epidemic curve", "From onset to warning", "Places by category", "Places by district"])
    expect(lines).toContain(`"${title}"`)
  await page.getByRole("link", { name: "Audit log" }).click()
  await expect(page.getByText("Analysed the visits of a window’s cases").first()).toBeVisible()
})
