import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openPhone } from "./harness/browsers.ts"
import { clearStorage } from "./harness/clear-storage.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { leave, startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { pictureOf, signCode } from "./harness/sign-code.ts"

// A phone without room, and a browser that clears what it had promised to keep.

const NAME = "Quiet Lantern Tea House"
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-eviction-"))
let system: System
let phone: BrowserContext
let page: Page

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(8)
  phone = await openPhone(path.join(work, "phone"), undefined, system.clockOffset())
  page = phone.pages()[0] ?? (await phone.newPage())
})
test.afterAll(async () => {
  await phone?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

/** What the browser lets this origin keep; nothing: as much as usual. */
async function setQuota(bytes?: number): Promise<void> {
  const devtools = await phone.newCDPSession(page)
  const quotaSize = bytes === undefined ? {} : { quotaSize: bytes }
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: system.publicOrigin, ...quotaSize })
}

async function clear(storageTypes: string): Promise<void> {
  await clearStorage(phone, page, system, storageTypes)
  await page.goto(`${system.publicOrigin}/diary`)
}

test("a phone without room is told so, nothing half-made is believed, and with room the diary begins", async () => {
  await page.goto(`${system.publicOrigin}/`)
  await page.getByRole("button", { name: "English" }).click()
  await setQuota(200_000)
  await page.getByRole("button", { name: "Start" }).click()
  await expect(page.getByText("There is no room for the diary")).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page)
  await page.reload()
  await expect(page.getByRole("button", { name: "English" }), "not a diary, and not a lost one").toBeVisible()
  await setQuota()
  await startPhone(phone, system)
  await expect(
    page
      .getByText("No visit yet")
      .or(page.getByRole("heading", { name: "Diary" }))
      .first(),
  ).toBeVisible()
})

test("hostile 81: what the browser cleared is said to be gone, before and after; an empty diary is not shown as one without exposures", async () => {
  await page.getByRole("link", { name: "Scan", exact: true }).click()
  await page
    .locator("input[type=file]")
    .setInputFiles(pictureOf(signCode(system, { en: NAME, hant: "靜燈茶居", category: 4 })))
  await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
  await leave(page)
  await clear("indexeddb,file_systems")
  await expect(page.getByRole("heading", { name: "The diary that was here is gone" })).toBeVisible()
  await expect(
    page.getByText("HomeSafe cannot warn you about visits from before today.", { exact: false }),
  ).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Begin a new diary" }).click()
  await expect(page.getByText(/^This diary begins on/)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText("HomeSafe cannot warn you about earlier visits.", { exact: false })).toBeVisible()
  await expectAccessible(page)
})

test("hostile 81: one half alone is no diary either", async () => {
  await clear("indexeddb")
  await expect(page.getByRole("heading", { name: "The diary that was here is gone" })).toBeVisible()
})

test("a diary that its owner erased is not missed", async () => {
  await page.getByRole("button", { name: "Begin a new diary" }).click()
  await page.getByRole("link", { name: "Settings", exact: true }).click({ timeout: 60_000 })
  await page.getByRole("button", { name: "Erase everything" }).first().click()
  await page.getByRole("dialog").getByRole("button", { name: "Erase everything" }).click()
  await expect(page.getByRole("button", { name: "English" })).toBeVisible({ timeout: 20_000 })
})

test("hostile 81: cleared while it was open, it says what to do; done so, it opens again", async () => {
  const profile = path.join(work, "held")
  const open = () => openPhone(profile, undefined, system.clockOffset())
  const { publicOrigin: origin } = system
  const held = await open()
  const heldPage = await startPhone(held, system)
  const devtools = await held.newCDPSession(heldPage)
  await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb,file_systems" })
  await heldPage.reload()
  await expect(heldPage.getByRole("heading", { name: "The browser still holds what it cleared" })).toBeVisible()
  await expectAccessible(heldPage)
  await held.close()
  const again = await open()
  const fresh = await again.newPage()
  await fresh.goto(`${origin}/diary`)
  // The browser may not have written down yet that there was a diary.
  const gone = fresh.getByRole("heading", { name: "The diary that was here is gone" })
  await expect(gone.or(fresh.getByRole("button", { name: "English" }))).toBeVisible()
  await again.close()
})
