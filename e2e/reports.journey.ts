import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone, watchNetwork } from "./harness/browsers.ts"
import { enrolOfficer } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { pictureOf } from "./harness/sign-code.ts"

// A code that somebody has pasted over a poster: the phone does not open it, one touch reports it, and an officer notes what was found.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-reports-"))
const DIGITS = "123456789012345678"
const FAKE = `https://homesafe.example.org/v#${DIGITS}`
const SHOWN = /^https:\/\/homesafe\.example\.org\/v#… \([0-9a-f]{16}\)$/
let system: System
let phone: BrowserContext
let desk: Browser
let page: Page
let officer: Page

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(8)
  phone = await openPhone(path.join(work, "phone"), undefined, system.clockOffset())
  page = await startPhone(phone, system)
  desk = await openDesk()
  officer = await (await desk.newContext({ locale: "en-GB" })).newPage()
  await enrolOfficer(officer, system.invitation, "Officer One")
})
test.afterAll(async () => {
  await phone?.close()
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

async function scanFake(): Promise<void> {
  await page.goto(`${system.publicOrigin}/`)
  await page.locator("input[type=file]").setInputFiles(pictureOf(FAKE))
  await expect(page.getByText("This code leads to another address")).toBeVisible()
}

test("hostile 5: a pasted code is not opened; without a network its report says so, and the next touch sends it", async () => {
  await scanFake()
  await phone.setOffline(true)
  const network = watchNetwork(phone)
  const bodies: string[] = []
  phone.on("request", (request) => bodies.push(request.postData() ?? ""))
  await page.getByRole("button", { name: "Report this code" }).click()
  await expect(page.getByText("There is no network")).toBeVisible()
  await phone.setOffline(false)
  network.forget()
  await page.getByText("See what is sent, or add to it").click()
  await expect(page.getByText(FAKE)).toBeVisible()
  await expect(page.getByText(SHOWN)).toBeVisible()
  await page.getByLabel("Where it hangs, in your words").fill("Pier 2, left door")
  await page.getByLabel("A photo of it").setInputFiles(pictureOf(FAKE))
  await expectAccessible(page)
  await page.getByRole("button", { name: "Report this code" }).click()
  await expect(page.getByText("Reported", { exact: true })).toBeVisible()
  await expectAccessible(page)
  const [sent] = bodies.filter((body) => body.includes("Pier 2"))
  expect(sent, "the digits may carry a venue's key").not.toContain(DIGITS.slice(0, 6))
  const asked = network.seen().filter((line) => !line.includes("/feed/"))
  expect(
    asked.every((line) => line.startsWith(`PUT ${system.publicOrigin}/v1/code-reports/`)),
    asked.join("\n"),
  ).toBe(true)
})

test("the officer sees it as text, with its picture and nothing of who sent it; one finding answers all of the same code", async () => {
  await scanFake()
  await page.getByRole("button", { name: "Report this code" }).click()
  await expect(page.getByText("Reported", { exact: true })).toBeVisible()
  await officer
    .getByRole("link", { name: /^Inspections/ })
    .first()
    .click()
  await expect(officer.getByText("2 reports, 2 to be looked at")).toBeVisible({ timeout: 30_000 })
  const row = officer.getByRole("region", { name: "Pier 2, left door" })
  await expect(row.getByText(SHOWN)).toBeVisible()
  await expect(row.getByRole("img", { name: "Photo that came with the report" })).toBeVisible()
  expect(await officer.locator(`a[href*="example.org"]`).count(), "where it leads is no link").toBe(0)
  await expectAccessible(officer)
  await row.getByRole("button", { name: "Note what was found" }).click()
  await officer.getByLabel("What was found at the door").fill("A sticker over the poster; taken off.")
  await officer.getByRole("button", { name: "Keep the finding" }).click()
  await expect(officer.getByText("2 reports, 0 to be looked at")).toBeVisible()
  await expectAccessible(officer)
})
