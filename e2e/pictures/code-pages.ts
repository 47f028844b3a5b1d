import { type Browser, expect, type Page } from "@playwright/test"
import { openPage } from "../harness/change-files.ts"
import { openCase } from "../harness/decide.ts"
import { enrolOfficer, inviteOfficer, signInOfficer } from "../harness/desk.ts"
import type { System } from "../harness/run-system.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** Upload codes: given, sent, waiting for another officer, and for a laboratory's file. */
export async function takeCodes(take: Take, system: System, browser: Browser): Promise<void> {
  const desk = async () => (await browser.newContext({ locale: "en-GB" })).newPage()
  const [first, other] = [await desk(), await desk()]
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  const sheet = (page: Page, name: string, path: string, act?: (say: Say) => Promise<void>) => {
    const url = new URL(path, system.consoleOrigin).href
    return take({ page, app: "console", name: `codes-${name}`, url, ...(act ? { act } : {}) })
  }
  const english = () => prefer(first, system.consoleOrigin, { language: "en" })
  const day = new Date(Date.now() + system.clockOffset() * 1000).toISOString().slice(0, 10)

  await sheet(first, "01-none", "/codes")
  await english()
  await openCase(first, system)
  const theCase = new URL(first.url()).pathname
  // A case with a laboratory number may get as many codes as there are ways of looking at one.
  await sheet(first, "02-shown", theCase, async (say) => {
    await first.getByRole("button", { name: say("codes.another") }).click()
    const number = first.getByLabel(say("codes.number"))
    if (await number.isVisible()) await number.fill("LAB-9000")
    await first.getByRole("button", { name: say("code.give") }).click()
    await expect(first.locator("[data-kind=upload-code]")).toBeVisible()
  })
  await sheet(first, "03-sms", theCase, async (say) => {
    await first.getByRole("button", { name: say("codes.another") }).click()
    await first.getByRole("button", { name: say("codes.way.sms") }).click()
    await first.getByLabel(say("codes.to.sms")).fill("12")
    await first.getByRole("button", { name: say("code.give") }).click()
  })
  await sheet(first, "04-withdraw", theCase, (say) =>
    first.getByRole("button", { name: say("codes.withdraw") }).click(),
  )
  await english()
  for (let n = 0; n < 2; n++) await openCase(first, system)
  // The fourth code for a case that was just opened needs another officer.
  await openPage(first, "Cases")
  await first.getByLabel("Day of the positive test").fill(day)
  await first.getByRole("button", { name: "Open a case" }).click()
  await first.getByRole("button", { name: "Give an upload code" }).click()
  await expect(first.getByText("Waits for another officer")).toBeVisible()
  const waiting = new URL(first.url()).pathname
  await sheet(first, "05-waits", waiting)
  await sheet(other, "06-today", "/")
  await sheet(other, "07-codes", "/codes")
  await sheet(other, "08-agree", "/codes", (say) =>
    other
      .getByRole("button", { name: say("codes.agree") })
      .first()
      .click(),
  )
  await sheet(first, "09-import", "/codes/import")
  const file = [
    "laboratory_number,disease,test_date,onset,mobile_or_mail,language",
    `LAB-9001,Measles,${day},,9222 0001,zh-Hant`,
    "LAB-9003,Measles,yesterday,,nobody,en",
    `lab-9001,Measles,${day},,9222 0004,en`,
    `LAB-9005,Measles,${day},,lab@home.example,zh-Hans`,
  ].join("\n")
  const choose = (say: Say) =>
    first
      .getByLabel(say("labs.file"))
      .last()
      .setInputFiles({ name: "lab.csv", mimeType: "text/csv", buffer: Buffer.from(file) })
  await sheet(first, "10-report", "/codes/import", choose)
  await english()
  await signInOfficer(first, system)
  await openPage(first, "Upload codes")
  await first.goto(new URL("/codes/import", system.consoleOrigin).href)
  await first
    .getByLabel("The laboratory’s file")
    .setInputFiles({ name: "lab.csv", mimeType: "text/csv", buffer: Buffer.from(file) })
  await first.getByRole("button", { name: /^Open \d/ }).click()
  await expect(first.getByText("Every row is done", { exact: false })).toBeVisible()
  await sheet(other, "11-list", "/codes")
}
