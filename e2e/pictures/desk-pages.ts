import type { Browser } from "@playwright/test"
import { enrolOfficer, openMailedLink, registerVenue, signInOperator } from "../harness/desk.ts"
import type { System } from "../harness/run-system.ts"
import { place } from "./portal-pages.ts"
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
    "19-situation": "/situation",
    "05-cases": "/cases",
    "06-case": aCase,
    "07-venues": "/venues",
    "08-decisions": "/decisions",
    "09-lists": "/lists",
    "12-inspections": "/inspections",
    "13-accounts": "/accounts",
    "10-officers": "/officers",
    "11-audit": "/audit",
  }
  await askAboutAccounts(system, browser)
  for (const [name, address] of Object.entries(pages)) await sheet(name, address)
  const anywhere = "e"
  const find = async (say: Say) => {
    await page.getByLabel(say("venues.find")).fill(anywhere)
    await page.locator("section button.list-row").first().waitFor()
  }
  await sheet("16-door", "/inspections/door", find)
  await sheet("17-door-found", "/inspections/door", async (say) => {
    await find(say)
    await page.locator("section button.list-row").first().click()
    await page.locator("#finding").waitFor()
  })
  await prefer(page, system.consoleOrigin, { language: "en" })
  await page.goto(new URL("/inspections/door", system.consoleOrigin).href)
  await page.getByLabel("Find by name, address or number").fill(anywhere)
  await page.locator("section button.list-row").first().click()
  await page.getByLabel("Note for officers").fill("Behind the shutter")
  await page.getByRole("button", { name: "Keep what was found" }).click()
  await sheet("18-doors", "/inspections/doors")
  await sheet("14-accounts-grant", "/accounts", (say) =>
    page
      .getByRole("button", { name: say("accounts.grant") })
      .first()
      .click(),
  )
  await page.context().close()
}

/** A welfare organisation that wants to print cards, and somebody who asks for a venue. */
async function askAboutAccounts(system: System, browser: Browser): Promise<void> {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage()
  await signInOperator(page, system, "desk@welfare.example")
  await registerVenue(page, place, "R-7001")
  await page.evaluate(async () => {
    const send = (method: string, url: string, body: object) =>
      fetch(url, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) })
    const { venues } = (await (await fetch("/v1/venues")).json()) as { venues: { commit: string }[] }
    const words = "I run the market. Our mail provider closed in October."
    const claim = { mail: "owner@newmail.example", language: "en", commit: venues[0]?.commit, words }
    await send("POST", "/v1/recoveries", claim)
    await send("PUT", "/v1/operators/cards", { name: "Kindly Light", purpose: "Older people at our day centre" })
  })
  await openMailedLink(page, system, "owner@newmail.example", "Confirm that this address is yours")
  await page.getByRole("button", { name: "Confirm" }).click()
  await page.getByText("Your address is confirmed.", { exact: false }).waitFor()
  await page.waitForTimeout(5_000) // until the authority has collected them
  await page.context().close()
}
