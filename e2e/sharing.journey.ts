import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone } from "./harness/browsers.ts"
import { openCase, warnAbout } from "./harness/decide.ts"
import { enrolOfficer, inviteOfficer } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { checkList, startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { pictureOf, signCode } from "./harness/sign-code.ts"

// A case shares visits: the code is scanned, the network fails, the app is closed half-way, and it arrives once all the same.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-sharing-"))
const ofTheCase = path.join(work, "case")
const ofAPassenger = path.join(work, "passenger")
let system: System
let desk: Browser
let officer: Page
let other: Page
let digits: string

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  officer = await (await desk.newContext({ locale: "en-GB" })).newPage()
  other = await (await desk.newContext({ locale: "en-GB" })).newPage()
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

async function withPhone(
  hours: number,
  act: (page: Page, phone: BrowserContext) => Promise<void>,
  profile = ofTheCase,
): Promise<void> {
  const phone = await openPhone(profile, undefined, system.clockOffset() + hours * 3600)
  const page = await startPhone(phone, system)
  await act(page, phone)
  await phone.close()
}

async function scan(page: Page, url: string): Promise<void> {
  await page.getByRole("link", { name: "Scan", exact: true }).click()
  await page.locator("input[type=file]").setInputFiles(pictureOf(url))
}

/** Types a taxi's mark in the place of a code. */
async function board(page: Page): Promise<void> {
  await page.goto(`${system.publicOrigin}/plate`)
  await page.getByLabel("Registration mark").fill("ab 1034")
  await page.getByRole("button", { name: "Get on" }).click()
  await expect(page.getByText("You’re on board", { exact: true })).toBeVisible()
}

async function alight(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Scan", exact: true }).click()
  await page.getByRole("button", { name: "Get off now" }).click()
  await expect(page.getByText("You have got off").first()).toBeVisible()
}

test("the upload code can be scanned; without a network the sealed visits wait, and the app may be closed", async () => {
  const tea = signCode(system, { en: "Jade Kettle Tea House", hant: "玉壺茶居", category: 4 })
  await withPhone(0, async (page) => {
    await scan(page, tea)
    await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
  })
  await withPhone(0.5, board) // which ends the visit before
  await withPhone(0.6, board, ofAPassenger)
  await withPhone(0.75, alight)
  await withPhone(0.75, alight, ofAPassenger)

  await enrolOfficer(officer, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(officer), "Officer Two")
  digits = await openCase(officer, system)
  expect(digits).toHaveLength(20)

  await withPhone(0.8, async (page, phone) => {
    await scan(page, `${system.publicOrigin}/u#${digits}`)
    await expect(page.getByLabel("Upload code, 20 digits")).toHaveValue(/^(\d{4} ){4}\d{4}$/)
    expect(page.url(), "the code stands in no address").not.toContain(digits.slice(0, 8))
    await page.getByRole("button", { name: "Continue" }).click()
    await phone.setOffline(true)
    await page.getByRole("button", { name: "Seal and send 2 visits" }).click()
    await expect(page.getByText("2 visits are sealed and wait for the network")).toBeVisible()
    await expectAccessible(page)
    await page.goto(`${system.publicOrigin}/diary`)
    await expect(page.getByText("Your visits wait to be sent")).toBeVisible()
  })
})

test("opened again with a network, it goes by itself, and arrives once", async () => {
  await withPhone(0.9, async (page) => {
    await expect(page.getByText("There is an answer about your visits")).toBeVisible({ timeout: 60_000 })
    await page.getByRole("link", { name: /There is an answer/ }).click()
    await expect(page.getByText("2 visits were received")).toBeVisible()
    await expect(page.getByText("Not stated yet")).toBeVisible()
    await expectAccessible(page)
  })
  await expect(officer.getByText("Uploaded: 1 proven, 1 unproven")).toBeVisible({ timeout: 40_000 })
})

test("a taxi's mark is proof enough to warn whoever typed the same one: no one had registered it", async () => {
  await warnAbout("Vehicle AB1034", { first: officer, other }, system)
  await withPhone(
    0.9,
    async (page) => {
      await checkList(page)
      await page.getByRole("link", { name: /Exposure: see what to do/ }).click()
      await expect(page.getByText("AB1034").first()).toBeVisible()
    },
    ofAPassenger,
  )
})

test("a day later the receipt carries the authority's signed date of destruction", async () => {
  await withPhone(40, async (page) => {
    await page.goto(`${system.publicOrigin}/settings/proof`)
    await expect(page.getByText("Then destroyed. Signed by the authority’s keeper key")).toBeVisible({
      timeout: 60_000,
    })
    await expect(page.getByText("Asked how long an upload is kept, or a decoy of that").first()).toBeVisible()
  })
})
