import type { Browser } from "@playwright/test"
import { setClock } from "../harness/browsers.ts"
import { startPhone } from "../harness/phone.ts"
import type { System } from "../harness/run-system.ts"
import type { Subject } from "./sheet.ts"

/** The health code before an account. What comes after is pictured by its journey: HOMESAFE_PICTURES=folder. */
export async function takeHealth(
  take: (subject: Subject) => Promise<void>,
  system: System,
  browser: Browser,
): Promise<void> {
  const phone = await browser.newContext({ locale: "en-GB" })
  await setClock(phone, system.clockOffset())
  const page = await startPhone(phone, system)
  await take({ page, app: "phone", name: "health-01-start", url: `${system.publicOrigin}/settings/health` })
}
