import type { Browser } from "@playwright/test"
import { dateIn } from "../harness/change-files.ts"
import { openNewCase } from "../harness/decide.ts"
import { enrolOfficer, inviteOfficer } from "../harness/desk.ts"
import { agreeTo, proposeDisclosure, proposeHold } from "../harness/retention.ts"
import type { System } from "../harness/run-system.ts"
import type { Say, Subject } from "./sheet.ts"

/** The table of what is kept, purges, holds and disclosures, and a case that is held. */
export async function takeRetention(
  take: (subject: Subject) => Promise<void>,
  system: System,
  browser: Browser,
): Promise<void> {
  const open = async () => (await browser.newContext({ locale: "en-GB" })).newPage()
  const [page, other] = [await open(), await open()]
  await enrolOfficer(page, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(page), "Officer Two")
  const held = await openNewCase(page, system)
  await proposeHold(page, dateIn(system, 400))
  await other.goto(`${system.consoleOrigin}/retention/acts`)
  await agreeTo(other, /^Hold of case C-/)
  await page.goto(`${system.consoleOrigin}/retention/acts`)
  await proposeDisclosure(page, dateIn(system, 0), async () => {})
  await other.reload()
  await agreeTo(other, "To High Court, Registry")
  await openNewCase(page, system)
  await proposeHold(page, dateIn(system, 30))
  const shot = (name: string, address: string, act?: (say: Say) => Promise<void>) =>
    take({
      page,
      app: "console",
      name: `retention-${name}`,
      url: new URL(address, system.consoleOrigin).href,
      ...(act ? { act } : {}),
    })
  const click = (say: Say, key: string) => page.getByRole("button", { name: say(key) }).click()
  await shot("01-classes", "/retention")
  await shot("02-purges", "/retention/purges")
  await shot("03-acts", "/retention/acts")
  await shot("04-disclose", "/retention/acts", (say) => click(say, "retention.disclose"))
  await shot("05-case", held)
  await shot("06-hold", held, (say) => click(say, "retention.hold"))
  await page.context().close()
  await other.context().close()
}
