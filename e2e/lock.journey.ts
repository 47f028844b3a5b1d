import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { STORE_BYTES } from "@homesafe/protocol/visitor"
import { type BrowserContext, expect, type Page, test } from "@playwright/test"
import { givePasskeyDevice, openPhone } from "./harness/browsers.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { leave, startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { filesWithText, storeFileOf } from "./harness/search-profile.ts"
import { pictureOf, signCode } from "./harness/sign-code.ts"

// A lock of one's own: while it is closed, nothing on the phone says where its owner was. Every server is stopped.

const NAME = "Quiet Lantern Tea House"
const SECOND = "Cedar Street Library"
const PIN = "three grey herons"
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-lock-"))
const profile = path.join(work, "phone")
let system: System
let phone: BrowserContext
let page: Page
let codes: { readonly tea: string; readonly library: string }

test.describe.configure({ mode: "serial" })

test.beforeAll(async () => {
  system = await runSystem(8)
  codes = {
    tea: signCode(system, { en: NAME, hant: "靜燈茶居", category: 4 }),
    library: signCode(system, { en: SECOND, hant: "杉街圖書館", category: 6 }),
  }
  phone = await openPhone(profile, undefined, system.clockOffset())
  page = await startPhone(phone, system)
  await phone.setOffline(true)
  await system.stopServers()
  await page.getByRole("link", { name: "Scan", exact: true }).click()
  await page.locator("input[type=file]").setInputFiles(pictureOf(codes.tea))
  await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
  await leave(page)
})

test.afterAll(async () => {
  await phone?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

const go = (address: string, on = page) => on.goto(`${system.publicOrigin}${address}`)

/** The lock stands before everything: no place, no warning, no title and no address says more. */
async function expectLocked(on = page): Promise<void> {
  await expect(on.getByRole("heading", { name: "HomeSafe is locked" })).toBeVisible()
  expect(await on.locator("body").textContent()).not.toMatch(/Lantern|Cedar|xposure|No match/)
  expect(await on.title()).toBe("HomeSafe")
  expect(new URL(on.url()).pathname).toBe("/")
}

async function unlock(on = page, pin = PIN): Promise<void> {
  await on.getByLabel("PIN").fill(pin)
  await on.getByRole("button", { name: "Unlock", exact: true }).click()
}

test("1. a PIN is set; a weak one, and one typed differently the second time, are not taken", async () => {
  await go("/settings/lock")
  await expect(page.getByRole("button", { name: "Set a PIN" })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Set a PIN" }).click()
  const set = async (first: string, again: string) => {
    await page.getByLabel("New PIN").fill(first)
    await page.getByLabel("The same again").fill(again)
    await page.getByRole("button", { name: "Set the lock" }).click()
  }
  await set("123456", "123456")
  await expect(page.getByText("This one is guessed first.")).toBeVisible()
  await set(PIN, "three grey hens")
  await expect(page.getByText("The two are not the same")).toBeVisible()
  await expectAccessible(page)
  await set(PIN, PIN)
  await expect(page.getByText("The lock is on", { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole("button", { name: "Lock now" })).toBeVisible()
  await expectAccessible(page)
})

test("hostile 74: locked, nothing is shown, not by a deep link either; wrong attempts wait longer and longer", async () => {
  await page.getByRole("button", { name: "Lock now" }).click()
  await expectLocked()
  await expectAccessible(page)
  for (const address of [
    "/diary",
    "/diary/exposure#1.1",
    "/share",
    "/u#12345678901234567890",
    "/settings/lock",
    "/settings/proof",
  ]) {
    await go(address)
    await expectLocked()
  }
  for (const wrong of ["a wrong one", "and another", "and a third"]) {
    await unlock(page, wrong)
    await expect(page.getByText(/That was not right|Too many attempts/)).toBeVisible({ timeout: 20_000 })
    await expect(page.getByLabel("PIN")).toHaveValue("")
  }
  await unlock()
  await expect(page.getByText(/Too many attempts\. Wait until/)).toBeVisible()
  await page.waitForTimeout(5500)
  await unlock()
  await expect(
    page.getByRole("heading", { name: "What this app does" }),
    "the deep link waits for the lock",
  ).toBeVisible({
    timeout: 20_000,
  })
})

test("hostile 74: two tabs have one lock: closed in one, both are closed; opened in one, both are open", async () => {
  const second = await phone.newPage()
  await go("/diary", second)
  await expect(second.getByText(NAME)).toBeVisible()
  await page.getByRole("link", { name: "Settings", exact: true }).click()
  await page.getByRole("link", { name: /^App lock/ }).click()
  await page.getByRole("button", { name: "Lock now" }).click()
  await expectLocked()
  await expectLocked(second)
  await unlock(second)
  await expect(second.getByText(NAME)).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole("button", { name: "Lock now" })).toBeVisible()
  await go("/diary")
  await expectLocked() // the tab that had opened it is gone, and with it the key
  await expectLocked(second)
  await second.close()
  await unlock()
})

test("hostile 74: out of sight the page is blank at once, and after a minute it is locked", async () => {
  await expect(page.getByText(NAME)).toBeVisible({ timeout: 20_000 })
  await setVisible(false)
  expect(await page.evaluate(() => getComputedStyle(document.querySelector("main") ?? document.body).visibility)).toBe(
    "hidden",
  )
  expect(await page.title()).toBe("HomeSafe")
  await setVisible(true, 30)
  await expect(page.getByText(NAME)).toBeVisible()
  expect(await page.title()).toBe("Diary · HomeSafe")
  await setVisible(false)
  await setVisible(true, 61)
  await expectLocked()
})

test("a code scanned by the phone's own camera waits for the lock; then its visitor is in", async () => {
  await page.goto(codes.library)
  await expectLocked()
  await expect(page.getByText("Unlock to check in.")).toBeVisible()
  await expectAccessible(page)
  await unlock()
  await expect(page.getByText("You’re in", { exact: true })).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(SECOND).first()).toBeVisible()
})

test("hostile 74: another lock needs the one that is there; where a passkey holds no key, that is said", async () => {
  const takeAway = await givePasskeyDevice(page, { hasPrf: false })
  await go("/settings/lock")
  await openIfLocked()
  await page.getByRole("button", { name: "Change to a passkey" }).click()
  await expect(page.getByRole("heading", { name: "First, unlock it as it is now" })).toBeVisible()
  await unlock(page, "not the PIN")
  await expect(page.getByText("That was not right. Try again.")).toBeVisible({ timeout: 20_000 })
  await unlock()
  await page.getByRole("button", { name: "Use a passkey" }).click({ timeout: 20_000 })
  await expect(page.getByText(/cannot hold a key for the diary/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Cancel" }).click()
  await takeAway()
})

test("hostile 74: a passkey with PRF becomes the lock, opens it, and is needed to take it away", async () => {
  await givePasskeyDevice(page, { hasPrf: true })
  await page.getByRole("button", { name: "Change to a passkey" }).click()
  await unlock()
  await page.getByRole("button", { name: "Use a passkey" }).click({ timeout: 20_000 })
  await expect(page.getByText("The lock is on", { exact: true })).toBeVisible({ timeout: 30_000 })
  await page.getByRole("button", { name: "Lock now" }).click()
  await expectLocked()
  await expect(page.getByLabel("PIN"), "the PIN opens nothing any more").toHaveCount(0)
  await page.getByRole("button", { name: "Unlock with the passkey" }).click()
  await page.getByRole("button", { name: "Take the lock away" }).click({ timeout: 20_000 })
  await page.getByRole("button", { name: "Unlock with the passkey" }).click()
  await expect(page.getByText("The lock is off", { exact: true })).toBeVisible({ timeout: 30_000 })
})

test("hostile 74: on the disk of a locked phone stands neither a place nor the key", async () => {
  await page.getByRole("button", { name: "Set a PIN" }).click()
  await page.getByLabel("New PIN").fill(PIN)
  await page.getByLabel("The same again").fill(PIN)
  await page.getByRole("button", { name: "Set the lock" }).click()
  await expect(page.getByText("The lock is on", { exact: true })).toBeVisible({ timeout: 30_000 })
  await phone.close()
  expect(storeFileOf(profile, STORE_BYTES)[5], "the header says: locked").toBe(1)
  for (const name of [NAME, SECOND, PIN]) expect(filesWithText(profile, name), name).toEqual([])
})

test("forgotten: everything is erased after a clear question, and the app begins again", async () => {
  phone = await openPhone(profile, undefined, system.clockOffset())
  page = phone.pages()[0] ?? (await phone.newPage())
  await phone.setOffline(true)
  await go("/diary")
  await expectLocked()
  await page.getByRole("button", { name: "I cannot unlock it" }).click()
  await expect(page.getByRole("dialog").getByText("Nobody can open the diary without its lock")).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Keep it locked" }).click()
  await expectLocked()
  await page.getByRole("button", { name: "I cannot unlock it" }).click()
  await page.getByRole("button", { name: "Erase everything" }).click()
  await expect(page.getByRole("button", { name: "English" })).toBeVisible({ timeout: 20_000 })
})

/** A page that was loaded anew in the only tab begins locked. */
async function openIfLocked(): Promise<void> {
  await expect(page.getByRole("heading", { name: "HomeSafe is locked" })).toBeVisible()
  await unlock()
  await expect(page.getByRole("heading", { name: "HomeSafe is locked" })).toBeHidden({ timeout: 20_000 })
}

/** Tells the page that it went out of sight or came back, so many seconds later. */
async function setVisible(isVisible: boolean, secondsLater = 0): Promise<void> {
  await page.evaluate(
    ([visible, seconds]) => {
      const Before = Date
      const now = () => Before.now() + seconds * 1000
      const Later = new Proxy(Before, {
        construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
        get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
      })
      Object.assign(globalThis, { Date: Later })
      Object.defineProperty(document, "visibilityState", {
        configurable: true,
        get: () => (visible ? "visible" : "hidden"),
      })
      document.dispatchEvent(new Event("visibilitychange"))
    },
    [isVisible, secondsLater] as const,
  )
}
