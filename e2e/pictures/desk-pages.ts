import type { Browser } from "@playwright/test"
import { enrolOfficer, registerVenue, signInOperator } from "../harness/desk.ts"
import type { System } from "../harness/run-system.ts"
import { prefer, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** The venue of the pictures. */
export const place = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}

/** The venue portal: an operator and one venue. */
export async function takeVenue(take: Take, system: System, browser: Browser): Promise<void> {
  const page = await (await browser.newContext({ locale: "en-GB", acceptDownloads: true })).newPage()
  const sheet = (name: string, address: string) =>
    take({ page, app: "venue", name: `venue-${name}`, url: `${system.publicOrigin}${address}` })
  await sheet("1-sign-in", "/venue/")
  await prefer(page, system.publicOrigin, { language: "en" })
  await signInOperator(page, system, "operator@market.example")
  await registerVenue(page, place, "R-7001")
  const venue = new URL(page.url()).pathname
  await sheet("2-venues", "/venue/")
  await sheet("3-new", "/venue/new")
  await sheet("4-venue", venue)
  await sheet("5-poster", `${venue}/posters/0`)
  await sheet("6-recover", "/venue/recover")
  await sheet("7-many", "/venue/many")
  await sheet("8-test", `${venue}/posters/0/test`)
  await sheet("9-change", `${venue}/change`)
  await sheet("10-cards", "/venue/cards")
  await page.context().close()
}

/** The console: one officer in the furnished town. */
export async function takeConsole(take: Take, system: System, browser: Browser): Promise<void> {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage()
  const sheet = (name: string, address: string) =>
    take({ page, app: "console", name: `console-${name}`, url: new URL(address, system.consoleOrigin).href })
  await sheet("01-sign-in", "/")
  await sheet("02-no-invitation", "/enrol")
  await sheet("03-enrol", system.invitation)
  await prefer(page, system.consoleOrigin, { language: "en" })
  await page.goto("about:blank") // the address would differ in its fragment alone
  await enrolOfficer(page, system.invitation, "Officer One")
  await page
    .getByRole("link", { name: /^Cases/ })
    .first()
    .click()
  await page.locator("main a", { hasText: /C-\d/ }).first().click()
  await page.waitForURL(/\/cases\/./)
  const aCase = new URL(page.url()).pathname
  const pages = {
    "04-today": "/",
    "05-cases": "/cases",
    "06-case": aCase,
    "07-venues": "/venues",
    "08-decisions": "/decisions",
    "09-lists": "/lists",
    "12-inspections": "/inspections",
    "10-officers": "/officers",
    "11-audit": "/audit",
  }
  for (const [name, address] of Object.entries(pages)) await sheet(name, address)
  await page.context().close()
}
