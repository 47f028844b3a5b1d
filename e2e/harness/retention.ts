import { expect, type Page } from "@playwright/test"

/** An officer proposes to hold the case that stands open until a day. */
export async function proposeHold(page: Page, until: string): Promise<void> {
  await page.getByRole("button", { name: "Hold this case" }).click()
  const dialog = page.getByRole("dialog", { name: "Hold this case" })
  await dialog.getByLabel("Ground").selectOption({ label: "Court order" })
  await dialog.getByLabel("Number of the order or file").fill("HCAL 1/2032")
  await dialog.getByLabel("Last day of the hold").fill(until)
  await dialog.getByRole("button", { name: "Propose" }).click()
  await expect(dialog).toHaveCount(0)
}

/** An officer enters what was handed over to a court; another must agree. */
export async function proposeDisclosure(page: Page, day: string, look: () => Promise<void>): Promise<void> {
  await page.getByRole("button", { name: "Enter a disclosure" }).click()
  const dialog = page.getByRole("dialog", { name: "Enter a disclosure" })
  await dialog.getByLabel("Kind of office").selectOption({ label: "Court" })
  await dialog.getByLabel("Office", { exact: true }).fill("High Court, Registry")
  await dialog.getByLabel("Legal basis").fill("Order HCAL 1/2032")
  await dialog.getByLabel("Cases’ visits").setChecked(true, { force: true })
  await dialog.getByLabel("Of how many people").fill("2")
  await dialog.getByLabel("Day", { exact: true }).fill(day)
  await look()
  await dialog.getByRole("button", { name: "Propose" }).click()
  await expect(dialog).toHaveCount(0)
}

/** Another officer agrees to what waits. */
export async function agreeTo(page: Page, title: string | RegExp): Promise<void> {
  const row = page.getByRole("region", { name: title })
  await row.getByRole("button", { name: "Agree" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Agree" }).click()
  await expect(row.getByText("Agreed", { exact: true })).toBeVisible()
}
