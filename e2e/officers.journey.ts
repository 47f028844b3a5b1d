import { randomUUID } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { givePasskeyDevice, openDesk, openPhone } from "./harness/browsers.ts"
import { openNewCase } from "./harness/decide.ts"
import { enrolOfficer, inviteOfficer } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { OFFSET, runSystem, type System } from "./harness/run-system.ts"
import { filesWithText } from "./harness/search-profile.ts"

// Officers of areas: who sees a case, how it goes to another area, and what is left of it on a computer that is taken away.

const CANARY = "Quiet Heron Boathouse 7741"
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-officers-"))
const profile = path.join(work, "desk")
let system: System
let desk: Browser
let taken: BrowserContext
let first: Page
let other: Page
let theCase = ""

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  const context = await desk.newContext({ locale: "en-GB" })
  context.setDefaultTimeout(20_000)
  first = await context.newPage()
  await enrolOfficer(first, system.invitation, "Officer One")
})
test.afterAll(async () => {
  await taken?.close()
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

test("an administrator invites an officer of one area, who sees it named and no case of another", async () => {
  theCase = await openNewCase(first, system)
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000) + system.clockOffset()), OFFSET)
  const stay = { from: { day: today - 1, minute: 600 }, until: { day: today - 1, minute: 660 }, how: "memory" }
  const kept = await first.request.put(`${system.consoleOrigin}/v1${theCase}/interview-visits/${randomUUID()}`, {
    headers: { origin: system.consoleOrigin },
    data: { ...stay, place: { words: CANARY } },
  })
  expect(kept.status()).toBe(200)
  await first.getByRole("link", { name: "Officers" }).click()
  await first.getByText("Areas: The whole authority").click()
  await first.getByLabel("Sha Tin").check()
  await expect(first.getByText("Areas: Sha Tin")).toBeVisible()
  await expectAccessible(first)
  await first.getByRole("button", { name: "Invite an officer" }).click()
  const link = (await first.locator("[data-kind=invitation]").textContent())?.trim() ?? ""
  taken = await openPhone(profile, undefined, 0)
  other = await taken.newPage()
  await enrolOfficer(other, link, "Officer Two")
  await other.goto(`${system.consoleOrigin}/cases`)
  await expect(
    other
      .getByText("No cases yet")
      .or(other.getByRole("heading", { name: "Cases" }))
      .first(),
  ).toBeVisible()
  await expect(other.getByRole("link", { name: /C-0001/ })).toHaveCount(0)
  await other.goto(`${system.consoleOrigin}${theCase}`)
  await expect(other.getByText("This was not found.", { exact: false }).first()).toBeVisible()
})

test("an officer who lost the passkey gets a new one by two others, and is told before; the old passkey is over", async () => {
  const [late, found] = [await desk.newContext({ locale: "en-GB" }), await desk.newContext({ locale: "en-GB" })]
  const [third, anew] = [await late.newPage(), await found.newPage()]
  await first.getByRole("link", { name: "Officers" }).click()
  await first.getByRole("checkbox", { name: /^Inspector/ }).check()
  for (const role of ["Tracer", "Approver"])
    await first.getByRole("checkbox", { name: new RegExp(`^${role}`) }).uncheck()
  await enrolOfficer(third, await inviteOfficer(first), "Officer Three")
  await expect(third.getByRole("link", { name: "Cases" })).toHaveCount(0)
  await third.goto(`${system.consoleOrigin}${theCase}`)
  await expect(third.getByText("Not for your role")).toBeVisible()
  await expectAccessible(third)
  await first.getByRole("button", { name: "New passkey for Officer Three" }).click()
  const dialog = first.getByRole("dialog", { name: "New passkey for Officer Three" })
  await dialog.getByLabel("Why").fill("Called from the office, known voice")
  await dialog.getByRole("button", { name: "Propose" }).click()
  await expect(dialog).toHaveCount(0)
  await expect(third.getByText("A new passkey was proposed for you")).toBeVisible()
  await other.goto(`${system.consoleOrigin}/officers`)
  await other.getByRole("button", { name: "Agree: New passkey for Officer Three" }).click()
  await expectAccessible(other)
  await other.getByRole("dialog").getByRole("button", { name: "Agree" }).click()
  await first.getByRole("button", { name: "Make the link: New passkey for Officer Three" }).click()
  const link = first.getByRole("region", { name: "New passkey for Officer Three" }).locator("[data-kind=invitation]")
  await givePasskeyDevice(anew)
  await anew.goto((await link.textContent())?.trim() ?? "")
  await anew.getByRole("button", { name: "Make a passkey" }).click()
  await expect(anew.getByRole("heading", { name: "Today" })).toBeVisible()
  await expect(anew.getByText("Officer Three")).toBeVisible()
  const lost = third.getByRole("button", { name: "Sign in with a passkey" })
  await lost.click({ timeout: 60_000 })
  await expect(third.getByText("The passkey was not accepted", { exact: false })).toBeVisible()
  await late.close()
  await found.close()
})

test("an officer of the whole authority moves the case, with a reason, and the officer of its area works on it", async () => {
  await first.goto(`${system.consoleOrigin}${theCase}`)
  await first.getByRole("button", { name: "Hand over to another area" }).click()
  const dialog = first.getByRole("dialog", { name: "Hand over C-0001" })
  await expect(dialog.getByRole("button", { name: "Move" })).toBeDisabled()
  await dialog.getByLabel("To").selectOption({ label: "Sha Tin" })
  await dialog.getByLabel("Why").selectOption({ label: "The person lives there" })
  await expectAccessible(first)
  await dialog.getByRole("button", { name: "Move" }).click()
  await expect(dialog).toHaveCount(0)
  await other.goto(`${system.consoleOrigin}${theCase}`)
  await other.getByRole("button", { name: "Read the visits" }).click()
  await expect(other.getByText(CANARY).first()).toBeVisible()
  await expectAccessible(other)
})

test("hostile 50: a session that is ended elsewhere locks the open page within a minute, and nothing of what it showed is on the disk", async () => {
  await first.getByRole("link", { name: "Officers" }).click()
  const ended = Date.now()
  await first
    .getByRole("button", { name: /^Sign Officer Two out there/ })
    .first()
    .click()
  await expect(other.getByRole("button", { name: "Sign in with a passkey" })).toBeVisible({ timeout: 60_000 })
  expect(Date.now() - ended).toBeLessThan(60_000)
  await expect(other.getByText(CANARY)).toHaveCount(0)
  await taken.close()
  expect(filesWithText(profile, CANARY)).toEqual([])
  // The search would find what is there: the console's own address is.
  expect(filesWithText(profile, new URL(system.consoleOrigin).host)).not.toEqual([])
})
