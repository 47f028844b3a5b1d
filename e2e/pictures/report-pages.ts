import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import type { Browser, Page } from "@playwright/test"
import { openPhone } from "../harness/browsers.ts"
import { enrolOfficer } from "../harness/desk.ts"
import { startPhone } from "../harness/phone.ts"
import type { System } from "../harness/run-system.ts"
import { pictureOf } from "../harness/sign-code.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

const FAKE = "https://homesafe.example.org/v#123456789012345678"

/** A code pasted over a poster: what the visitor reports, and what the officers have before them. */
export async function takeReports(take: Take, system: System, browser: Browser): Promise<void> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-pictures-reports-"))
  const phone = await openPhone(profile, undefined, system.clockOffset())
  const page = await startPhone(phone, system)
  const onPhone = (name: string, act: (say: Say) => Promise<void>) =>
    take({ page, app: "phone", name: `report-${name}`, url: `${system.publicOrigin}/`, act })
  await onPhone("01-opened", (say) => writeReport(page, say))
  await onPhone("02-no-network", async (say) => {
    await writeReport(page, say)
    await phone.setOffline(true)
    await page.getByRole("button", { name: say("report.button") }).click()
    await page.getByText(say("report.offline")).waitFor()
    await phone.setOffline(false)
  })
  await onPhone("03-sent", async (say) => {
    await writeReport(page, say)
    await page.waitForTimeout(10_000) // six a minute are taken from one address
    await page.getByRole("button", { name: say("report.button") }).click()
    await page.getByText(say("report.sent")).waitFor()
  })
  await phone.close()
  fs.rmSync(profile, { recursive: true, force: true })

  const officer = await (await browser.newContext({ locale: "en-GB" })).newPage()
  await prefer(officer, system.consoleOrigin, { language: "en" })
  await enrolOfficer(officer, system.invitation, "Officer One")
  const onDesk = (name: string, act?: (say: Say) => Promise<void>) => {
    const url = new URL("/inspections", system.consoleOrigin).href
    return take({ page: officer, app: "console", name: `report-${name}`, url, ...(act ? { act } : {}) })
  }
  await onDesk("11-list")
  await onDesk("12-finding", (say) =>
    officer
      .getByRole("button", { name: say("inspections.note") })
      .first()
      .click(),
  )
  await officer.context().close()
}

/** Scans the code and fills the report in, with a photo. */
async function writeReport(page: Page, say: Say): Promise<void> {
  await page.locator("input[type=file]").setInputFiles(pictureOf(FAKE))
  await page.getByText(say("report.more")).click()
  await page.getByLabel(say("report.place")).fill("Pier 2 · 二號碼頭")
  await page.getByLabel(say("report.photo")).setInputFiles(pictureOf(FAKE))
}
