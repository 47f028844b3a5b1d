import { expect, type Page } from "@playwright/test"
import { givePasskeyDevice } from "./browsers.ts"
import type { Place } from "./choose-venue.ts"
import type { System } from "./run-system.ts"

/** An operator signs in by the mailed link. */
export async function signInOperator(page: Page, system: System, mail: string): Promise<void> {
  await page.goto(`${system.publicOrigin}/venue/`)
  await page.getByLabel("Your mail address").fill(mail)
  await page.getByRole("button", { name: "Send me the link" }).click()
  await expect(page.getByRole("heading", { name: "We sent a link" })).toBeVisible()
  const links = [...system.mails().matchAll(/http:\/\/\S+\/venue\/sign-in#\S+/g)]
  await page.goto(links.at(-1)?.[0] ?? "about:blank")
  await expect(page.getByRole("heading", { name: "Your venues" })).toBeVisible()
  expect(page.url(), "the token leaves the address").not.toContain("#")
}

/** An operator registers a venue and waits for its provisional code. */
export async function registerVenue(page: Page, place: Place, number: string): Promise<void> {
  await page.getByRole("link", { name: "Register a venue" }).first().click()
  await page.getByLabel("Name in English", { exact: true }).fill(place.en)
  await page.getByLabel("Name in Traditional Chinese").fill(place.hant)
  await page.getByLabel("Address in English").fill(place.addressEn)
  await page.getByLabel("Address in Chinese").fill(place.addressHant)
  await page.getByLabel("Category").selectOption({ label: "Market" })
  await page.getByLabel("Register number").fill(number)
  await page.getByRole("button", { name: "Register and get the code" }).click()
  await expect(page.getByText(/Your code is provisional until/)).toBeVisible({ timeout: 30_000 })
}

/** Saves a venue's poster as the operator would; gives the file's path. */
export async function savePoster(page: Page, to: string): Promise<string> {
  const download = page.waitForEvent("download")
  await page
    .getByRole("button", { name: /^Save the PDF/ })
    .first()
    .click()
  await (await download).saveAs(to)
  return to
}

/** An officer makes a passkey and a signing key by an invitation. */
export async function enrolOfficer(page: Page, invitation: string, name: string): Promise<void> {
  await givePasskeyDevice(page)
  await page.goto(invitation)
  await page.getByLabel("Your name, as colleagues know it").fill(name)
  await page.getByRole("button", { name: "Make a passkey" }).click()
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible()
}

/** An officer whose session has ended signs in again. */
export async function signInOfficer(page: Page, system: System): Promise<void> {
  await page.goto(`${system.consoleOrigin}/`)
  const button = page.getByRole("button", { name: "Sign in with a passkey" })
  const today = page.getByRole("heading", { name: "Today" })
  await expect(button.or(today)).toBeVisible()
  if (await button.isVisible()) await button.click()
  await expect(today).toBeVisible()
}

/** The first officer invites another; gives the link. */
export async function inviteOfficer(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Officers" }).click()
  await page.getByRole("button", { name: "Invite an officer" }).click()
  const link = page.locator("[data-kind=invitation]")
  await expect(link).toBeVisible()
  return (await link.textContent())?.trim() ?? ""
}

/** An officer approves a venue that waits for review. */
export async function approveVenue(page: Page, place: Place): Promise<void> {
  await page
    .getByRole("link", { name: /^Venues/ })
    .first()
    .click()
  const row = page.getByRole("region", { name: place.en, exact: true })
  await row.getByRole("button", { name: "Approve" }).click()
  await expect(row.getByText("Reviewed")).toBeVisible()
}
