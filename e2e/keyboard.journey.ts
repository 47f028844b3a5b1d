import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone } from "./harness/browsers.ts"
import { openCase } from "./harness/decide.ts"
import { enrolOfficer } from "./harness/desk.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { pictureOf, signCode } from "./harness/sign-code.ts"
import { pressByKeyboard, tabTo } from "./harness/use-keyboard.ts"

// The phone app without a finger or a mouse: every act by Tab, Enter, Space, arrows and Escape, on a phone of 360 pixels.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-keyboard-"))
const NAME = "Lantern Bakery"
let system: System
let desk: Browser
let phone: BrowserContext
let page: Page

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(8)
  desk = await openDesk()
  phone = await openPhone(path.join(work, "phone"), undefined, system.clockOffset())
  page = phone.pages()[0] ?? (await phone.newPage())
})
test.afterAll(async () => {
  await phone?.close()
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" })
const link = (name: string | RegExp) => page.getByRole("link", { name, exact: typeof name === "string" })

test("by keyboard: first start, check-in by a photo, leaving", async () => {
  await page.goto(`${system.publicOrigin}/`)
  await pressByKeyboard(page, button("English"))
  await pressByKeyboard(page, button("Start"))
  await expect(page.getByRole("navigation").first()).toBeVisible({ timeout: 60_000 })
  const chooser = page.waitForEvent("filechooser")
  await pressByKeyboard(page, button("Photo"))
  await (await chooser).setFiles(pictureOf(signCode(system, { en: NAME, hant: "燈籠餅店", category: 5 })))
  await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
  await pressByKeyboard(page, button("I came earlier"))
  const dialog = page.getByRole("dialog")
  await expect(dialog).toBeVisible()
  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press("Tab")
    expect(
      await dialog.evaluate(
        (element) => element.contains(document.activeElement) || document.activeElement === document.body,
      ),
      "the focus stays in the question",
    ).toBe(true)
  }
  await page.keyboard.press("Escape")
  await expect(dialog).toBeHidden()
  await expect(button("I came earlier"), "and comes back to where it was").toBeFocused()
  await pressByKeyboard(page, button("Leave now"))
  await expect(page.getByText("You have left").first()).toBeVisible()
})

test("by keyboard: the diary, a note, settings", async () => {
  await pressByKeyboard(page, link("Diary"))
  await expect(page.getByRole("heading", { name: "Diary" })).toBeVisible()
  await pressByKeyboard(page, link(new RegExp(NAME)))
  await pressByKeyboard(page, button(/^Add a note/))
  await tabTo(page, page.getByRole("dialog").getByRole("textbox"))
  await page.keyboard.type("bread")
  await pressByKeyboard(page, page.getByRole("dialog").getByRole("button", { name: /^Save/ }))
  await expect(page.getByText("bread").first()).toBeVisible()
  await pressByKeyboard(page, link("Settings"))
  await pressByKeyboard(page, button("Large"))
  await expect(button("Large")).toHaveAttribute("aria-pressed", "true")
  const contrast = page.getByRole("switch", { name: "More contrast" })
  await tabTo(page, contrast)
  await page.keyboard.press("Space")
  await expect(contrast).toBeChecked()
  await page.keyboard.press("Space")
  await pressByKeyboard(page, link(/^See an example warning/))
  await tabTo(page, link(/^Call the hotline/))
})

test("by keyboard: an upload code, a visit left out and taken in again, sent", async () => {
  const officer = await (await desk.newContext({ locale: "en-GB" })).newPage()
  await enrolOfficer(officer, system.invitation, "Officer One")
  const digits = await openCase(officer, system)
  await page.goto(`${system.publicOrigin}/diary`)
  await pressByKeyboard(page, link(/^I have an upload code/))
  await tabTo(page, page.getByLabel("Upload code, 20 digits"))
  await page.keyboard.type(digits)
  await pressByKeyboard(page, button("Continue"))
  const choice = page.getByRole("checkbox").first()
  await tabTo(page, choice)
  await page.keyboard.press("Space")
  await expect(choice).not.toBeChecked()
  await page.keyboard.press("Space")
  await pressByKeyboard(page, button("Seal and send 1 visit"))
  await expect(page.getByText("1 visit was received").first()).toBeVisible({ timeout: 30_000 })
})

test("by keyboard: a visit is deleted after a question, and everything is erased", async () => {
  await pressByKeyboard(page, button("Back to the diary"))
  await pressByKeyboard(page, link(new RegExp(NAME)))
  await pressByKeyboard(page, button(/^Delete/))
  await pressByKeyboard(page, page.getByRole("dialog").getByRole("button", { name: /^Delete/ }))
  await expect(link(new RegExp(NAME))).toBeHidden()
  await pressByKeyboard(page, link("Settings"))
  await pressByKeyboard(page, button("Erase everything"))
  const dialog = page.getByRole("dialog")
  await expect(dialog).toBeVisible()
  await pressByKeyboard(page, dialog.getByRole("button", { name: /^Erase/ }))
  await expect(button("English")).toBeVisible({ timeout: 30_000 })
})
