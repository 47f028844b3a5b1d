import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, expect, type Page } from "@playwright/test"
import { openPhone } from "../harness/browsers.ts"
import { checkAndSign, openWaiting } from "../harness/decide.ts"
import {
  approveVenue,
  enrolOfficer,
  inviteOfficer,
  registerVenue,
  signInOfficer,
  signInOperator,
} from "../harness/desk.ts"
import { startPhone } from "../harness/phone.ts"
import { plantOutbreak } from "../harness/plant-outbreak.ts"
import type { System } from "../harness/run-system.ts"
import { fillFlight } from "../harness/warn-by-name.ts"
import { place } from "./portal-pages.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** A flight warned about by name, held back and let go; the venue of another decision told by telephone; the board. */
export async function takeHolds(take: Take, system: System, browser: Browser): Promise<void> {
  const newDesk = async () => (await browser.newContext({ locale: "en-GB" })).newPage()
  const [first, other, operator] = [await newDesk(), await newDesk(), await newDesk()]
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  const on = (page: typeof first, name: string, path: string, act?: (say: Say) => Promise<void>) => {
    const url = new URL(path, system.consoleOrigin).href
    return take({ page, app: "console", name: `holds-${name}`, url, ...(act ? { act } : {}) })
  }
  const english = async () => {
    for (const page of [first, other]) await prefer(page, system.consoleOrigin, { language: "en" })
  }
  await on(first, "01-form", "/decisions/named", (say) =>
    first.getByRole("button", { name: say("named.sign") }).click(),
  )
  await english()
  await first.goto(`${system.consoleOrigin}/decisions/named`)
  await fillFlight(first, system)
  await first.getByRole("button", { name: "Sign the proposal" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  await on(other, "02-approve", new URL(first.url()).pathname)
  await english()
  system.setTime(11)
  await approveNext(other, system, "CX 888")
  const flight = new URL(other.url()).pathname
  // The clock is put back before each picture: a list would change the page.
  await on(other, "03-what-can-be-done", flight, async () => system.setTime(11))
  await on(other, "04-question", flight, async (say) => {
    system.setTime(11)
    await other.getByRole("button", { name: say("hold.act") }).click()
  })
  system.setTime(11)
  await english()
  await other.goto(`${system.consoleOrigin}${flight}`)
  await other.getByRole("button", { name: "Hold it back" }).click()
  const question = other.getByRole("dialog")
  await question.getByLabel("Reason").fill("The airline names another row")
  await question.getByRole("button", { name: "Hold it back" }).click()
  await on(other, "05-held", flight)
  await english()
  await signInOfficer(first, system) // an hour has passed
  await first.goto(`${system.consoleOrigin}${flight}`)
  await first.getByRole("button", { name: "Sign that it goes on" }).click()
  await on(other, "06-second-key", flight)
  await english()
  await on(other, "07-decisions", "/decisions")
  await english()
  await other.goto(`${system.consoleOrigin}${flight}`)
  await checkAndSign(other, /^Let it go on$/)
  await expect(other.getByText("Approved, in the next list").first()).toBeVisible()

  await signInOperator(operator, system, "operator@market.example")
  await registerVenue(operator, place, "R-7002")
  await english()
  await signInOfficer(first, system)
  await approveVenue(first, place)
  await plantOutbreak(first, system, { place: place.en, infected: 0 })
  await first.goto(`${system.consoleOrigin}/cases`)
  await first.getByRole("link", { name: /C-/ }).first().click()
  await first.getByRole("button", { name: "Read the visits" }).click()
  const stay = first.getByRole("region", { name: place.en, exact: true })
  await stay.getByRole("button", { name: "Propose a warning" }).click()
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  system.setTime(11.5)
  await signInOfficer(other, system)
  await approveNext(other, system, place.en)
  const venue = new URL(other.url()).pathname
  await on(other, "08-venue", venue, async (say) => {
    await other.getByRole("button", { name: say("tell.open") }).click()
    await other.getByRole("button", { name: say("tell.show") }).click()
    await expect(other.getByText("+85221234567")).toBeVisible()
  })
  await takeNotices(take, system)
}

/** The flight on a phone whose owner noted it. */
async function takeNotices(take: Take, system: System): Promise<void> {
  system.passOneList()
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-pictures-named-"))
  const phone = await openPhone(profile, undefined, system.clockOffset())
  const page = await startPhone(phone, system)
  const notices = `${system.publicOrigin}/diary/notices`
  await expect(async () => {
    await page.goto(`${system.publicOrigin}/diary`)
    await page.getByRole("button", { name: "Check now" }).first().click({ timeout: 2_000 })
    await page.goto(notices)
    await expect(page.getByText(/CX 888/)).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 60_000 })
  await take({ page, app: "phone", name: "holds-09-notices", url: notices })
  await take({ page, app: "phone", name: "holds-10-trip", url: `${notices}#add` })
  await prefer(page, system.publicOrigin, { language: "en" })
  await page.goto("about:blank") // the address would differ in nothing
  await page.goto(`${notices}#add`)
  await page.getByLabel("Number of the flight, train, route or vehicle").fill("cx888")
  await page.getByLabel("Date").selectOption({ index: 1 })
  await page.getByLabel("Arrival time").fill("23:40")
  await page.getByLabel("Leaving time").fill("23:58")
  await page.getByRole("button", { name: "Keep this place" }).click()
  await expect(page.getByText("You noted this at that time")).toBeVisible()
  await take({ page, app: "phone", name: "holds-11-yours", url: notices })
  await take({ page, app: "phone", name: "holds-12-told", url: `${system.publicOrigin}/diary` })
  await phone.close()
  fs.rmSync(profile, { recursive: true, force: true })
}

/** The second officer signs the proposal about this place, and no list has carried it yet. */
async function approveNext(officer: Page, system: System, about: string): Promise<void> {
  await signInOfficer(officer, system)
  await openWaiting(officer, about)
  await checkAndSign(officer, /^Approve for/)
  await expect(officer.getByText("Approved, in the next list").first()).toBeVisible()
}
