import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { STORE_BYTES } from "@homesafe/protocol/visitor"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone, setClock } from "./harness/browsers.ts"
import { openCase, warnAbout } from "./harness/decide.ts"
import { approveVenue, enrolOfficer, inviteOfficer, registerVenue, savePoster, signInOperator } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { readPoster } from "./harness/film-poster.ts"
import { checkList, leave, startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { storeFileOf } from "./harness/search-profile.ts"
import { pictureOf } from "./harness/sign-code.ts"

// A diary moves: by the relay to a second phone, by a file to a third. What was sealed on the first opens at the authority from the second,
// and a warning about it reaches whoever carries it. Hours count from 04:00.

const market = {
  en: "Wing Kee Market",
  hant: "榮記街市",
  addressEn: "1 Market Street",
  addressHant: "街市街1號",
  source: "built in",
}
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-move-"))
const officers = {} as { first: Page; other: Page }
let system: System
let desk: Browser
let poster: string
let second: BrowserContext
let secondPage: Page

test.describe.configure({ mode: "serial" })

test.beforeAll(async () => {
  system = await runSystem(6)
  desk = await openDesk()
  const page = async () => (await desk.newContext({ acceptDownloads: true, locale: "en-GB" })).newPage()
  const operator = await page()
  Object.assign(officers, { first: await page(), other: await page() })
  await enrolOfficer(officers.first, system.invitation, "Officer One")
  await enrolOfficer(officers.other, await inviteOfficer(officers.first), "Officer Two")
  await signInOperator(operator, system, "operator@market.example")
  await registerVenue(operator, market, "R-1001")
  await approveVenue(officers.first, market)
  await operator.reload()
  poster = readPoster(await savePoster(operator, path.join(work, "market.pdf")))
})

test.afterAll(async () => {
  await second?.close()
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

async function openAt(name: string, hours: number): Promise<[BrowserContext, Page]> {
  const phone = await openPhone(path.join(work, name), undefined, system.clockOffset() + (hours - hoursNow()) * 3600)
  return [phone, await startPhone(phone, system)]
}

/** Hours since the start of today's service day, by the system's clock. */
function hoursNow(): number {
  return ((Date.now() / 1000 + system.clockOffset() + 14_400) % 86_400) / 3600
}

async function visit(phone: BrowserContext, page: Page, until: number): Promise<void> {
  await page.getByRole("link", { name: "Scan", exact: true }).click()
  await page.locator("input[type=file]").setInputFiles(pictureOf(poster))
  await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
  await setClock(phone, system.clockOffset() + (until - hoursNow()) * 3600)
  await page.reload()
  await leave(page)
}

async function openMove(page: Page, role: "new" | "old"): Promise<void> {
  await page.getByRole("link", { name: "Settings", exact: true }).click()
  await page.getByRole("link", { name: /^Move to a new phone/ }).click()
  await page.getByRole("button", { name: new RegExp(`^This is the ${role} phone`) }).click()
}

/** The old phone takes a picture of the new one's screen. */
async function scanScreen(old: Page, fresh: Page): Promise<void> {
  const code = fresh.getByRole("img", { name: "Code for the old phone" })
  await expect(code).toBeVisible()
  const buffer = await fresh.locator(".transfer-code").screenshot()
  await old.getByRole("button", { name: "Scan its code" }).click()
  await old.locator("input[type=file]").setInputFiles({ name: "screen.png", mimeType: "image/png", buffer })
  await expect(old.getByRole("heading", { name: "Does the new phone show the same number?" })).toBeVisible()
  expect(await digitsOn(old), "both show the same check number").toBe(await digitsOn(fresh))
}

async function digitsOn(page: Page): Promise<string> {
  return ((await page.locator(".six-digits").textContent()) ?? "").replace(/\D/g, "")
}

test("by the relay: both show one number; the old phone keeps everything until the new one has it, then nothing", async () => {
  const [old, oldPage] = await openAt("old", 6.2)
  await visit(old, oldPage, 6.8)
  ;[second, secondPage] = await openAt("second", 6.9)
  await openMove(secondPage, "new")
  await openMove(oldPage, "old")
  await expectAccessible(oldPage)
  await scanScreen(oldPage, secondPage)
  await expectAccessible(secondPage)
  await expectAccessible(oldPage)
  await second.setOffline(true)
  await oldPage.getByRole("button", { name: "It is the same: send" }).click()
  await expect(oldPage.getByText("Waiting for the new phone to say that it has everything").first()).toBeVisible()
  await expectAccessible(oldPage)
  await oldPage.waitForTimeout(4000)
  const still = await old.newPage()
  await still.goto(`${system.publicOrigin}/diary`)
  await expect(still.getByText(market.en), "nothing is erased before the answer").toBeVisible()
  await still.close()

  await second.setOffline(false)
  await expect(secondPage.getByText("1 visit of 1 day.", { exact: false })).toBeVisible({ timeout: 30_000 })
  await expect(secondPage.getByText("The old phone has been told")).toBeVisible({ timeout: 20_000 })
  await expectAccessible(secondPage)
  await expect(oldPage.getByText("The diary has moved")).toBeVisible({ timeout: 20_000 })
  await expectAccessible(oldPage)
  await old.close()
  expect(() => storeFileOf(path.join(work, "old"), STORE_BYTES), "no store is left on the old phone").toThrow(
    "no store",
  )
  await secondPage.getByRole("button", { name: "To the diary" }).click()
  await expect(secondPage.getByText(market.en)).toBeVisible()
})

test("what was sealed on the old phone is proven when the new one shares it, and the warning about it reaches the new one", async () => {
  system.setTime(8)
  const digits = await openCase(officers.first, system)
  await setClock(second, system.clockOffset())
  await secondPage.goto(`${system.publicOrigin}/share`)
  await secondPage.getByLabel("Upload code, 20 digits").fill(digits)
  await secondPage.getByRole("button", { name: "Continue" }).click()
  await secondPage.getByRole("button", { name: "Seal and send 1 visit" }).click()
  await expect(secondPage.getByText("1 visit was received").first()).toBeVisible({ timeout: 30_000 })
  await expect(officers.first.getByText("Uploaded: 1 proven, 0 unproven")).toBeVisible({ timeout: 30_000 })
  await warnAbout(market.en, officers, system)
  await setClock(second, system.clockOffset())
  await secondPage.goto(`${system.publicOrigin}/diary`)
  await checkList(secondPage)
  await expect(secondPage.getByRole("link", { name: /Exposure: see what to do/ })).toBeVisible()
})

test("hostile 82: by a file, to a phone that had noted the same stay: it is there once, with its warning; a file for another code is refused", async () => {
  const [third, thirdPage] = await openAt("third", 6.3)
  await visit(third, thirdPage, 6.7)
  await setClock(third, system.clockOffset())
  await thirdPage.goto(`${system.publicOrigin}/settings`)
  await openMove(thirdPage, "new")
  await secondPage.getByRole("link", { name: "Settings", exact: true }).click()
  await openMove(secondPage, "old")
  await secondPage.getByRole("switch", { name: "Keep a copy on this phone" }).check()
  await scanScreen(secondPage, thirdPage)
  const file = path.join(work, "moved.bin")
  const download = secondPage.waitForEvent("download")
  await secondPage.getByRole("button", { name: "It is the same: save as a file" }).click()
  await (await download).saveAs(file)
  await expectAccessible(secondPage)
  await secondPage.getByLabel("Number that the new phone shows at the end").fill("000000")
  await secondPage.getByRole("button", { name: "Finish" }).click()
  await expect(secondPage.getByText("This is not the number.", { exact: false })).toBeVisible()

  const changed = fs.readFileSync(file)
  changed[5000] = (changed[5000] ?? 0) ^ 1
  const choose = (buffer: Buffer) =>
    thirdPage
      .locator("input[type=file]")
      .setInputFiles({ name: "moved.bin", mimeType: "application/octet-stream", buffer })
  await choose(changed)
  await expect(thirdPage.getByText("This file is not for this phone")).toBeVisible()
  await expectAccessible(thirdPage)
  await choose(fs.readFileSync(file))
  await expect(thirdPage.getByText("1 visit was noted on both phones and is kept once.")).toBeVisible({
    timeout: 30_000,
  })
  await secondPage.getByLabel("Number that the new phone shows at the end").fill(await digitsOn(thirdPage))
  await secondPage.getByRole("button", { name: "Finish" }).click()
  await expect(secondPage.getByText("This phone keeps its copy.", { exact: false })).toBeVisible()
  await thirdPage.getByRole("button", { name: "To the diary" }).click()
  await expect(thirdPage.getByRole("link", { name: /Wing Kee Market/ })).toHaveCount(1)
  await checkList(thirdPage)
  await expect(thirdPage.getByRole("link", { name: /Exposure: see what to do/ })).toBeVisible()
  await third.close()
})
