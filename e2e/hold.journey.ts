import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone } from "./harness/browsers.ts"
import { checkAndSign, openWaiting } from "./harness/decide.ts"
import { signInOfficer } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { openTwoOfficers } from "./harness/open-officers.ts"
import { startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { fillFlight } from "./harness/warn-by-name.ts"

// A flight is named by two officers, held back by one before its list, let go on by two, and stands on the public board: never before.
let system: System
let desk: Browser
let first: Page
let other: Page

test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  ;[first, other] = await openTwoOfficers(system, desk)
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
})

/** What the public board says of the flight. */
async function board(): Promise<boolean> {
  const answer = await fetch(`${system.publicOrigin}/board/en`)
  return (await answer.text()).includes("Flight CX 888, Hong Kong to Vancouver, rows 30-34")
}

/** The number of the newest list. */
async function list(): Promise<number> {
  const answer = await fetch(`${system.publicOrigin}/board/board.json`)
  const { list } = (await answer.json()) as { list: { seq: number } } // as: the board's data
  return list.seq
}

test("a flight without a code is held back and is in no list; let go on by two officers, it stands on the board", async () => {
  await signInOfficer(first, system)
  await first
    .getByRole("link", { name: /^Decisions/ })
    .first()
    .click()
  await first.getByRole("link", { name: "Warn by name" }).click()
  await first.getByRole("button", { name: "Sign the proposal" }).click()
  await expect(first.getByText("Write the name in English and in Traditional Chinese", { exact: false })).toBeVisible()
  await fillFlight(first, system)
  await expect(first.getByRole("region", { name: "On the public page" })).toContainText("Flight CX 888")
  await expectAccessible(first)
  await first.getByRole("button", { name: "Sign the proposal" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()

  system.setTime(11) // a list goes out now; the next one is a minute away
  await signInOfficer(other, system)
  await openWaiting(other, "CX 888")
  await checkAndSign(other, /^Approve for/)
  await expect(other.getByText("Approved, in the next list").first()).toBeVisible()
  await expect(other.getByText(/^Urgent\? The next list goes out at/)).toBeVisible()
  await expectAccessible(other)
  await other.getByRole("button", { name: "Hold it back" }).click()
  const question = other.getByRole("dialog", { name: "Hold this back?" })
  await question.getByLabel("Reason").fill("The airline names another row")
  await question.getByRole("button", { name: "Hold it back" }).click()
  await expect(other.getByText(/^Officer Two holds this back/)).toBeVisible()
  await expectAccessible(other)
  const path = new URL(other.url()).pathname
  const before = await list()
  system.passOneList()
  await expect.poll(list, { timeout: 20_000 }).toBeGreaterThan(before)
  expect(await board()).toBe(false)
  await signInOfficer(first, system) // an hour has passed
  await first.goto(`${system.consoleOrigin}${path}`)
  await first.getByRole("button", { name: "Sign that it goes on" }).click()
  await expect(first.getByText(/^Officer One has signed that it goes on/)).toBeVisible()
  await other.reload()
  await checkAndSign(other, /^Let it go on$/)
  await expect(other.getByText("Approved, in the next list").first()).toBeVisible()
  expect(await board(), "nothing goes out between lists").toBe(false)
  system.passOneList()
  await expect(other.getByText(/Published in list \d+/).first()).toBeVisible({ timeout: 20_000 })
  expect(await board()).toBe(true)
  await expect(other.getByText("It is on phones. Nothing can be unsent.", { exact: false })).toBeVisible()
})

test("a phone shows the flight without a network, and says that it is the one which its owner noted", async () => {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-named-"))
  const phone = await openPhone(profile, undefined, system.clockOffset())
  try {
    const page = await startPhone(phone, system)
    await page.getByRole("button", { name: "Check now" }).first().click()
    await page.getByRole("link", { name: /^Were you there/ }).click()
    const notice = page.getByRole("region", { name: "Flight CX 888, Hong Kong to Vancouver, rows 30-34" })
    await expect(notice).toBeVisible()
    await phone.setOffline(true)
    await page.getByLabel("What it is about").selectOption("train")
    await expect(page.getByText("0 warnings")).toBeVisible()
    await page.getByLabel("What it is about").selectOption("flight")
    await expectAccessible(page)
    await page.getByRole("link", { name: "Add a trip" }).click()
    await page.getByLabel("Number of the flight, train, route or vehicle").fill("cx888")
    await page.getByLabel("Date").selectOption({ index: 1 })
    await page.getByLabel("Arrival").fill("23:40")
    await page.getByLabel("Leaving").fill("23:58")
    await page.getByRole("button", { name: "Keep this place" }).click()
    await expect(notice.getByText("You noted this at that time")).toBeVisible()
    await expectAccessible(page)
    await page.getByRole("link", { name: "Scan", exact: true }).click()
    await expect(page.getByText("A warning by name may concern you")).toBeVisible()
    await page.getByRole("link", { name: "Look at it" }).click()
    await expect(notice).toBeVisible()
  } finally {
    await phone.close()
    fs.rmSync(profile, { recursive: true, force: true })
  }
})
