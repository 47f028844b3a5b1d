import { expect, type Page } from "@playwright/test"
import { signInOfficer } from "./desk.ts"
import type { System } from "./run-system.ts"

/** An officer opens a case for today; gives the path of its page. */
export async function openNewCase(officer: Page, system: System): Promise<string> {
  await signInOfficer(officer, system)
  await officer
    .getByRole("link", { name: /^Cases/ })
    .first()
    .click()
  const today = new Date((Date.now() / 1000 + system.clockOffset()) * 1000).toISOString().slice(0, 10)
  await officer.getByLabel("Day of the positive test").fill(today)
  await officer.getByRole("button", { name: "Open a case" }).click()
  await expect(officer.getByRole("heading", { level: 1, name: /^Case C-/ })).toBeVisible()
  return new URL(officer.url()).pathname
}

/** An officer opens a case for today and gives it an upload code; gives its 20 digits. */
export async function openCase(officer: Page, system: System): Promise<string> {
  await openNewCase(officer, system)
  await officer.getByRole("button", { name: "Give an upload code" }).click()
  return ((await officer.locator("[data-kind=upload-code]").textContent()) ?? "").replace(/\D/g, "")
}

/** Two officers decide on the warning about a place of the case that stands open; the list that carries it is published. */
export async function warnAbout(
  place: string,
  { first, other }: { readonly first: Page; readonly other: Page },
  system: System,
  beforeApproval: () => Promise<void> = async () => {},
  { isNamed = false } = {},
): Promise<void> {
  await first.getByRole("button", { name: "Read the visits" }).click()
  await first
    .getByRole("region", { name: place, exact: true })
    .getByRole("button", { name: "Propose a warning" })
    .click()
  if (isNamed) await first.getByLabel(/^Also name this place on the public page/).check()
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  await signInOfficer(other, system)
  await openWaiting(other, place)
  await approveOpen(other, system, beforeApproval)
}

/** Opens the proposal about a place that waits for a second officer. */
export async function openWaiting(officer: Page, place: string): Promise<void> {
  await officer
    .getByRole("link", { name: /^Decisions/ })
    .first()
    .click()
  await officer.reload() // what the page remembers of the list may be older than the proposal
  await officer.getByRole("link", { name: new RegExp(`${place}.*Waits for another officer`) }).click()
}

/** The second officer ticks every check and approves the decision, or the change of a public file, that stands open. */
export async function signOpen(officer: Page, beforeApproval: () => Promise<void> = async () => {}): Promise<void> {
  await expect(officer.getByText("Check before you sign")).toBeVisible()
  await beforeApproval()
  await checkAndSign(officer, /^Approve for/)
  await expect(officer.getByText("Approved, in the next list").first()).toBeVisible()
}

/** As `signOpen`; and the list that carries it is published. */
export async function approveOpen(
  officer: Page,
  system: System,
  beforeApproval: () => Promise<void> = async () => {},
): Promise<void> {
  await signOpen(officer, beforeApproval)
  system.passOneList()
  await expect(officer.getByText(/Published in list \d+/).first()).toBeVisible({ timeout: 60_000 })
}

/** Ticks every check of the page and signs as the second officer. */
export async function checkAndSign(officer: Page, act: RegExp): Promise<void> {
  await expect(officer.getByText("Check before you sign")).toBeVisible()
  for (const check of await officer.getByRole("checkbox").all()) await check.check()
  await officer.getByRole("button", { name: act }).click()
}

/** An officer proposes to take the published warning about a place back, another approves it; the list that says so is published. */
export async function takeBack(
  place: string,
  { first, other }: { readonly first: Page; readonly other: Page },
  system: System,
): Promise<void> {
  const open = async (officer: Page, name: string | RegExp) => {
    await signInOfficer(officer, system)
    await officer
      .getByRole("link", { name: /^Decisions/ })
      .first()
      .click()
    await officer.getByRole("link", { name }).first().click()
  }
  await open(first, place)
  await first.getByRole("button", { name: "Propose to withdraw it" }).click()
  await first.getByRole("button", { name: "Sign the withdrawal" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  await open(other, /Withdraw the warning/)
  await approveOpen(other, system)
}
