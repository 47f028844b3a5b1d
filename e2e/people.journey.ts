import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk, setClock } from "./harness/browsers.ts"
import {
  approveVenue,
  decideAccount,
  enrolOfficer,
  openMailedLink,
  registerVenue,
  savePoster,
  signInOperator,
} from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { photographPoster } from "./harness/film-poster.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// The people of a venue: a colleague, a successor, an attacker with a poster, and an owner whose mailbox is lost.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-people-"))
const place = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}
const OWNER = "owner@market.example"
const COLLEAGUE = "colleague@market.example"
const SUCCESSOR = "successor@market.example"
const ATTACKER = "attacker@elsewhere.example"
const NEW_ADDRESS = "owner@newmail.example"
let system: System
let desk: Browser
let owner: Page
let officer: Page
let colleague: Page
let venue = ""
let poster = ""

const openPage = async () => {
  const context = await desk.newContext({ acceptDownloads: true, locale: "en-GB" })
  context.setDefaultTimeout(20_000)
  await setClock(context, system.clockOffset())
  return context.newPage()
}
const at = (address: string) => `${system.publicOrigin}${address}`

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  ;[owner, officer, colleague] = [await openPage(), await openPage(), await openPage()]
  await enrolOfficer(officer, system.invitation, "Officer One")
  await signInOperator(owner, system, OWNER)
  await registerVenue(owner, place, "R-7001")
  await approveVenue(officer, place)
  venue = new URL(owner.url()).pathname
  await owner.reload()
  await expect(owner.getByText(/Reviewed\. Valid until/)).toBeVisible()
  poster = photographPoster(await savePoster(owner, path.join(work, "poster.pdf")), "poster")
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

/** Calls the server as this page would, past every button. */
const callAs = (page: Page, method: string, address: string, body: object) =>
  page.evaluate(
    async ([verb, url, text]) => {
      const headers = { "content-type": "application/json" }
      const answer = await fetch(url ?? "", { method: verb ?? "GET", headers, body: text ?? "" })
      return ((await answer.json()) as { problem?: string }).problem
    },
    [method, address, JSON.stringify(body)],
  )

test("a colleague is invited by mail, accepts while signed in, and does what staff may and no more", async () => {
  await owner.goto(at(venue))
  await owner.getByRole("link", { name: /^People/ }).click()
  await expectAccessible(owner)
  await owner.getByLabel("Mail address").fill(COLLEAGUE)
  await owner.getByRole("button", { name: "Send the invitation" }).click()
  await expect(owner.getByRole("button", { name: `Withdraw the offer to ${COLLEAGUE}` })).toBeVisible()
  await expect.poll(() => system.mailTo(COLLEAGUE, "you are invited as staff"), { timeout: 20_000 }).not.toBe("")
  await signInOperator(colleague, system, COLLEAGUE)
  await expect(colleague.getByText(`Hoi Fung Market: ${OWNER} invites you as Staff`)).toBeVisible()
  await expectAccessible(colleague)
  await colleague.getByRole("button", { name: "Accept" }).click()
  await colleague.getByRole("link", { name: /^Hoi Fung Market/ }).click()
  await expect(colleague.getByText("Your role: Staff")).toBeVisible()
  for (const name of ["People", "Change names, address or doors", "Close this venue"])
    await expect(colleague.getByText(name, { exact: true })).toHaveCount(0)
  await expectAccessible(colleague)
  const id = venue.split("/").at(-1)
  expect(await callAs(colleague, "PUT", `/v1/venues/${id}/closure`, { closed: true })).toBe("not-allowed")
  expect(
    await callAs(colleague, "POST", `/v1/venues/${id}/offers`, { mail: ATTACKER, role: "owner", language: "en" }),
  ).toBe("not-allowed")
  await colleague.goto(at(`${venue}/people`))
  await expect(colleague.getByText("Your role does not allow this.")).toBeVisible()
})

test("staff bring the key by the poster, and print and test posters with it", async () => {
  await colleague.goto(at("/venue/recover"))
  await colleague.getByLabel("Photo of the poster").setInputFiles(poster)
  await expect(colleague.getByText(/is in this browser now/)).toBeVisible({ timeout: 30_000 })
  await colleague.goto(at(venue))
  await savePoster(colleague, path.join(work, "by-staff.pdf"))
  await colleague.goto(at(`${venue}/posters/0/test`))
  await colleague.getByLabel("Photo of the poster").setInputFiles(poster)
  await expect(colleague.getByText("This is the right poster")).toBeVisible({ timeout: 30_000 })
})

test("the owner is told who joined, removes the colleague, and the colleague’s open session has lost the venue", async () => {
  await expect.poll(() => system.mailTo(OWNER, `${COLLEAGUE} has accepted`), { timeout: 20_000 }).not.toBe("")
  await owner.reload()
  await owner.getByRole("button", { name: `Remove ${COLLEAGUE}` }).click()
  await expectAccessible(owner)
  await owner.getByRole("dialog").getByRole("button", { name: "Remove" }).click()
  await expect(owner.getByRole("heading", { name: "1 person" })).toBeVisible()
  await colleague.goto(at(venue))
  await expect(colleague.getByText("This was not found.", { exact: false })).toBeVisible()
})

test("the venue is handed over, and the former owner undoes it by the mailed link", async () => {
  await owner.getByRole("link", { name: "Hand it over…" }).click()
  await expectAccessible(owner)
  await owner.getByLabel("The successor’s mail address").fill(SUCCESSOR)
  await owner.getByRole("button", { name: "Offer it to this address" }).click()
  await expect(owner.getByText("To take the venue over", { exact: false })).toBeVisible()
  await expect.poll(() => system.mailTo(SUCCESSOR, "wants to hand it over"), { timeout: 20_000 }).not.toBe("")
  const successor = await openPage()
  await signInOperator(successor, system, SUCCESSOR)
  await successor.getByRole("button", { name: "Accept" }).click()
  await successor.getByRole("link", { name: /^Hoi Fung Market/ }).click()
  await successor.getByRole("link", { name: /^People/ }).click()
  await expect(successor.getByText("People do not change for now")).toBeVisible()
  await expectAccessible(successor)
  await owner.goto(at("/venue/"))
  await expect(owner.getByRole("link", { name: /^Hoi Fung Market/ })).toHaveCount(0)
  await openMailedLink(owner, system, OWNER, "you have handed it over")
  await expectAccessible(owner)
  await owner.getByRole("button", { name: "Undo it" }).click()
  await expect(owner.getByText("The hand-over is undone.", { exact: false })).toBeVisible()
  await owner.goto(at(venue))
  await expect(owner.getByRole("link", { name: /^People/ })).toBeVisible()
  await successor.goto(at("/venue/"))
  await expect(successor.getByRole("link", { name: /^Hoi Fung Market/ })).toHaveCount(0)
  await successor.context().close()
})

test("a sign-in address is changed once the new one confirms, and the old one takes it back with every session", async () => {
  await owner.getByRole("link", { name: "Your account" }).click()
  await owner.getByLabel("New mail address").fill("thief@elsewhere.example")
  await owner.getByRole("button", { name: "Send a link to the new address" }).click()
  await expect(owner.getByText("A link is on its way to thief@elsewhere.example.", { exact: false })).toBeVisible()
  await expectAccessible(owner)
  const thief = await openPage()
  await openMailedLink(thief, system, "thief@elsewhere.example", "Confirm your new address")
  await thief.getByRole("button", { name: "Use this address" }).click()
  await expect(thief.getByText("From now on you sign in with this address.")).toBeVisible()
  await signInOperator(thief, system, "thief@elsewhere.example")
  await expect(thief.getByRole("link", { name: /^Hoi Fung Market/ })).toBeVisible()
  await openMailedLink(owner, system, OWNER, "has changed")
  await owner.getByRole("button", { name: "Undo it" }).click()
  await expect(owner.getByText("The change is undone.", { exact: false })).toBeVisible()
  await thief.reload()
  await expect(thief.getByLabel("Your mail address")).toBeVisible()
  await thief.context().close()
  await signInOperator(owner, system, OWNER)
  await expect(owner.getByRole("link", { name: /^Hoi Fung Market/ })).toBeVisible()
})

/** Somebody with a photo of the poster asks for the venue, and confirms the address. */
async function askForVenue(mail: string): Promise<Page> {
  const page = await openPage()
  await page.goto(at("/venue/"))
  await page.getByRole("link", { name: "I have lost this mailbox" }).click()
  await page.getByLabel("Photo of the poster").setInputFiles(poster)
  await expect(page.getByText("Poster read: Hoi Fung Market")).toBeVisible({ timeout: 30_000 })
  await page.getByLabel("Your new mail address").fill(mail)
  await page.getByLabel("What happened?").fill("I own it, and my provider has closed.")
  await expectAccessible(page)
  await page.getByRole("button", { name: "Ask for recovery" }).click()
  await expect(page.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible()
  await openMailedLink(page, system, mail, "Confirm that this address is yours")
  await page.getByRole("button", { name: "Confirm" }).click()
  await expect(page.getByText("Your address is confirmed.", { exact: false })).toBeVisible()
  await expectAccessible(page)
  return page
}

test("an attacker with a photo of the poster asks for the venue; its owner is told at once and stops it", async () => {
  const attacker = await askForVenue(ATTACKER)
  await openMailedLink(owner, system, OWNER, `${ATTACKER} asks to become an owner`)
  await expectAccessible(owner)
  await owner.getByRole("button", { name: "This was not me: stop it" }).click()
  await expect(owner.getByText("It is stopped. Nothing has changed.")).toBeVisible()
  await officer
    .getByRole("link", { name: /^Accounts/ })
    .first()
    .click()
  await expect(async () => {
    await officer.reload()
    await expect(officer.getByText("Stopped by an owner")).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
  await expect(officer.getByRole("button", { name: "Grant" })).toHaveCount(0)
  await expectAccessible(officer)
  await attacker.context().close()
})

test("a genuine owner asks, officers prove it outside the system, and after seven days the new address owns the venue", async () => {
  const claimant = await askForVenue(NEW_ADDRESS)
  const request = officer.getByText(NEW_ADDRESS, { exact: false })
  await expect(async () => {
    await officer.reload()
    await expect(request).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
  await officer.getByRole("button", { name: "Grant" }).click()
  await expectAccessible(officer)
  await officer.getByRole("dialog").getByRole("button", { name: "Cancel" }).click()
  // The attacker's stopped one has the same name: the one that waits stands first.
  await decideAccount(officer, "Recover Hoi Fung Market", "Called the number in the business register")
  await expect.poll(() => system.mailTo(OWNER, "becomes an owner of"), { timeout: 20_000 }).not.toBe("")
  await claimant.context().close()
  await owner.goto(at(`${venue}/people`))
  await expect(owner.getByRole("heading", { name: "1 person" }), "not before the seven days").toBeVisible()
  system.setTime(10 + 7 * 24 + 1)
  await expect.poll(() => system.mailTo(OWNER, "is now owner: officers"), { timeout: 60_000 }).not.toBe("")
  const later = await openPage()
  await signInOperator(later, system, NEW_ADDRESS)
  await later.getByRole("link", { name: /^Hoi Fung Market/ }).click()
  await later.getByRole("link", { name: /^People/ }).click()
  await expect(later.getByRole("heading", { name: "2 people" }), "the old owner and the new one").toBeVisible()
  await expect(later.getByText(OWNER)).toBeVisible()
  await later.goto(at(venue))
  await expect(later.getByText("Version 2 · Reviewed"), "and no code was issued").toBeVisible()
  await later.context().close()
})
