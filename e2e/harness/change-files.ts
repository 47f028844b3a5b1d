import { expect, type Page } from "@playwright/test"
import { signInOfficer } from "./desk.ts"
import type { System } from "./run-system.ts"

/** Goes to one of the console's pages by its link. */
export async function openPage(officer: Page, name: string): Promise<void> {
  await officer
    .getByRole("link", { name: new RegExp(`^${name}`) })
    .first()
    .click()
}

/** An officer proposes to revoke a venue's code from today. */
export async function proposeToRevoke(officer: Page, system: System, venue: string, reason: string): Promise<void> {
  await signInOfficer(officer, system)
  await openPage(officer, "Venues")
  await officer.getByRole("link", { name: `Revoke the code of ${venue}` }).click()
  await officer.getByLabel("Reason").fill(reason)
  await officer.getByRole("button", { name: "Sign and propose" }).click()
  await officer.getByRole("dialog").getByRole("button", { name: "Sign and propose" }).click()
  await expect(officer.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
}

/** An officer who writes a rule fills the form in: for libraries or another kind of place, from `first` to `last` (yyyy-mm-dd). */
export async function fillRule(
  officer: Page,
  days: { readonly first: string; readonly last: string },
  place = "Library",
): Promise<void> {
  await officer.getByRole("checkbox", { name: place, exact: true }).check()
  await officer.getByLabel("First day").fill(days.first)
  await officer.getByLabel("Last day").fill(days.last)
  for (const [group, en, hant, hans] of [
    ["Decided by", "The Library Board", "圖書館委員會", "图书馆委员会"],
    ["Why", "A new variant spreads among readers", "新變異株在讀者間傳播", "新变异株在读者间传播"],
  ] as const) {
    const fields = officer.getByRole("group", { name: group })
    await fields.getByLabel("English").fill(en)
    await fields.getByLabel("Traditional Chinese").fill(hant)
    await fields.getByLabel("Simplified Chinese").fill(hans)
  }
}

/** The date so many days after the system's today, as a date field takes it. */
export function dateIn(system: System, days: number): string {
  return new Date(Date.now() + (system.clockOffset() + days * 86_400) * 1000).toISOString().slice(0, 10)
}
