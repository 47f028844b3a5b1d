import type { Browser } from "@playwright/test"
import { enrolOfficer } from "../harness/desk.ts"
import type { System } from "../harness/run-system.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** The console: one officer in the furnished town. */
export async function takeConsole(take: Take, system: System, browser: Browser): Promise<void> {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage()
  const sheet = (name: string, address: string, act?: (say: Say) => Promise<void>) =>
    take({
      page,
      app: "console",
      name: `console-${name}`,
      url: new URL(address, system.consoleOrigin).href,
      ...(act ? { act } : {}),
    })
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
  const place = "e"
  const find = async (say: Say) => {
    await page.getByLabel(say("venues.find")).fill(place)
    await page.locator("section button.list-row").first().waitFor()
  }
  await sheet("13-door", "/inspections/door", find)
  await sheet("14-door-found", "/inspections/door", async (say) => {
    await find(say)
    await page.locator("section button.list-row").first().click()
    await page.locator("#finding").waitFor()
  })
  await prefer(page, system.consoleOrigin, { language: "en" })
  await page.goto(new URL("/inspections/door", system.consoleOrigin).href)
  await page.getByLabel("Find by name, address or number").fill(place)
  await page.locator("section button.list-row").first().click()
  await page.getByLabel("Note for officers").fill("Behind the shutter")
  await page.getByRole("button", { name: "Keep what was found" }).click()
  await sheet("15-doors", "/inspections/doors")
  await page.context().close()
}
