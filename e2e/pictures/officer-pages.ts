import type { Browser } from "@playwright/test"
import { openNewCase } from "../harness/decide.ts"
import { enrolOfficer } from "../harness/desk.ts"
import type { System } from "../harness/run-system.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** Officers' areas, a case's area and its way to another, and cases that are offered. */
export async function takeOfficers(take: Take, system: System, browser: Browser): Promise<void> {
  const open = async () => (await browser.newContext({ locale: "en-GB" })).newPage()
  const [page, other] = [await open(), await open()]
  await enrolOfficer(page, system.invitation, "Officer One")
  await page.goto(`${system.consoleOrigin}/officers`)
  await page.locator(".areas-field summary").click()
  for (const area of ["Sha Tin", "Tai Po"]) await page.getByLabel(area).check()
  await page.getByRole("button", { name: "Invite an officer" }).click()
  const link = (await page.locator("[data-kind=invitation]").textContent())?.trim() ?? ""
  await enrolOfficer(other, link, "Officer Two")
  const on = (of: typeof page, name: string, path: string, act?: (say: Say) => Promise<void>) =>
    take({
      page: of,
      app: "console",
      name: `officers-${name}`,
      url: new URL(path, system.consoleOrigin).href,
      ...(act ? { act } : {}),
    })
  const mine = await openNewCase(other, system)
  await on(page, "01-list", "/officers", async () => {
    await page.locator(".areas-field summary").click()
  })
  await on(page, "02-change", "/officers", async (say) => {
    await page
      .getByRole("button", { name: say("action.change") })
      .first()
      .click({ force: true })
    await page.getByRole("dialog").locator("summary").click()
  })
  await on(other, "03-case", mine)
  await on(other, "04-hand-over", mine, (say) => other.getByRole("button", { name: say("handOver.begin") }).click())
  await other.request.put(`${system.consoleOrigin}/v1${mine}/hand-over`, {
    headers: { origin: system.consoleOrigin },
    data: { to: 17, reason: "lives-there" },
  })
  await on(page, "05-offers", "/cases")
  await on(other, "06-offered", mine)
  const late = await open()
  await prefer(page, system.consoleOrigin, { language: "en" })
  await page.goto(`${system.consoleOrigin}/officers`)
  await page.getByRole("checkbox", { name: /^Inspector/ }).check()
  for (const role of ["Tracer", "Approver"])
    await page.getByRole("checkbox", { name: new RegExp(`^${role}`) }).uncheck()
  await page.getByRole("button", { name: "Invite an officer" }).click()
  await enrolOfficer(late, (await page.locator("[data-kind=invitation]").textContent())?.trim() ?? "", "Officer Three")
  await page.getByRole("button", { name: "New passkey for Officer Three" }).click()
  await page.getByLabel("Why").fill("Called from the office, known voice")
  await page.getByRole("button", { name: "Propose" }).click()
  await on(late, "07-not-for-role", "/cases")
  await on(late, "08-inspector", "/")
  await on(other, "09-agree", "/officers", (say) =>
    other
      .getByRole("button", { name: say("acts.agree") })
      .first()
      .click({ force: true }),
  )
  await on(page, "10-recover", "/officers", (say) =>
    page
      .getByRole("button", { name: say("acts.recovery") })
      .first()
      .click({ force: true }),
  )
  for (const each of [page, other, late]) await each.context().close()
}
