import type { BrowserContext, Page } from "@playwright/test"
import type { System } from "./run-system.ts"

/** Has the browser clear what an origin keeps, as it does when room runs out: only when no page of it is open and its files are free. */
export async function clearStorage(
  phone: BrowserContext,
  page: Page,
  { publicOrigin: origin }: System,
  storageTypes: string,
): Promise<void> {
  await page.goto(`${origin}/deployment.json`) // of the origin, and no page of the app
  // The thread that held the files holds a lock, until it has ended; the browser lets go of the files a moment later.
  await page.waitForFunction(async () => (await navigator.locks.query()).held?.length === 0)
  await page.waitForTimeout(500)
  const devtools = await phone.newCDPSession(page)
  await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes })
}
