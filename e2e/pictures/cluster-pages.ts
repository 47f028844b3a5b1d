import { type Browser, expect } from "@playwright/test"
import { enrolOfficer } from "../harness/desk.ts"
import { plantOutbreak } from "../harness/plant-outbreak.ts"
import type { System } from "../harness/run-system.ts"
import type { Say, Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** The analysis of visits: its fields, what it found, and one cluster. */
export async function takeClusters(take: Take, system: System, browser: Browser): Promise<void> {
  const context = await browser.newContext()
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  await enrolOfficer(page, system.invitation, "Officer One")
  await plantOutbreak(page, system, { place: "Town Market", again: "Lantern Cinema", infected: 9 })
  await plantOutbreak(page, system, { place: "Hillside Clinic", infected: 3 })
  const onDesk = (name: string, act?: (say: Say) => Promise<void>) =>
    take({
      page,
      app: "console",
      name: `clusters-${name}`,
      url: `${system.consoleOrigin}/clusters`,
      ...(act ? { act } : {}),
    })
  const analyse = async (say: Say) => {
    await page.getByRole("button", { name: say("clusters.start") }).click()
    await expect(page.getByRole("button", { name: say("clusters.saveCsv") })).toBeVisible({ timeout: 60_000 })
  }
  await onDesk("01-ask")
  await onDesk("02-found", analyse)
  await onDesk("03-one", async (say) => {
    await analyse(say)
    await page.locator(".rows .list-row").first().click()
    for (const summary of await page.locator("figure summary").all()) await summary.click()
  })
  await context.close()
}
