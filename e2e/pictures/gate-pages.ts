import type { Browser } from "@playwright/test"
import { approveVenue, enrolOfficer, registerVenue, signInOperator } from "../harness/desk.ts"
import { giveKeys, makeScreen, openTablet, PIN } from "../harness/gate.ts"
import type { System } from "../harness/run-system.ts"
import type { pictureOf } from "../harness/sign-code.ts"
import { photographCard } from "./card-pages.ts"
import { place } from "./portal-pages.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** The app at the door: what visitors see, and what staff see. */
export async function takeGate(take: Take, system: System, browser: Browser): Promise<void> {
  const [operator, officer] = await Promise.all([newDesk(browser), newDesk(browser)])
  await signInOperator(operator, system, "operator@market.example")
  await registerVenue(operator, place, "R-7001")
  await enrolOfficer(officer, system.invitation, "Officer One")
  await approveVenue(officer, place)
  await officer.context().close()
  const tablet = await openTablet(browser, system)
  const { page } = tablet
  const url = `${system.publicOrigin}/gate/`
  const sheet = (name: string, act?: (say: Say) => Promise<void>) =>
    take({ page, app: "gate", name: `gate-${name}`, url, ...(act ? { act } : {}) })
  await sheet("1-setup")
  await prefer(page, url, { language: "en" })
  await page.goto(url)
  const code = await makeScreen(tablet)
  await sheet("2-offer")
  await operator.goto(operator.url())
  await operator.getByRole("link", { name: /^Screens at the door/ }).click()
  const portal = operator.url()
  await giveKeys(operator, "The only entrance", code)
  await take({ page: operator, app: "venue", name: "gate-3-portal", url: portal })
  await sheet("4-code")
  const staff = async (say: Say) => {
    await page.getByRole("button", { name: say("code.staff") }).click()
    await page.getByLabel(say("pin.enter")).fill(PIN)
    await page.getByRole("button", { name: say("pin.open") }).click()
    await page.getByRole("button", { name: say("act.pass") }).waitFor()
  }
  await sheet("5-pin", (say) => page.getByRole("button", { name: say("code.staff") }).click())
  await sheet("6-staff", staff)
  const card = async (say: Say) => {
    await staff(say)
    await page.getByRole("button", { name: say("card.open") }).click()
    await page.getByText(say("card.sight.opening")).waitFor({ state: "hidden" })
  }
  const { front, inside } = await photographCard(url, null)
  const photo = async (say: Say, picture: ReturnType<typeof pictureOf>) => {
    await card(say)
    await page.getByLabel(say("card.photo")).setInputFiles(picture)
    await page.getByRole("button", { name: say("card.next") }).waitFor()
  }
  await sheet("7-card", card)
  await sheet("8-card-taken", (say) => photo(say, front))
  await sheet("9-card-refused", (say) => photo(say, inside))
  await tablet.context.close()
}

async function newDesk(browser: Browser) {
  return (await browser.newContext({ locale: "en-GB" })).newPage()
}
