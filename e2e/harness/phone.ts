import { type BrowserContext, expect, type Page } from "@playwright/test"
import type { Place } from "./choose-venue.ts"
import type { System } from "./run-system.ts"

/** Opens the app; at the very first start chooses English and makes the phone's store. Waits until it works offline. */
export async function startPhone(phone: BrowserContext, system: System): Promise<Page> {
  const page = phone.pages()[0] ?? (await phone.newPage())
  await page.goto(`${system.publicOrigin}/diary`)
  const english = page.getByRole("button", { name: "English" })
  const diary = page.getByRole("heading", { name: "Diary" })
  await expect(english.or(diary).first()).toBeVisible()
  if (await english.isVisible()) {
    await english.click()
    await page.getByRole("button", { name: "Start" }).click()
    await expect(page.getByRole("navigation").first()).toBeVisible({ timeout: 60_000 })
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  }
  return page
}

/** Goes to the scanner and waits until the camera has checked the phone in. Gives the milliseconds from its first picture to ours. */
export async function checkIn(page: Page, place: Place): Promise<number> {
  const watch = await page.evaluateHandle(watchCheckIn)
  await page.getByRole("link", { name: "Scan", exact: true }).click()
  await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
  await expect(page.getByText(place.en).first()).toBeVisible()
  await expect(page.getByText("Nothing has left your phone.").first()).toBeVisible()
  return watch.evaluate(({ picture, said }) => Math.round(said - picture))
}

/** In the page, picture by picture: a test that looks from outside sees it some tenths of a second late. */
function watchCheckIn(): { picture: number; said: number } {
  const at = { picture: 0, said: 0 }
  const begin = ({ timeStamp }: Event) => {
    at.picture = timeStamp
    requestAnimationFrame(look)
  }
  const look = (now: number) => {
    if (document.querySelector(".visit .in-line")) at.said = now
    else requestAnimationFrame(look)
  }
  document.addEventListener("loadeddata", begin, { capture: true, once: true })
  return at
}

/** Leaves the visit that goes on. */
export async function leave(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Leave now" })
  if (!(await button.isVisible())) {
    const still = page.getByRole("button", { name: /^Still at/ })
    await expect(button.or(still).first()).toBeVisible()
    if (await still.isVisible()) await still.click()
  }
  await button.click()
  await expect(page.getByText("You have left").first()).toBeVisible()
}

/** The diary shows the visit with both its times. */
export async function visitDiary(page: Page, place: Place): Promise<void> {
  await page.getByRole("link", { name: "Diary", exact: true }).click()
  await expect(page.getByText(place.en).first()).toBeVisible()
  await expect(page.getByText(/\d\d:\d\d – \d\d:\d\d/).first()).toBeVisible()
}

/** Has the phone compare itself with the newest list. */
export async function checkList(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Settings", exact: true }).click()
  await page.getByRole("link", { name: /^The authority’s list/ }).click()
  const button = page.getByRole("button", { name: "Check now" })
  await button.click()
  await expect(button).toBeEnabled()
  await page.getByRole("link", { name: "Diary", exact: true }).click()
}

/** A case enters its upload code and sends its one visit. */
export async function shareOneVisit(page: Page, system: System, digits: string): Promise<void> {
  await page.goto(`${system.publicOrigin}/share`)
  await page.getByLabel("Upload code, 20 digits").fill(digits)
  await page.getByRole("button", { name: "Continue" }).click()
  await page.getByRole("button", { name: "Seal and send 1 visit" }).click()
  await expect(page.getByText("1 visit was received").first()).toBeVisible({ timeout: 60_000 })
}
