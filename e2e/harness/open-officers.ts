import type { Browser, Page } from "@playwright/test"
import { enrolOfficer, inviteOfficer } from "./desk.ts"
import type { System } from "./run-system.ts"

/** A console's page in a browser session of its own. */
export async function openDeskPage(desk: Browser): Promise<Page> {
  const context = await desk.newContext({ acceptDownloads: true, locale: "en-GB" })
  context.setDefaultTimeout(20_000)
  return context.newPage()
}

/** The first officer of a system, and a second one whom the first invited, each signed in. */
export async function openTwoOfficers(system: System, desk: Browser): Promise<readonly [first: Page, other: Page]> {
  const [first, other] = [await openDeskPage(desk), await openDeskPage(desk)]
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  return [first, other]
}
