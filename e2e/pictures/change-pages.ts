import { type Browser, expect } from "@playwright/test"
import { dateIn, fillRule, openPage, proposeToRevoke } from "../harness/change-files.ts"
import { approveOpen } from "../harness/decide.ts"
import {
  approveVenue,
  enrolOfficer,
  inviteOfficer,
  registerVenue,
  signInOfficer,
  signInOperator,
} from "../harness/desk.ts"
import { giveKeys, makeScreen, openTablet } from "../harness/gate.ts"
import type { System } from "../harness/run-system.ts"
import { place } from "./portal-pages.ts"
import { prefer, type Say, type Subject } from "./sheet.ts"

type Take = (subject: Subject) => Promise<void>

/** Changes of public files: a venue's code is revoked and a rule is added; what officers, the operator and the door see. */
export async function takeChanges(take: Take, system: System, browser: Browser): Promise<void> {
  const [first, other, operator] = [await newDesk(browser), await newDesk(browser), await newDesk(browser)]
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  await signInOperator(operator, system, "operator@market.example")
  await registerVenue(operator, place, "R-7001")
  const venue = operator.url()
  const id = venue.split("/").at(-1) ?? ""
  await approveVenue(first, place)
  await operator.reload()
  await expect(operator.getByText(/Reviewed/).first()).toBeVisible()
  const tablet = await openTablet(browser, system)
  const offer = await makeScreen(tablet)
  await operator.getByRole("link", { name: /^Screens at the door/ }).click()
  await giveKeys(operator, "The only entrance", offer)
  await tablet.page.getByRole("button", { name: "Show the code" }).click()

  const onConsole = (page: typeof first, name: string, path: string, act?: (say: Say) => Promise<void>) => {
    const url = new URL(path, system.consoleOrigin).href
    return take({ page, app: "console", name: `changes-${name}`, url, ...(act ? { act } : {}) })
  }
  const onPortal = (name: string, url: string, act?: (say: Say) => Promise<void>) =>
    take({ page: operator, app: "venue", name: `changes-${name}`, url, ...(act ? { act } : {}) })
  const english = async () => {
    for (const page of [first, other]) await prefer(page, system.consoleOrigin, { language: "en" })
    await prefer(operator, system.publicOrigin, { language: "en" })
  }

  await onPortal("01-screens", `${venue}/screens`)
  await onPortal("02-remove", `${venue}/screens`, (say) =>
    operator
      .getByRole("button", { name: say("screens.removeOf") })
      .first()
      .click(),
  )
  await english()
  await operator.goto(`${venue}/screens`)
  await operator.getByRole("button", { name: /^Remove the screen at/ }).click()
  await operator.getByRole("button", { name: "Remove the screen", exact: true }).click()
  await onPortal("03-removed", `${venue}/screens`)

  await onConsole(first, "04-empty", "/changes")
  await onConsole(first, "05-revoke", `/changes/revoke/${id}`)
  await onConsole(first, "06-question", `/changes/revoke/${id}`, async (say) => {
    await first.getByLabel(say("revoke.reason")).fill("A copy of the poster hangs at another shop")
    await first.getByRole("button", { name: say("propose.sign") }).click()
  })
  await onConsole(first, "07-rule", "/changes/rule")
  await onConsole(first, "08-rule-faults", "/changes/rule", (say) =>
    first.getByRole("button", { name: say("propose.sign") }).click(),
  )
  await english()
  await proposeToRevoke(first, system, place.en, "A copy of the poster hangs at another shop")
  const revocation = new URL(first.url()).pathname
  await onConsole(first, "09-own", revocation)
  await onConsole(other, "10-approve", revocation)
  await onConsole(other, "11-waits", `/changes/revoke/${id}`)
  await english()
  await signInOfficer(first, system)
  await openPage(first, "Public files")
  await first.getByRole("link", { name: "Write a rule" }).click()
  await fillRule(first, { first: dateIn(system, 3), last: dateIn(system, 60) })
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  const rule = new URL(first.url()).pathname
  await onConsole(other, "12-approve-rule", rule)
  await english()
  await other.goto(new URL(revocation, system.consoleOrigin).href)
  await approveOpen(other, system)
  await onConsole(other, "13-list", "/changes")
  await onConsole(other, "14-venues", "/venues")
  await onConsole(other, "15-restore", `/changes/revoke/${id}`)
  await onPortal("16-revoked", venue)
  await onPortal("17-new-code", `${venue}/renew`)
  const { page } = tablet
  await take({ page, app: "gate", name: "changes-18-door", url: `${system.publicOrigin}/gate/` })
}

async function newDesk(browser: Browser) {
  return (await browser.newContext({ locale: "en-GB" })).newPage()
}
