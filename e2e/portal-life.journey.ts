import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { readTrustList, unixSeconds } from "@homesafe/protocol"
import { readScannedCode, readTypedPlate } from "@homesafe/protocol/visitor"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk } from "./harness/browsers.ts"
import { approveVenue, enrolOfficer, registerVenue, savePoster, signInOperator } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { photographPoster, readCodes, readPoster } from "./harness/film-poster.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// What becomes of a code: provisional, reviewed, renamed, closed; and an event's, which holds on its days alone.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-life-"))
const place = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}
let system: System
let desk: Browser
let page: Page
let officer: Page
let venue = ""

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  page = await (await desk.newContext({ acceptDownloads: true, locale: "en-GB" })).newPage()
  officer = await (await desk.newContext({ locale: "en-GB" })).newPage()
  await enrolOfficer(officer, system.invitation, "Officer One")
  await signInOperator(page, system, "operator@market.example")
  await registerVenue(page, place, "R-7001")
  venue = new URL(page.url()).pathname
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

/** What the portal says of a photo of a poster that hangs. */
async function testPoster(pdf: string, says: string): Promise<void> {
  await page.goto(`${system.publicOrigin}${venue}/posters/0/test`)
  await page.getByLabel("Photo of the poster").setInputFiles(photographPoster(pdf, path.basename(pdf, ".pdf")))
  await expect(page.getByText(says)).toBeVisible()
}
const openVenue = () => page.goto(`${system.publicOrigin}${venue}`)

test("after the review there is a second version, and the provisional poster is told to be an older one", async () => {
  const first = await savePoster(page, path.join(work, "first.pdf"))
  await approveVenue(officer, place)
  await openVenue()
  await expect(page.getByText(/Reviewed. Valid until/)).toBeVisible()
  await expect(page.getByText("Version 2 · Reviewed")).toBeVisible()
  await expect(page.getByText("Telephone for the authority: +85221234567")).toBeVisible()
  await page.getByRole("button", { name: "Change the number" }).click()
  await page.getByLabel("Telephone").fill("2123")
  await page.getByRole("button", { name: "Save the number" }).click()
  await expect(page.getByText("Write the number with its country", { exact: false })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel("Telephone").fill("")
  await page.getByRole("button", { name: "Save the number" }).click()
  await expect(page.getByText(/^No telephone number/)).toBeVisible()
  const second = await savePoster(page, path.join(work, "second.pdf"))
  expect(readPoster(second)).not.toBe(readPoster(first))
  await testPoster(first, "This is an older poster of this entrance")
  await testPoster(second, "This is the right poster")
})

test("an inspector notes what hangs at the door; the venue sees it in its record, beside the checks of its own", async () => {
  const inspect = async (pdf: string, says: string) => {
    await officer.goto(`${system.consoleOrigin}/inspections/door`)
    await officer.getByLabel("Photo of the poster").setInputFiles(photographPoster(pdf, path.basename(pdf, ".pdf")))
    await expect(officer.getByRole("heading", { name: place.en })).toBeVisible()
    await expect(officer.getByText(says).first()).toBeVisible()
    await expectAccessible(officer)
    await officer.getByLabel("Note for officers").fill("Beside the lift")
    await officer.getByRole("button", { name: "Keep what was found" }).click()
    await expect(officer.getByText(`Kept for ${place.en}`, { exact: false })).toBeVisible()
  }
  await inspect(path.join(work, "first.pdf"), "An older poster")
  await inspect(path.join(work, "second.pdf"), "The right poster hangs")
  // A door where nothing can be read: the venue is looked up.
  await officer.getByLabel("Find by name, address or number").fill("Hoi Fung")
  await officer.getByRole("button", { name: place.en }).click()
  await officer.getByLabel("What hangs there").selectOption({ label: "Phones cannot read it" })
  await officer.getByRole("button", { name: "Keep what was found" }).click()
  await officer.getByRole("link", { name: "Doors visited" }).click()
  await expect(officer.getByText("Beside the lift")).toHaveCount(2)
  await expectAccessible(officer)

  await openVenue()
  await page.getByRole("link", { name: /^Rule and record/ }).click()
  await expect(async () => {
    await page.reload()
    await expect(page.getByText("Inspector: Phones cannot read it")).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
  await expect(page.getByText("Inspector: The right poster hangs")).toBeVisible()
  await expect(page.getByText("Beside the lift"), "the note is for officers").toHaveCount(0)
  await page.getByRole("button", { name: /the poster hangs and reads well/ }).click()
  await page.getByRole("button", { name: /Staff know the rule/ }).click()
  await expect(page.getByText("The poster hung and read well", { exact: true })).toBeVisible()
  await expectAccessible(page)
  const download = page.waitForEvent("download")
  await page.getByRole("button", { name: "Save as a table (CSV)" }).click()
  const table = path.join(work, "record.csv")
  await (await download).saveAs(table)
  expect(
    fs
      .readFileSync(table, "utf8")
      .split("\r\n")
      .filter((line) => /"(Staff know the rule|A photo of the poster was read)"/.test(line)),
  ).toHaveLength(2)
})

test("another name waits for an officer while the old code works; approved, it is a new version of the same code", async () => {
  await openVenue()
  await page.getByRole("link", { name: "Change names, address or doors" }).click()
  await page.getByLabel("Name in English", { exact: true }).fill("Hoi Fung New Market")
  await page.getByLabel("Name in Traditional Chinese").fill("海豐新街市")
  await expectAccessible(page)
  await page.getByRole("button", { name: "Ask for this change" }).click()
  await expect(page.getByText("A change waits for review: Hoi Fung New Market")).toBeVisible()
  await expectAccessible(page)
  await testPoster(path.join(work, "second.pdf"), "This is the right poster")
  await officer.goto(`${system.consoleOrigin}/venues`)
  const row = officer.getByRole("region", { name: place.en, exact: true })
  await expect(async () => {
    await officer.reload()
    await expect(row.getByText("Hoi Fung New Market")).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
  await expectAccessible(officer)
  await row.getByRole("button", { name: "Approve the change" }).click()
  await expect(officer.getByRole("region", { name: "Hoi Fung New Market", exact: true })).toBeVisible()
  await openVenue()
  await expect(page.getByRole("heading", { name: "Hoi Fung New Market" })).toBeVisible()
  await expect(page.getByText("Version 3 · Reviewed")).toBeVisible()
  const third = await savePoster(page, path.join(work, "third.pdf"))
  await testPoster(path.join(work, "second.pdf"), "This is an older poster of this entrance")
  await testPoster(third, "This is the right poster")
})

test("a venue is closed after a clear question, offers no poster, and is opened again", async () => {
  await openVenue()
  await page.getByRole("button", { name: "Close this venue" }).click()
  const question = page.getByRole("dialog", { name: "Close Hoi Fung New Market?" })
  await question.getByRole("button", { name: "Keep it open" }).click()
  await expect(page.getByRole("button", { name: /^Save the PDF/ }).first()).toBeVisible()
  await page.getByRole("button", { name: "Close this venue" }).click()
  await expectAccessible(page)
  await question.getByRole("button", { name: "Close it" }).click()
  await expect(page.getByText(/^Closed on/)).toBeVisible()
  await expect(page.getByRole("button", { name: /PDF/ })).toHaveCount(0)
  await expectAccessible(page)
  await expect(async () => {
    await officer.reload()
    await expect(officer.getByText("Closed by its operator")).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
  await page.getByRole("button", { name: "Open it again" }).click()
  await expect(page.getByRole("button", { name: /^Save the PDF/ }).first()).toBeVisible()
})

test("a New Year fair by the lunar calendar gets its code with the review, for its days alone", async () => {
  await page.goto(`${system.publicOrigin}/venue/new`)
  await page.getByLabel("Name in English", { exact: true }).fill("Lunar New Year Fair")
  await page.getByLabel("Name in Traditional Chinese").fill("年宵市場")
  await page.getByLabel("Address in English").fill("Victoria Park")
  await page.getByLabel("Address in Chinese").fill("維多利亞公園")
  await page.getByLabel("Category").selectOption({ label: "Restaurant" })
  await page.getByLabel("Type of restaurant").selectOption({ label: "Type B" })
  await page.getByLabel("Category").selectOption({ label: "Hawker bazaar" })
  await page.getByLabel("Register number").fill("E-1")
  await page.getByLabel("This is an event with dates").check()
  await page.getByText("Dates by the lunar calendar").click()
  await page.getByRole("button", { name: "Use these dates" }).click()
  const first = await page.getByLabel("First day of the code").inputValue()
  const last = await page.getByLabel("Last day of the event").inputValue()
  expect((Date.parse(last) - Date.parse(first)) / 86_400_000, "the first to the fifteenth day").toBe(14)
  await expectAccessible(page)
  await page.getByRole("button", { name: "Register and get the code" }).click()
  await expect(page.getByText("An officer looks at this before there is a code")).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole("button", { name: /PDF/ })).toHaveCount(0)
  const row = officer.getByRole("region", { name: "Lunar New Year Fair", exact: true })
  await expect(async () => {
    await officer.reload()
    await expect(row.getByText(`Event from ${first} to ${last}`)).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
  await row.getByRole("button", { name: "Approve", exact: true }).click()
  await expect(row.getByText("Reviewed")).toBeVisible()
  await page.reload()
  await expect(page.getByText("Version 1 · Reviewed")).toBeVisible()
  expect(readPoster(await savePoster(page, path.join(work, "fair.pdf")))).toContain("/v#")
})

test("a code is renewed by the same form, filled in; an officer looks at it before there is another code", async () => {
  await openVenue()
  await expect(page.getByRole("link", { name: "Renew the code" }), "not a year before its end").toHaveCount(0)
  await page.goto(`${system.publicOrigin}${venue}/renew`)
  await expect(page.getByLabel("Name in English", { exact: true })).toHaveValue("Hoi Fung New Market")
  await expect(page.getByLabel("Register number")).toHaveValue("R-7001")
  await expectAccessible(page)
  // The day after the old code's last is too far ahead as yet, which is said.
  await page.getByRole("button", { name: "Register and get the code" }).click()
  await expect(page.getByText(/at most 400 days ahead/)).toBeVisible()
  await page.getByLabel("First day of the code").fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10))
  await page.getByRole("button", { name: "Register and get the code" }).click()
  await expect(page.getByText("An officer looks at this before there is a code")).toBeVisible({ timeout: 30_000 })
})

test("a taxi is registered by its mark; its sticker is the same place as the mark that a passenger types", async () => {
  await page.goto(`${system.publicOrigin}/venue/vehicles`)
  await page.getByLabel("Registration marks").fill("ab 1234\nAB12O5")
  await expect(page.getByText("These are no registration marks: AB12O5")).toBeVisible()
  await page.getByRole("button", { name: "AB1205" }).click()
  await page.getByLabel("Licence or company number").fill("T-77")
  await page.getByLabel("Address in Chinese").fill("示例道1號")
  await page.getByLabel("Address in English").fill("1 Example Road")
  await expectAccessible(page)
  await page.getByRole("button", { name: "Register 2 vehicles" }).click()
  await expect(page.getByText("2 of 2 registered")).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page)

  await officer.goto(`${system.consoleOrigin}/venues`)
  const row = officer.getByRole("region", { name: "AB1234", exact: true })
  await expect(async () => {
    await officer.reload()
    await expect(row.getByText(/^Vehicle/)).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
  await row.getByRole("button", { name: "Approve" }).click()
  await expect(row.getByText("Reviewed")).toBeVisible()
  await page.getByRole("link", { name: "Your venues" }).first().click()
  await page.getByRole("link", { name: "AB1234" }).click()
  await expect(page.getByText(/Reviewed. Valid until/)).toBeVisible()
  const codes = readCodes(await savePoster(page, path.join(work, "stickers.pdf")))
  expect(codes.length, "several on a sheet").toBeGreaterThan(1)
  expect(new Set(codes).size).toBe(1)

  const { trust } = await (await fetch(`${system.publicOrigin}/deployment.json`)).json()
  const list = readTrustList(Buffer.from(trust.bytes, "base64url"))
  if (!list.ok) throw new Error("no trust list")
  const now = unixSeconds(Math.floor(Date.now() / 1000 + system.clockOffset()))
  const context = { trust: list.value, revoked: new Map(), now }
  const [scanned, typed] = [readScannedCode(codes[0] ?? "", context), readTypedPlate("AB 1234", context)]
  if (!scanned.ok || !typed.ok) throw new Error("the sticker or the mark was not accepted")
  expect(scanned.value.vid).toBe(typed.value.vid)
  expect(scanned.value.kind).toBe("vehicle")
  const dayKey = (code: typeof scanned.value) => (code.today.kind === "printed" ? Buffer.from(code.today.dayKey) : null)
  expect(dayKey(scanned.value)).toEqual(dayKey(typed.value))
})
