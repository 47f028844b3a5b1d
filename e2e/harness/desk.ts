import { expect, type Page } from "@playwright/test"
import { givePasskeyDevice } from "./browsers.ts"
import type { Place } from "./choose-venue.ts"
import type { System } from "./run-system.ts"

/** An operator signs in by the mailed link. */
export async function signInOperator(page: Page, system: System, mail: string): Promise<void> {
  await page.goto(`${system.publicOrigin}/venue/`)
  await page.getByLabel("Your mail address").fill(mail)
  const send = page.getByRole("button", { name: "Send me the link" })
  // A journey with many people signs in more often than the five times a minute that one network address may: it waits as a person would.
  await expect(async () => {
    if (await send.isVisible()) await send.click()
    await expect(page.getByRole("heading", { name: "We sent a link" })).toBeVisible({ timeout: 3_000 })
  }).toPass({ intervals: [10_000], timeout: 90_000 })
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
  if (place.position) await page.getByLabel("Position on a map").fill(place.position)
  await page.getByLabel("Category").selectOption({ label: "Market" })
  await page.getByLabel("Register number").fill(number)
  await page.getByLabel("Telephone").fill("2123 4567")
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

/** Opens the link of the newest mail that an address got and whose text holds these words. */
export async function openMailedLink(page: Page, system: System, mail: string, words: string): Promise<void> {
  await expect.poll(() => system.mailTo(mail, words), { timeout: 20_000 }).not.toBe("")
  const [link = "about:blank"] = /http:\/\/\S+\/venue\/\S+/.exec(system.mailTo(mail, words)) ?? []
  await page.goto("about:blank") // the address would differ in its fragment alone
  await page.goto(link)
  expect(page.url(), "the secret leaves the address").not.toContain("#")
}

/** A welfare organisation asks for the page of visitor cards, and an officer grants it. */
export async function grantCards(operator: Page, officer: Page): Promise<void> {
  await operator.getByRole("link", { name: "Your account" }).click()
  await operator.getByRole("link", { name: /^Visitor cards/ }).click()
  await operator.getByLabel("Your organisation’s name").fill("Kindly Light")
  await operator.getByLabel("Who are the cards for?").fill("Older people who come to our day centre")
  await operator.getByRole("button", { name: "Ask for the page" }).click()
  await expect(operator.getByText("You have asked for this page")).toBeVisible()
  await decideAccount(
    officer,
    "Kindly Light wants to print visitor cards",
    "A registered charity, called at its office",
  )
  await expect(async () => {
    await operator.reload()
    await expect(operator.getByRole("link", { name: "Visitor cards" })).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
}

/** An officer grants what is asked about an account. */
export async function decideAccount(officer: Page, request: string, finding: string): Promise<void> {
  await officer
    .getByRole("link", { name: /^Accounts/ })
    .first()
    .click()
  const row = officer.getByRole("region", { name: request, exact: true })
  await row.getByRole("button", { name: "Grant" }).first().click({ timeout: 30_000 })
  const dialog = officer.getByRole("dialog", { name: request })
  await dialog.getByRole("textbox").fill(finding)
  await dialog.getByRole("button", { name: "Grant" }).click()
  await expect(row.getByText("Granted")).toBeVisible()
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
