import { execFileSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { bytesOfDigits } from "@homesafe/protocol"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone, setClock } from "./harness/browsers.ts"
import type { Place } from "./harness/choose-venue.ts"
import { approveOpen, openCase, openWaiting, warnAbout } from "./harness/decide.ts"
import {
  approveVenue,
  enrolOfficer,
  grantCards,
  inviteOfficer,
  registerVenue,
  savePoster,
  signInOperator,
} from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { filmCard } from "./harness/film-card.ts"
import { filmPoster, readCodes } from "./harness/film-poster.ts"
import { giveKeys, makeScreen, openStaffPage, type Tablet, watchSent } from "./harness/gate.ts"
import { pagesOf } from "./harness/measure-pdf.ts"
import { checkIn, leave, startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// Somebody without a phone: a card from a welfare desk, a market that scans it, a case at the same time, and a helper who looks. Hours
// count from 04:00; gates post at the half day's end, hour 12.
const place: Place = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-cards-"))
const pdf = path.join(work, "cards.pdf")

let system: System
let desk: Browser
let operator: Page
let first: Page
let other: Page
let sent: string[]
let gate: Tablet
let posterFilm: string
let codes: string[]
let pin: string

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(6)
  desk = await openDesk()
  const page = async () => {
    const context = await desk.newContext({ acceptDownloads: true, locale: "en-GB" })
    context.setDefaultTimeout(20_000)
    await setClock(context, system.clockOffset())
    return context.newPage()
  }
  ;[operator, first, other] = [await page(), await page(), await page()]
  sent = watchSent(operator)
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  await signInOperator(operator, system, "desk@welfare.example")
  await registerVenue(operator, place, "R-9001")
  await approveVenue(first, place)
  await operator.reload()
  await expect(operator.getByText(/Reviewed\. Valid until/)).toBeVisible()
  posterFilm = filmPoster(await savePoster(operator, path.join(work, "poster.pdf")), "poster")
})
test.afterAll(async () => {
  await gate?.context.close()
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

test("0. the page of cards shows only once an officer has granted it", async () => {
  await expect(operator.getByRole("link", { name: "Visitor cards" })).toHaveCount(0)
  await operator.goto(`${system.publicOrigin}/venue/cards`)
  await expect(operator.getByRole("button", { name: "Make the cards as PDF" })).toHaveCount(0)
  await expectAccessible(operator)
  await grantCards(operator, first)
})

test("1. the portal prints a card: four codes outside, one inside, a PIN on a slip of its own; nothing of it is in any request", async () => {
  await operator.getByRole("link", { name: "Visitor cards" }).click()
  await expect(operator.getByRole("heading", { name: "Visitor cards", level: 1 })).toBeVisible()
  await expectAccessible(operator)
  await operator.getByLabel("How many cards").fill("0")
  await operator.getByRole("button", { name: "Make the cards as PDF" }).click()
  await expect(operator.getByText("Type a whole number from 1 to 120.")).toBeVisible()
  await operator.getByLabel("How many cards").fill("1")
  const download = operator.waitForEvent("download")
  await operator.getByRole("button", { name: "Make the cards as PDF" }).click()
  await (await download).saveAs(pdf)
  await expect(operator.getByText("1 card is in the file")).toBeVisible()
  await expectAccessible(operator)
  expect(pagesOf(pdf), "a sheet of cards and a sheet of slips").toBe(2)
  codes = readCodes(pdf)
  expect(codes).toHaveLength(5)
  expect(new Set(codes).size).toBe(5)
  pin =
    execFileSync("pdftotext", ["-f", "2", "-l", "2", pdf, "-"], { encoding: "utf8" })
      .match(/\b\d{3} \d{3}\b/)?.[0]
      ?.replace(" ", "") ?? ""
  expect(pin).toMatch(/^\d{6}$/)
  expect(sent.length).toBeGreaterThan(10)
  for (const code of codes) {
    const digits = code.split("#")[1] ?? ""
    const bytes = Buffer.from(bytesOfDigits(digits) ?? new Uint8Array()).subarray(3)
    for (const needle of [digits, bytes.toString("hex"), bytes.toString("base64url"), bytes.toString("latin1")])
      expect(sent.filter((request) => request.includes(needle))).toEqual([])
  }
  expect(sent.filter((request) => request.includes(pin))).toEqual([])
})

test("2. a gate with the day's key scans the outside, entering and leaving, without a network", async () => {
  const context = await openPhone(path.join(work, "gate"), filmCard(pdf, "front"), offsetAt(6.2))
  const page = context.pages()[0] ?? (await context.newPage())
  gate = { context, page, sent: watchSent(page) }
  await page.goto(`${system.publicOrigin}/gate/`)
  const text = await makeScreen(gate)
  await operator.getByRole("link", { name: "Your venues" }).first().click()
  await operator
    .getByRole("link", { name: new RegExp(place.en) })
    .first()
    .click()
  await operator.getByRole("link", { name: /^Screens at the door/ }).click()
  await giveKeys(operator, "The only entrance", text)
  await page.getByRole("button", { name: "Show the code" }).click()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await context.setOffline(true)
  await openStaffPage(gate)
  await page.getByRole("button", { name: "Scan a visitor card" }).click()
  await expect(page.getByText("Welcome. The visit is noted on the card.")).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page)
  await setGateHours(6.6)
  await page.getByRole("button", { name: "Scan a visitor card" }).click()
  // The film shows the card all the time: it is scanned entering again, and then leaving.
  await expect(page.getByText("Welcome. The visit is noted on the card.")).toBeVisible({ timeout: 30_000 })
  await page.getByRole("button", { name: "Going out" }).click()
  await page.getByRole("button", { name: "Next card" }).click()
  await expect(page.getByText("Goodbye. The leaving is noted on the card.")).toBeVisible({ timeout: 30_000 })
  await page.getByRole("button", { name: "Back to the staff’s page" }).click()
})

test("3. at the half day's end the gate posts one parcel of eight; the server mixes it into a file that says nothing", async () => {
  await gate.context.setOffline(false)
  const before = gate.sent.length
  system.setTime(12.05)
  await setGateHours(12.05, false)
  const posted = () => gate.sent.slice(before).filter((request) => request.includes("/v1/cards/"))
  await expect.poll(() => posted().length, { timeout: 30_000 }).toBe(1)
  const files = async () =>
    (
      (await (await fetch(`${system.publicOrigin}/feed/cards`)).json()) as {
        files: { bytes: number; bucket: number }[]
      }
    ).files
  await expect.poll(async () => (await files()).length, { timeout: 60_000 }).toBe(1)
  expect(await files()).toMatchObject([{ bytes: 12 + 8 * 512, bucket: 0 }])
  const all = [...gate.sent, fs.readFileSync(path.join(system.home, "log.jsonl"), "latin1")]
  for (const code of codes) {
    const digits = code.split("#")[1] ?? ""
    const bytes = Buffer.from(bytesOfDigits(digits) ?? new Uint8Array()).subarray(3)
    for (const needle of [digits, bytes.toString("hex"), bytes.toString("latin1")])
      expect(all.filter((each) => each.includes(needle))).toEqual([])
  }
})

test("4. before any decision a helper's phone finds the visit and no exposure, and forgets it by itself; the outside and a wrong PIN open nothing", async () => {
  await withHelper(filmCard(pdf, "front"), 12.1, async (page) => {
    await expect(page.getByText("This is the outside, which opens nothing.", { exact: false })).toBeVisible({
      timeout: 30_000,
    })
    await expectAccessible(page)
  })
  await withHelper(filmCard(pdf, "inside"), 12.1, async (page) => {
    await page.getByLabel("The card’s PIN").fill(pin === "123456" ? "654321" : "123456")
    await page.getByRole("button", { name: "Look", exact: true }).click()
    await expect(page.getByText("No visit was found on this card")).toBeVisible({ timeout: 60_000 })
    await expectAccessible(page)
    await page.getByRole("button", { name: "Done: forget this card" }).click()
    await page.getByLabel("The card’s PIN").fill(pin)
    await page.getByRole("button", { name: "Look", exact: true }).click()
    await expect(page.getByText("No exposure found")).toBeVisible({ timeout: 60_000 })
    await expectAccessible(page)
    // A shared screen forgets the card by itself, and says so before.
    await page.clock.install()
    await page.mouse.click(5, 5)
    await page.clock.runFor(151_000)
    await expect(page.getByText("The card is forgotten in half a minute")).toBeVisible()
    await page.mouse.click(5, 5)
    await expect(page.getByText("The card is forgotten in half a minute")).toBeHidden()
    await expect(page.getByText("No exposure found")).toBeVisible()
    await page.clock.runFor(181_000)
    await expect(page.getByText("No exposure found")).toBeHidden()
  })
})

test("5. a case who was there gives their visits, two officers decide, and the card's holder reads the warning on the helper's phone", async () => {
  const profile = path.join(work, "case")
  await withPhone(profile, posterFilm, 6.1, async (page, phone) => {
    await startPhone(phone, system)
    await checkIn(page, place)
    await setClock(phone, offsetAt(6.7))
    await page.reload()
    await leave(page)
  })
  const digits = await openCase(first, system)
  await withPhone(profile, posterFilm, 12.2, async (page, phone) => {
    await startPhone(phone, system)
    await page.getByRole("link", { name: "I have an upload code" }).click()
    await page.getByLabel("Upload code, 20 digits").fill(digits)
    await page.getByRole("button", { name: "Continue" }).click()
    await page.getByRole("button", { name: "Seal and send 1 visit" }).click()
    await expect(page.getByText("1 visit was received")).toBeVisible({ timeout: 30_000 })
  })
  await expect(first.getByText("Uploaded: 1 proven, 0 unproven")).toBeVisible({ timeout: 30_000 })
  await warnAbout(place.en, { first, other }, system)
  await withHelper(filmCard(pdf, "inside"), 12.4, async (page) => {
    await page.getByLabel("The card’s PIN").fill(pin)
    await page.getByRole("button", { name: "Look", exact: true }).click()
    await expect(
      page.getByText("The holder of this card was at a place at about the same time", { exact: false }).first(),
    ).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText("Measles", { exact: false }).first()).toBeVisible()
    await expect(page.getByRole("heading", { name: "What to do" }).first()).toBeVisible()
    await expectAccessible(page)
    // Leaving the page forgets it: the helper's own diary says nothing of it.
    await page.getByRole("button", { name: "Done: forget this card" }).click()
    await page.goto(`${system.publicOrigin}/diary/exposures`)
    await expect(page.getByRole("heading", { name: place.en })).toHaveCount(0)
    await page.goto(`${system.publicOrigin}/settings/proof`)
    await expect(page.getByText("Fetched card records, the same for everybody").first()).toBeVisible()
  })
})

test("6. a holder who is a case themselves gives the card's visits on the helper's phone; the authority opens and proves them", async () => {
  const digits = await openCase(first, system)
  await withHelper(filmCard(pdf, "inside"), 12.5, async (page) => {
    await page.getByLabel("The card’s PIN").fill(pin)
    await page.getByRole("button", { name: "Look", exact: true }).click()
    await page.getByRole("button", { name: "Give visits with an upload code" }).click({ timeout: 60_000 })
    await expect(page.getByText("this phone cannot read the places", { exact: false })).toBeVisible()
    await page.getByLabel("The holder’s upload code, 20 digits").fill("1234")
    await page.getByRole("button", { name: "Seal and send 2 visits" }).click()
    await expect(page.getByText("The code has 20 digits.", { exact: false })).toBeVisible()
    await expectAccessible(page)
    await page.getByLabel("The holder’s upload code, 20 digits").fill(digits)
    await page.getByRole("checkbox").last().uncheck()
    await page.getByRole("button", { name: "Seal and send 1 visit" }).click()
    await expect(page.getByText("1 visit was received")).toBeVisible({ timeout: 30_000 })
    await expectAccessible(page)
    await page.getByRole("button", { name: "Done: forget this card" }).click()
    await page.goto(`${system.publicOrigin}/settings/proof`)
    await expect(page.getByText("1 visit was received")).toHaveCount(0)
  })
  // The stay that was chosen was entered and left: two records, each with a capsule of its own.
  await expect(first.getByText("Uploaded: 2 proven, 0 unproven")).toBeVisible({ timeout: 30_000 })
})

test("7. another case's stay at the place that was warned about adds its time to that warning; a proposal is refused with a reason, and a better one approved", async () => {
  await first.getByRole("button", { name: "Read the visits" }).click()
  const stay = first.getByRole("region", { name: place.en, exact: true }).first()
  await expect(stay.getByText("Your team has warned about this place, for other times")).toBeVisible()
  await expectAccessible(first)
  await stay.getByRole("button", { name: "Propose to add this time" }).click()
  await expect(first.getByText("A warning about this place and day stands already")).toBeVisible()
  await first.getByRole("button", { name: "Add another time" }).click()
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("The end must be after the start.")).toBeVisible()
  await expectAccessible(first)
  await first.getByRole("button", { name: /^Remove time 2/ }).click()
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  await openWaiting(other, place.en)
  await other.getByRole("button", { name: "Refuse" }).click()
  await other.getByLabel("Reason").fill("Name the place in public too")
  await expectAccessible(other)
  await other.getByRole("dialog").getByRole("button", { name: "Refuse" }).click()
  await expect(other.getByText("Refused by another officer")).toBeVisible()
  await other
    .getByRole("link", { name: /^Decisions/ })
    .first()
    .click()
  await expect(other.getByRole("link", { name: /Refused by another officer/ })).toBeVisible()
  await first.reload()
  await expect(first.getByText("Name the place in public too")).toBeVisible()
  await first
    .getByRole("link", { name: /^Decisions/ })
    .first()
    .click()
  await first
    .getByRole("link", { name: `Warn visitors of ${place.en}` })
    .first()
    .click()
  await first.getByRole("button", { name: "Propose a correction" }).click()
  await first.getByLabel(/^Also name this place on the public page/).check()
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  await openWaiting(other, place.en)
  await approveOpen(other, system)
})

/** Opens a helper's phone at "Check a card for somebody", with a film before its camera. */
async function withHelper(film: string, hours: number, act: (page: Page) => Promise<void>): Promise<void> {
  await withPhone(path.join(work, "helper"), film, hours, async (page, phone) => {
    await startPhone(phone, system)
    await page.getByRole("link", { name: "Settings", exact: true }).click()
    await page.getByRole("link", { name: /^Check a card for somebody/ }).click()
    await act(page)
  })
}

async function withPhone(
  profile: string,
  film: string,
  hours: number,
  act: (page: Page, phone: BrowserContext) => Promise<void>,
): Promise<void> {
  const phone = await openPhone(profile, film, offsetAt(hours))
  await act(phone.pages()[0] ?? (await phone.newPage()), phone)
  await phone.close()
}

async function setGateHours(hours: number, isStaffWanted = true): Promise<void> {
  await setClock(gate.context, offsetAt(hours))
  await gate.page.reload()
  if (isStaffWanted) await openStaffPage(gate)
}

/** The clock's offset at which it is so many hours after the start of today's service day. */
function offsetAt(hours: number): number {
  const seconds = Date.now() / 1000 + system.clockOffset()
  return system.clockOffset() + hours * 3600 - ((seconds + 14_400) % 86_400)
}
