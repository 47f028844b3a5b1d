import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, expect } from "@playwright/test"
import { openPhone, setClock } from "../harness/browsers.ts"
import { approveOpen, openCase } from "../harness/decide.ts"
import { approveVenue, enrolOfficer, inviteOfficer, registerVenue, signInOperator } from "../harness/desk.ts"
import { giveKeys, makeScreen, openTablet, photograph, scanPhoto } from "../harness/gate.ts"
import { leave, shareOneVisit, startPhone } from "../harness/phone.ts"
import type { System } from "../harness/run-system.ts"
import { place } from "./portal-pages.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** A case scanned a screen: what the officer sees is missing, what the venue is asked, and what becomes of it. */
export async function takeHours(take: Take, system: System, browser: Browser): Promise<void> {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-pictures-hours-"))
  const [officer, operator] = [await newDesk(browser), await newDesk(browser)]
  await enrolOfficer(officer, system.invitation, "Officer One")
  await signInOperator(operator, system, "operator@market.example")
  await registerVenue(operator, place, "R-7001")
  const venue = operator.url()
  await approveVenue(officer, place)
  await operator.reload()
  await expect(operator.getByText(/Reviewed/).first()).toBeVisible()
  const tablet = await openTablet(browser, system)
  const offer = await makeScreen(tablet)
  await operator.getByRole("link", { name: /^Screens at the door/ }).click()
  await giveKeys(operator, "The only entrance", offer)
  await tablet.page.getByRole("button", { name: "Show the code" }).click()
  const photo = await photograph(tablet)
  await tablet.context.close()

  const phone = await openPhone(path.join(work, "phone"), undefined, system.clockOffset())
  const visitor = await startPhone(phone, system)
  await scanPhoto(visitor, photo)
  await expect(visitor.getByText("You’re in", { exact: true })).toBeVisible()
  await setClock(phone, system.clockOffset() + 600)
  await visitor.reload()
  await leave(visitor)
  const digits = await openCase(officer, system)
  const aCase = officer.url()
  await shareOneVisit(visitor, system, digits)
  await phone.close()
  await expect(officer.getByText("Uploaded: 1 proven, 0 unproven")).toBeVisible({ timeout: 60_000 })

  const onConsole = (name: string, url: string, act?: (say: Say) => Promise<void>) =>
    take({ page: officer, app: "console", name: `hours-${name}`, url, ...(act ? { act } : {}) })
  const propose = async (say: Say) => {
    await officer.getByRole("button", { name: say("visits.read") }).click()
    await officer.getByRole("button", { name: say("visits.propose") }).click()
  }
  await onConsole("1-proposal", aCase, propose)
  await prefer(officer, system.consoleOrigin, { language: "en" })
  await officer.goto(aCase)
  await officer.getByRole("button", { name: "Read the visits" }).click()
  await officer.getByRole("button", { name: "Propose a warning" }).click()
  await officer.getByRole("button", { name: "Sign and propose" }).click()
  await expect(officer.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  const decision = officer.url()
  await onConsole("2-partial", decision)
  await prefer(officer, system.consoleOrigin, { language: "en" })
  await officer.goto(decision)
  await officer.getByRole("button", { name: "Ask the venue for the day’s key" }).click()
  await expect(officer.getByText(/The venue was asked/)).toBeVisible()

  const onPortal = (name: string, url: string, act?: (say: Say) => Promise<void>) =>
    take({ page: operator, app: "venue", name: `hours-${name}`, url, ...(act ? { act } : {}) })
  await expect.poll(() => system.mails(), { timeout: 30_000 }).toContain("asks you for one day’s key")
  await onPortal("3-venue", venue)
  await onPortal("4-request", `${venue}/requests`)
  await onPortal("5-question", `${venue}/requests`, (say) =>
    operator.getByRole("button", { name: say("requests.give") }).click(),
  )
  await prefer(operator, system.publicOrigin, { language: "en" })
  await operator.goto(`${venue}/requests`)
  await operator.getByRole("button", { name: "Give the key of this day" }).click()
  await operator.getByRole("button", { name: "Give it", exact: true }).click()
  await expect(operator.getByText("You gave this key.", { exact: false })).toBeVisible()
  await onPortal("6-given", `${venue}/requests`)
  await onConsole("7-complete", decision)
  await prefer(officer, system.consoleOrigin, { language: "en" })
  const other = await newDesk(browser)
  await officer.goto(system.consoleOrigin)
  await enrolOfficer(other, await inviteOfficer(officer), "Officer Two")
  await other.goto(decision)
  await approveOpen(other, system)
  await onPortal("8-told", venue)
  await onPortal("9-notice", `${venue}/notices`)
  const object = (say: Say) => operator.getByRole("button", { name: say("notices.object") }).click()
  await onPortal("10-objecting", `${venue}/notices`, object)
  await prefer(operator, system.publicOrigin, { language: "en" })
  await operator.goto(`${venue}/notices`)
  await operator.getByRole("button", { name: "Object" }).click()
  await operator.getByLabel("Why the warning is wrong").fill("The hall was shut for cleaning from ten o’clock on.")
  await operator.getByRole("button", { name: "Send it to the authority" }).click()
  await expect(operator.getByText("has it and will answer here", { exact: false })).toBeVisible()
  await onPortal("11-objected", `${venue}/notices`)
  await onConsole("12-objection", decision)
  fs.rmSync(work, { recursive: true, force: true })
}

async function newDesk(browser: Browser) {
  return (await browser.newContext({ locale: "en-GB" })).newPage()
}
