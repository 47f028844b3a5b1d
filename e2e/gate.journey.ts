import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type SharedKey, translateShared } from "@homesafe/i18n/shared"
import {
  bytesOfDigits,
  type DoorAnswer,
  dayKeyOf,
  doorAnswer,
  doorMinuteOf,
  NO_CHALLENGE,
  readRotatingCode,
  serviceDayOf,
  unixSeconds,
} from "@homesafe/protocol"
import { readDoorPairing, screenAnswer } from "@homesafe/protocol/venue"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone, setClock } from "./harness/browsers.ts"
import { dateIn, fillRule, openPage } from "./harness/change-files.ts"
import type { Place } from "./harness/choose-venue.ts"
import { signOpen } from "./harness/decide.ts"
import { approveVenue, enrolOfficer, inviteOfficer, signInOfficer, signInOperator } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import {
  giveKeys,
  makeScreen,
  moveClock,
  openShutterServer,
  openStaffPage,
  openTablet,
  photograph,
  readPhoto,
  readVenueKey,
  registerMarket,
  scanPhoto,
  type Tablet,
  tilesFor,
  watchSent,
} from "./harness/gate.ts"
import { checkRecord, foundCountry, putOnList } from "./harness/health-records.ts"
import { keptDays, seenAt, storageOf } from "./harness/look-into-tablet.ts"
import { startPhone } from "./harness/phone.ts"
import { OFFSET, runSystem, type System } from "./harness/run-system.ts"

// A market with a screen at each of its four doors and nobody beside them; then staff at one of them. Hours count from 04:00.
const place: Place = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}
const doors = ["A", "B", "C", "D"].map((letter) => ({ en: `Gate ${letter}`, hant: `${letter} 入口` }))
const HOUR = 3600
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-gate-"))
const t = translateShared("en")

let system: System
let desk: Browser
let operator: Page
let operatorSent: string[]
let phone: BrowserContext
let officers: { readonly first: Page; readonly other: Page }
let visitor: Page
const tablets: Tablet[] = []
const codes: string[] = []

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  const context = await desk.newContext({ acceptDownloads: true, locale: "en-GB" })
  await setClock(context, system.clockOffset())
  operator = await context.newPage()
  operatorSent = watchSent(operator)
  const officer = await (await desk.newContext({ locale: "en-GB" })).newPage()
  await signInOperator(operator, system, "operator@market.example")
  await registerMarket(operator, place, doors)
  await enrolOfficer(officer, system.invitation, "Officer One")
  const other = await (await desk.newContext({ locale: "en-GB" })).newPage()
  await enrolOfficer(other, await inviteOfficer(officer), "Officer Two")
  await approveVenue(officer, place)
  officers = { first: officer, other }
  phone = await openPhone(path.join(work, "visitor"), "", system.clockOffset())
  visitor = await startPhone(phone, system)
})
test.afterAll(async () => {
  await phone?.close()
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

const tablet = (at: number): Tablet => {
  const found = tablets[at]
  if (!found) throw new Error(`there is no screen ${at}`)
  return found
}
/** An answer as the tile says it. */
function wordsOf({ colour, symbol, number }: DoorAnswer): string {
  const word = (kind: string, n: number) => t(`door.${kind}.${n}` as SharedKey) // as: the keys are numbered from 0
  return t("door.label", {
    colour: word("colour", colour),
    symbol: word("symbol", symbol),
    number: String(number).padStart(2, "0"),
  })
}
const expectIn = (page: Page) => expect(page.getByText("You’re in", { exact: true })).toBeVisible()

test("1. four unstaffed doors of a market: each screen gets a week's keys from the portal, and K_v is in no request", async () => {
  await operator.goto(operator.url())
  await operator.getByRole("link", { name: /^Screens at the door/ }).click()
  await expect(operator.getByRole("heading", { name: "Screens at the door", level: 1 })).toBeVisible()
  for (const [at, door] of doors.entries()) {
    const screen = await openTablet(desk, system)
    tablets.push(screen)
    if (at === 0) await expectAccessible(screen.page)
    const text = await makeScreen(screen)
    if (at === 0) await expectAccessible(screen.page)
    // One by a photo of the screen, the others as text.
    await giveKeys(operator, door.en, at === 0 ? await screen.page.locator(".offer-code").screenshot() : text)
    await expect(screen.page.getByRole("heading", { name: "This screen has keys for 7 days" })).toBeVisible()
    await screen.page.getByRole("button", { name: "Show the code" }).click()
    await expect(screen.page.getByText(`${door.en}`).first()).toBeVisible()
    codes.push(readPhoto(await photograph(screen), work))
  }
  await expect(operator.getByRole("heading", { name: "4 screens of this venue" })).toBeVisible()
  await expectAccessible(operator)
  await expectAccessible(tablet(0).page)
  expect(new Set(codes).size, "four doors, four codes").toBe(4)

  const venueKey = await readVenueKey(operator)
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000) + system.clockOffset()), OFFSET)
  const dayKey = Buffer.from(dayKeyOf(venueKey, today))
  const all = [operatorSent, ...tablets.map(({ sent }) => sent)].flat()
  expect(all.length).toBeGreaterThan(20)
  for (const secret of [venueKey, dayKey]) {
    for (const spelling of ["latin1", "hex", "base64", "base64url"] as const) {
      const needle = secret.toString(spelling).replace(/=+$/, "")
      expect(all.filter((each) => each.includes(needle))).toEqual([])
    }
  }
})

test("2. the code is large, new each half minute, and checks a phone in; five minutes later the same picture is refused", async () => {
  const screen = tablet(0)
  const box = await screen.page.locator(".code-frame .qr").boundingBox()
  expect((box?.width ?? 0) / 1024, "of the screen's width").toBeGreaterThanOrEqual(0.45)
  const photo = await photograph(screen)
  await scanPhoto(visitor, photo)
  await expectIn(visitor)
  await expect(visitor.getByText("Hoi Fung Market").first()).toBeVisible()
  await moveClock(screen, system.clockOffset() + 30)
  expect(readPhoto(await photograph(screen), work)).not.toBe(readPhoto(photo, work))
  await setClock(phone, system.clockOffset() + 300)
  await visitor.reload()
  await scanPhoto(visitor, photo)
  await expect(visitor.getByText("This screen’s code is too old")).toBeVisible()
})

test("3. hostile 35 and 36: staff see the door's own answers of this minute and the last; an old picture, a recording and an imitation are none of them", async () => {
  const screen = tablet(1)
  const code = readRotatingCode(
    bytesOfDigits(readPhoto(await photograph(screen), work).split("#")[1] ?? "") ?? new Uint8Array(),
    OFFSET,
  )
  if (!code.ok) throw new Error(code.problem)
  const { doorNonce, t: shownAt } = code.value.moment
  await openStaffPage(screen)
  const shown = await tilesFor(screen.page, NO_CHALLENGE)
  // The minute may have ended between the picture and the page: then the code's answer is the last minute's.
  expect(shown).toContain(wordsOf(doorAnswer(doorNonce, doorMinuteOf(shownAt), NO_CHALLENGE)))
  await expectAccessible(screen.page)

  await screen.page.getByText("More for staff").click()
  await screen.page.getByRole("button", { name: "Show the code for it" }).click()
  const pairingText = await screen.page.getByLabel("The same as text").inputValue()
  await expectAccessible(screen.page)
  const pairing = readDoorPairing(bytesOfDigits(pairingText.split("#")[1] ?? "") ?? new Uint8Array())
  if (!pairing.ok) throw new Error(pairing.problem)
  const seed = pairing.value.doorSeed
  const challenge = Number(await screen.page.locator("[data-challenge]").last().getAttribute("data-challenge"))
  const now = unixSeconds(Math.floor(Date.now() / 1000) + system.clockOffset())
  const accepted = [0, -60].map((ago) => wordsOf(screenAnswer(seed, unixSeconds(now + ago), NO_CHALLENGE)))
  await expect
    .poll(async () => (await tilesFor(screen.page, NO_CHALLENGE)).filter((tile) => accepted.includes(tile)).length)
    .toBeGreaterThan(0)
  const asked = await tilesFor(screen.page, challenge)
  const twoMinutes = [60, 0, -60].map((ago) => wordsOf(screenAnswer(seed, unixSeconds(now + ago), challenge)))
  expect(twoMinutes).toEqual(expect.arrayContaining(asked))

  // A recording of the last quarter of an hour, played at whatever moment; a chance of one in 12,800 for each of its pictures.
  const recording = Array.from({ length: 12 }, (_, i) =>
    wordsOf(screenAnswer(seed, unixSeconds(now - 60 * (i + 3)), NO_CHALLENGE)),
  )
  expect(recording.filter((tile) => accepted.includes(tile)).length).toBeLessThan(2)
  // An imitation paints pictures and cannot answer a digit.
  const painted = Array.from({ length: 100 }, (_, i) =>
    wordsOf({ colour: i % 8, symbol: (i * 7) % 16, number: (i * 37) % 100 }),
  )
  expect(painted.filter((tile) => accepted.includes(tile)).length).toBeLessThan(2)
  const otherDigit = wordsOf(screenAnswer(seed, now, (challenge + 1) % 10))
  expect(asked).not.toContain(otherDigit)
  // Three minutes later nothing of what was right is right any more.
  await moveClock(screen, system.clockOffset() + 180)
  await openStaffPage(screen)
  const later = await tilesFor(screen.page, NO_CHALLENGE)
  expect(later.filter((tile) => shown.includes(tile)).length).toBeLessThan(2)
  expect(later).not.toEqual(shown)
  // A clock that goes back is not believed until staff say so.
  await moveClock(screen, system.clockOffset())
  await openStaffPage(screen)
  await expect(screen.page.getByText("This device’s clock is wrong.", { exact: false })).toBeVisible()
  expect(await screen.page.locator(".proof").count()).toBe(0)
  await screen.page.getByText("More for staff").click()
  await screen.page.getByRole("button", { name: "This device’s clock is right now" }).click()
  await tilesFor(screen.page, NO_CHALLENGE)
  await screen.page.getByRole("button", { name: "Back to the code" }).click()
})

test("4. a second device of the staff takes the door's code and shows the same; what staff do is counted, and nobody is named", async () => {
  const screen = tablet(1)
  await screen.page.getByRole("button", { name: "Staff", exact: true }).click()
  await screen.page.getByLabel("The staff’s PIN").fill("0000")
  await screen.page.getByRole("button", { name: "Open the staff’s page" }).click()
  await expect(screen.page.getByText("This is not the PIN.")).toBeVisible()
  await expectAccessible(screen.page)
  await screen.page.getByRole("button", { name: "Back to the code" }).click()
  await openStaffPage(screen)
  await screen.page.getByText("More for staff").click()
  await screen.page.getByRole("button", { name: "Show the code for it" }).click()
  const photo = await screen.page.locator(".more .offer-code").screenshot()
  const second = await openTablet(desk, system)
  await second.page.getByRole("button", { name: "Set up for staff" }).click()
  await expectAccessible(second.page)
  await second.page.getByLabel("Or paste it as text").fill("https://elsewhere.example/p#123")
  await second.page.getByRole("button", { name: "Use this code" }).click()
  await expect(second.page.getByText("This is not a code for a staff device")).toBeVisible()
  await second.page
    .getByLabel("Take a photo of the code")
    .setInputFiles({ name: "p.png", mimeType: "image/png", buffer: photo })
  await expect(second.page.getByRole("heading", { name: "Staff: this door’s answers" })).toBeVisible()
  await expect(async () => {
    expect(await tilesFor(second.page, NO_CHALLENGE)).toEqual(await tilesFor(screen.page, NO_CHALLENGE))
  }).toPass()
  await expectAccessible(second.page)
  await second.context.close()

  const { page } = screen
  await page.getByLabel("How many may be inside").fill("2")
  await page.getByLabel(/^Address of a shutter/).fill("http://192.168.1.9:80/open")
  await page.getByRole("button", { name: "Save", exact: true }).click()
  await expect(page.getByText("This is not an address of this device.")).toBeVisible()
  const shutter = await openShutterServer()
  await page.getByLabel(/^Address of a shutter/).fill(shutter.address)
  await page.getByRole("button", { name: "Save", exact: true }).click()
  await expect(page.getByText("Saved on this device.")).toBeVisible()
  await page.getByRole("button", { name: "Let in", exact: true }).click()
  await expect.poll(() => shutter.calls()).toEqual(["POST /open, 0 bytes"])
  expect(await page.getByText("The shutter did not answer.").count()).toBe(0)
  await shutter.close()
  await page.getByRole("button", { name: "Let in", exact: true }).click()
  await expect(page.getByText("The shutter did not answer. Open it by hand.")).toBeVisible()
  await page.getByRole("button", { name: "One fewer inside" }).click()
  await page.getByRole("button", { name: "One more inside" }).click()
  await expect(page.getByText("As many are inside as may be.")).toBeVisible()
  await page.getByRole("button", { name: "Do not let in" }).click()
  await page.getByRole("button", { name: "Full: asked to wait" }).click()
  await expect(page.getByText("Today: 2 let in, 0 exempt, 1 turned away.")).toBeVisible()
  await page.getByRole("button", { name: "Back to the code" }).click()
})

test("5. hostile 39: without a network for 72 hours a screen goes on and checks a phone in; after its week it says so and shows no code", async () => {
  const screen = tablet(2)
  const { page, context } = screen
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await context.setOffline(true)
  const before = screen.sent.length
  await moveClock(screen, system.clockOffset() + 72 * HOUR)
  // A phone that is new three days later: one that jumped there alone would rightly doubt its clock.
  const later = await openPhone(path.join(work, "later"), "", system.clockOffset() + 72 * HOUR)
  const lateVisitor = await startPhone(later, system)
  await scanPhoto(lateVisitor, await photograph(screen))
  await expectIn(lateVisitor)
  await later.close()
  await expect.poll(() => keptDays(page), "the keys of three days are gone").toBe(4)
  await moveClock(screen, system.clockOffset() + 7 * 24 * HOUR)
  await expect(page.getByText("No code just now. Ask staff.")).toBeVisible()
  await expect(page.getByText("This screen’s keys have run out.", { exact: false })).toBeVisible()
  expect(await page.locator(".qr").count()).toBe(0)
  await expect.poll(() => keptDays(page)).toBe(0)
  await expectAccessible(page)
  const asked = screen.sent
    .slice(before)
    .filter((each) => !new URL(each.split(" ")[0] ?? "").pathname.match(/^\/(gate|feed|deployment)/))
  expect(asked, "it asks for its own files and the signed list, and for nothing else").toEqual([])
  await context.setOffline(false)
})

test("6. staff read the signed rule of today; a screen gets new keys in the same way; the clock that goes back is told from it", async () => {
  const screen = tablet(3)
  const { page } = screen
  system.passOneList() // the rules come with a list
  await expect(async () => {
    await page.reload()
    await openStaffPage(screen)
    await expect(page.getByText("The rules have not been fetched yet.")).toHaveCount(0, { timeout: 3000 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByRole("region", { name: "Today’s rule" })).toContainText("Scanning is up to you")
  await page.getByText("More for staff").click()
  await page.getByRole("button", { name: "New keys for a week" }).click()
  await expect(page.getByRole("heading", { name: "New keys for a week" })).toBeVisible()
  await giveKeys(operator, "Gate D", await page.getByLabel("The same as text").inputValue())
  await page.getByRole("button", { name: "Show the code" }).click()
  await photograph(screen)
  await expect(operator.getByRole("heading", { name: "4 screens of this venue" })).toBeVisible()
  await expect.poll(() => seenAt(page)).toBeGreaterThan(0)
  await moveClock(screen, system.clockOffset() - 900)
  await expect(page.getByText("This device’s clock is wrong.", { exact: false })).toBeVisible()
  expect(await page.locator(".qr").count()).toBe(0)
})

test("7. hostile 38 and 39: staff check printed certificates offline: valid with a name, altered, expired; a day later the list is too old, and nothing is kept", async () => {
  const { first, other } = officers
  const screen = tablet(0)
  const { page, context } = screen
  const country = foundCountry(system)
  const good = country.certify(30 * 24)
  const open = async () => {
    await page.reload()
    await openStaffPage(screen)
  }
  await open()
  await page.getByText("More for staff").click()
  await page.getByRole("checkbox", { name: "Vaccination" }).check()
  await page.getByRole("button", { name: "Save which records count" }).click()
  await expect(page.getByText("Saved on this device.")).toBeVisible()
  const check = page.getByRole("button", { name: "Check a record" })
  await expect(check, "no public rule asks for anything here today").toHaveCount(0)

  await signInOfficer(first, system)
  await openPage(first, "Public files")
  await first.getByRole("link", { name: "Write a rule" }).click()
  await fillRule(first, { first: dateIn(system, 0), last: dateIn(system, 30) }, "Market")
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  await signInOfficer(other, system)
  await openPage(other, "Public files")
  await other.getByRole("link", { name: /^New rule: Scan, or fill in the form/ }).click()
  await signOpen(other)
  await putOnList(officers, system, country)
  await expect(async () => {
    system.passOneList()
    await open()
    await expect(check).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 60_000 })

  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await context.setOffline(true)
  await moveClock(screen, system.clockOffset() + 23 * HOUR)
  await openStaffPage(screen)
  await check.click()
  await expectAccessible(page)
  const valid = await checkRecord(page, good, "Valid record")
  await expect(valid).toContainText("Gabriele Musterfrau-Gößinger")
  await expectAccessible(page)
  await valid.click({ position: { x: 5, y: 5 } })
  await expect(page.getByText("Musterfrau")).toHaveCount(0)
  await expect(
    page.getByRole("button", { name: "Exempt, no proof asked" }),
    "another way stays beside it",
  ).toBeVisible()
  const altered = await checkRecord(page, country.forge(48), "Not valid")
  await expect(altered).toContainText("Its signature does not fit")
  await expect(altered).not.toContainText("Musterfrau")
  await expectAccessible(page)
  await page.keyboard.press("Escape")
  await expect(await checkRecord(page, country.certify(-1), "Not valid")).toContainText("It has expired.")
  await page.getByRole("button", { name: "Clear" }).click()

  await moveClock(screen, system.clockOffset() + 25 * HOUR)
  await openStaffPage(screen)
  await check.click()
  await checkRecord(page, good, "List too old")
  await expectAccessible(page)
  expect(await storageOf(page)).not.toMatch(/Muster|MUSTER|HC1:/)
  await context.setOffline(false)
})
