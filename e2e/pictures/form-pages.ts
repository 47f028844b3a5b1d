import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, expect, type Page } from "@playwright/test"
import { openPhone, setClock } from "../harness/browsers.ts"
import { approveOpen, openCase } from "../harness/decide.ts"
import {
  approveVenue,
  enrolOfficer,
  inviteOfficer,
  registerVenue,
  signInOfficer,
  signInOperator,
} from "../harness/desk.ts"
import { giveKeys, makeScreen, openTablet, photograph, scanPhoto } from "../harness/gate.ts"
import { leave, shareOneVisit, startPhone } from "../harness/phone.ts"
import type { System } from "../harness/run-system.ts"
import { place } from "./portal-pages.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

const people = [
  ["Chan Tai Man 陳大文", "+852 9123 4567", ""],
  ["Wong Siu Ming", "6876 5432", "2"],
  ["Muhammad Abdul-Rahman ibn Yusuf al-Khwarizmi", "+44 (20) 7946 0958", "1"],
] as const

/** The register form: at the door, and the call list of a decision from its proposal to its withdrawal. */
export async function takeForms(take: Take, system: System, browser: Browser): Promise<void> {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-pictures-forms-"))
  const [first, other, operator] = [await newDesk(browser), await newDesk(browser), await newDesk(browser)]
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  await signInOperator(operator, system, "operator@market.example")
  await registerVenue(operator, place, "R-7001")
  await approveVenue(first, place)
  await operator.reload()
  await expect(operator.getByText(/Reviewed/).first()).toBeVisible()
  const tablet = await openTablet(browser, system)
  const { page: door } = tablet
  const offer = await makeScreen(tablet)
  await operator.getByRole("link", { name: /^Screens at the door/ }).click()
  await giveKeys(operator, "The only entrance", offer)
  await door.getByRole("button", { name: "Show the code" }).click()
  const photo = await photograph(tablet)
  for (const person of people) await fill(door, person)

  const phone = await openPhone(path.join(work, "phone"), undefined, system.clockOffset())
  const visitor = await startPhone(phone, system)
  await scanPhoto(visitor, photo)
  await expect(visitor.getByText("You’re in", { exact: true })).toBeVisible()
  await setClock(phone, system.clockOffset() + 600)
  await visitor.reload()
  await leave(visitor)
  const digits = await openCase(first, system)
  await shareOneVisit(visitor, system, digits)
  await phone.close()
  await expect(first.getByText("Uploaded: 1 proven, 0 unproven")).toBeVisible({ timeout: 60_000 })
  await first.getByRole("button", { name: "Read the visits" }).click()
  await first.getByRole("button", { name: "Propose a warning" }).click()
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  const decision = first.url()

  const onConsole = (name: string, url: string, act?: (say: Say) => Promise<void>) =>
    take({ page: other, app: "console", name: `forms-${name}`, url, ...(act ? { act } : {}) })
  const read = async (say: Say) => {
    await other.getByRole("button", { name: say("forms.read") }).click()
    await other
      .getByRole("button", { name: say("forms.state.reached") })
      .first()
      .waitFor()
  }
  await signInOfficer(other, system)
  await onConsole("1-proposed", decision)
  await approve(other, system, decision)
  await onConsole("2-closed", decision)
  await prefer(other, system.consoleOrigin, { language: "en" })
  await other.goto(decision)
  await other.getByRole("button", { name: "Open the forms" }).click()
  const line = (n: number) => other.getByRole("region", { name: people[n]?.[0] ?? "" })
  await line(0).getByRole("button", { name: "Reached", exact: true }).click()
  await line(2).getByRole("button", { name: "Try again" }).click()
  await expect(other.getByText(/^Noted by/)).toHaveCount(2)
  await onConsole("3-calls", decision, read)

  await prefer(first, system.consoleOrigin, { language: "en" })
  await first.goto(decision)
  await first.getByRole("button", { name: "Propose to withdraw it" }).click()
  await first.getByRole("button", { name: "Sign the withdrawal" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  const withdrawal = first.url()
  await approve(other, system, withdrawal)
  await onConsole("4-withdrawn", withdrawal, read)
  await onConsole("5-replaced", decision)

  const atDoor = (name: string, act: (say: Say) => Promise<void>) =>
    take({ page: door, app: "gate", name: `forms-${name}`, url: `${system.publicOrigin}/gate/`, act })
  const open = async (say: Say) => {
    await door.getByRole("button", { name: new RegExp(say("form.open").source.slice(1)) }).click()
    await door.getByRole("button", { name: say("form.send") }).waitFor()
  }
  await atDoor("6-code", async () => {})
  await atDoor("7-form", open)
  await atDoor("8-wrong", async (say) => {
    await open(say)
    await door.getByRole("button", { name: say("form.send") }).click()
  })
  await atDoor("9-taken", async (say) => {
    await open(say)
    await door.getByLabel(say("form.name")).fill("Later")
    await door.getByLabel(say("form.number")).fill("2345 6789")
    await door.getByRole("button", { name: say("form.send") }).click()
    await door.getByText(say("form.taken")).waitFor()
  })
  await tablet.context.close()

  fs.rmSync(work, { recursive: true, force: true })
}

async function newDesk(browser: Browser): Promise<Page> {
  return (await browser.newContext({ locale: "en-GB" })).newPage()
}

/** Somebody writes the form at the door. */
async function fill(door: Page, [name, number, leaving]: (typeof people)[number]): Promise<void> {
  await door.getByRole("button", { name: /Fill in the form$/ }).click()
  await door.getByLabel("Your name").fill(name)
  await door.getByLabel("A number to call you on").fill(number)
  if (leaving !== "") await door.getByLabel("When will you leave?").selectOption({ index: Number(leaving) })
  await door.getByRole("button", { name: "Seal and send" }).click()
  await door.getByRole("button", { name: "Back to the code" }).click()
}

/** The second officer of a decision approves it; the list that carries it is published. */
async function approve(officer: Page, system: System, decision: string): Promise<void> {
  await prefer(officer, system.consoleOrigin, { language: "en" })
  await officer.goto(decision)
  await approveOpen(officer, system)
}
