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
  savePoster,
  signInOfficer,
  signInOperator,
} from "../harness/desk.ts"
import { readPoster } from "../harness/film-poster.ts"
import { checkList, leave, startPhone } from "../harness/phone.ts"
import type { System } from "../harness/run-system.ts"
import { pictureOf } from "../harness/sign-code.ts"
import { place } from "./portal-pages.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** From a shared visit to a warning and its correction: the pages of the case, of two officers and of a visitor. */
export async function takeExposure(take: Take, system: System, browser: Browser): Promise<void> {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-pictures-exposure-"))
  const [first, other] = [await newDesk(browser), await newDesk(browser)]
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  const operator = await newDesk(browser)
  await signInOperator(operator, system, "operator@market.example")
  await registerVenue(operator, place, "R-7001")
  await approveVenue(first, place)
  await operator.reload()
  await expect(operator.getByText(/Reviewed/).first()).toBeVisible()
  const poster = pictureOf(readPoster(await savePoster(operator, path.join(work, "poster.pdf"))))

  const phone = await openPhone(path.join(work, "phone"), undefined, system.clockOffset() - 1800)
  const page = await startPhone(phone, system)
  await page.getByRole("link", { name: "Scan", exact: true }).click()
  await page.locator("input[type=file]").setInputFiles(poster)
  await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
  await setClock(phone, system.clockOffset())
  await page.reload()
  await leave(page)

  const onPhone = (name: string, address: string, act?: (say: Say) => Promise<void>) =>
    take({ page, app: "phone", name, url: `${system.publicOrigin}${address}`, ...(act ? { act } : {}) })
  const onDesk = (officer: Page, name: string, url: string, act?: (say: Say) => Promise<void>) =>
    take({ page: officer, app: "console", name, url, ...(act ? { act } : {}) })

  const onBoard = (name: string) =>
    take({ page: operator, app: "venue", name, url: (language) => `${system.publicOrigin}/board/${language}` })

  const digits = await openCase(first, system)
  const aCase = first.url()
  const enter = async (say: Say) => {
    await page.getByLabel(say("code.label")).fill(digits)
    await page.getByRole("button", { name: say("action.continue") }).click()
    await page.getByRole("button", { name: say("share.no") }).waitFor()
  }
  await onPhone("exposure-01-choose", "/share", enter)
  await inEnglish(page, system.publicOrigin)
  await page.goto(`${system.publicOrigin}/share`)
  await page.getByLabel("Upload code, 20 digits").fill(digits)
  await page.getByRole("button", { name: "Continue" }).click()
  await phone.setOffline(true)
  await page.getByRole("button", { name: "Seal and send 1 visit" }).click()
  await expect(page.getByText("1 visit is sealed and waits for the network")).toBeVisible()
  await onPhone("exposure-02-waiting", "/share")
  await phone.setOffline(false)
  await inEnglish(page, system.publicOrigin)
  await page.goto(`${system.publicOrigin}/share`)
  await page.getByRole("button", { name: "Try now" }).click()
  await expect(page.getByText("1 visit was received")).toBeVisible({ timeout: 60_000 })
  await onPhone("exposure-03-receipt", "/settings/proof")

  await expect(first.getByText("Uploaded: 1 proven, 0 unproven")).toBeVisible({ timeout: 40_000 })
  const read = async (say: Say) => {
    await first.getByRole("button", { name: say("visits.read") }).click()
    await first.getByRole("button", { name: say("visits.propose") }).waitFor()
  }
  await onDesk(first, "exposure-04-visits", aCase, read)
  await onDesk(first, "exposure-05-proposal", aCase, async (say) => {
    await read(say)
    await first.getByRole("button", { name: say("visits.propose") }).click()
    await first.getByRole("button", { name: say("propose.sign") }).waitFor()
  })
  await inEnglish(first, system.consoleOrigin)
  await first.goto(aCase)
  await first.getByRole("button", { name: "Read the visits" }).click()
  await first.getByRole("button", { name: "Propose a warning" }).click()
  await first.getByLabel(/^Also name this place/).check()
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  const decision = first.url()
  await onDesk(first, "exposure-06-own-proposal", decision)

  await signInOfficer(other, system)
  await onDesk(other, "exposure-07-approval", decision)
  await approve(other, system, decision)
  await onDesk(other, "exposure-08-published", decision)
  await onBoard("exposure-21-board")
  await onDesk(other, "exposure-09-withdrawal", decision, (say) =>
    other.getByRole("button", { name: say("decision.withdraw") }).click(),
  )

  await setClock(phone, system.clockOffset())
  await inEnglish(page, system.publicOrigin)
  await page.goto(`${system.publicOrigin}/diary`)
  await checkList(page)
  await onPhone("exposure-10-diary", "/diary")
  await onPhone("exposure-11-list", "/diary/exposures")
  await inEnglish(page, system.publicOrigin)
  await page.goto(`${system.publicOrigin}/diary`)
  await page.getByRole("link", { name: /Exposure: see what to do/ }).click()
  await expect(page.getByRole("heading", { name: "Exposure notification" })).toBeVisible()
  const alert = page.url().slice(system.publicOrigin.length)
  await onPhone("exposure-12-alert", alert)

  await inEnglish(other, system.consoleOrigin)
  await other.goto(decision)
  await other.getByRole("button", { name: "Propose to withdraw it" }).click()
  await other.getByRole("button", { name: "Sign the withdrawal" }).click()
  await expect(other.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  const withdrawal = other.url()
  await inEnglish(first, system.consoleOrigin)
  await signInOfficer(first, system)
  await onDesk(first, "exposure-13-withdrawal", withdrawal)
  await approve(first, system, withdrawal)
  await setClock(phone, system.clockOffset())
  await inEnglish(page, system.publicOrigin)
  await page.goto(`${system.publicOrigin}/diary`)
  await checkList(page)
  await onPhone("exposure-14-correction", alert)
  await onPhone("exposure-15-corrected-diary", "/diary")
  await onBoard("exposure-22-board-withdrawn")
  await phone.close()
  fs.rmSync(work, { recursive: true, force: true })
}

async function newDesk(browser: Browser): Promise<Page> {
  return (await browser.newContext({ locale: "en-GB" })).newPage()
}

const inEnglish = (page: Page, origin: string) => prefer(page, origin, { language: "en" })

/** The second officer of a decision approves it; the list that carries it is published. */
async function approve(officer: Page, system: System, decision: string): Promise<void> {
  await inEnglish(officer, system.consoleOrigin)
  await officer.goto(decision)
  await approveOpen(officer, system)
}
