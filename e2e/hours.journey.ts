import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone, setClock } from "./harness/browsers.ts"
import type { Place } from "./harness/choose-venue.ts"
import { approveOpen, openCase, openWaiting, warnAbout } from "./harness/decide.ts"
import {
  approveVenue,
  enrolOfficer,
  inviteOfficer,
  registerVenue,
  savePoster,
  signInOfficer,
  signInOperator,
} from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { filmPoster, photographPoster } from "./harness/film-poster.ts"
import { giveKeys, makeScreen, moveClock, openTablet, photograph, scanPhoto, type Tablet } from "./harness/gate.ts"
import { checkIn, checkList, leave, shareOneVisit, startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// A case scanned a screen: who scanned it too is warned at once, who scanned the poster when the venue has answered. Hours count from 04:00.
const place: Place = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-hours-"))

let system: System
let desk: Browser
let tablet: Tablet
let film = ""
const pages = {} as { operator: Page; first: Page; other: Page }

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(6)
  desk = await openDesk()
  const page = async () => {
    const context = await desk.newContext({ acceptDownloads: true, locale: "en-GB" })
    context.setDefaultTimeout(20_000)
    return context.newPage()
  }
  Object.assign(pages, { operator: await page(), first: await page(), other: await page() })
  const { operator, first, other } = pages
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  await setClock(operator.context(), system.clockOffset())
  await signInOperator(operator, system, "operator@market.example")
  await registerVenue(operator, place, "R-8801")
  await approveVenue(first, place)
  await operator.reload()
  await expect(operator.getByText(/Reviewed\. Valid until/)).toBeVisible()
  film = filmPoster(await savePoster(operator, path.join(work, "poster.pdf")), "poster")
  tablet = await openTablet(desk, system)
  const offer = await makeScreen(tablet)
  await operator.getByRole("link", { name: /^Screens at the door/ }).click()
  await giveKeys(operator, "The only entrance", offer)
  await tablet.page.getByRole("button", { name: "Show the code" }).click()
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

test("1. a case and a visitor scan the screen, another visitor scans the poster, all at the same time", async () => {
  await moveClock(tablet, offsetAt(6.1))
  const photo = await photograph(tablet)
  for (const name of ["case", "by-screen"]) {
    await withPhone(name, 6.1, async (page, phone) => {
      await scanPhoto(page, photo)
      await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
      await expect(page.getByText("A screen’s code cannot warn you yet")).toHaveCount(0)
      await setHours(phone, page, 6.8)
      await leave(page)
    })
  }
  await withPhone("by-poster", 6.2, async (page, phone) => {
    await checkIn(page, place)
    await setHours(phone, page, 6.8)
    await leave(page)
  })
})

test("2. officers decide; who scanned the screen is warned, who scanned the poster is not yet, and the console says so", async () => {
  system.setTime(11)
  const { first, other } = pages
  const digits = await openCase(first, system)
  await withPhone("case", 11, async (page) => {
    await shareOneVisit(page, system, digits)
  })
  await expect(first.getByText("Uploaded: 1 proven, 0 unproven")).toBeVisible({ timeout: 30_000 })
  await warnAbout(place.en, { first, other }, system, async () => {
    await expect(other.getByText("This warning does not reach everyone yet")).toBeVisible()
    await expectAccessible(other)
  })
  await withPhone("by-screen", 11.2, async (page) => {
    await checkList(page)
    await expect(page.getByRole("link", { name: /Exposure: see what to do/ })).toBeVisible()
  })
  await withPhone("by-poster", 11.2, async (page) => {
    await checkList(page)
    await expect(page.getByText(/No match in the list of/)).toBeVisible()
  })
})

test("3. the venue is asked, its operator's browser checks who asks and gives one day's key, once", async () => {
  const { operator, other } = pages
  await signInOfficer(other, system)
  await other
    .getByRole("link", { name: /^Decisions/ })
    .first()
    .click()
  await other.getByRole("link", { name: place.en }).click()
  await other.getByRole("button", { name: "Ask the venue for the day’s key" }).click()
  await expect(other.getByText(/The venue was asked/)).toBeVisible()
  await expect.poll(() => system.mails(), { timeout: 30_000 }).toContain("asks you for one day’s key")
  await setClock(operator.context(), system.clockOffset())
  await operator.goto(`${system.publicOrigin}/venue/`)
  await operator.getByRole("link", { name: place.en }).click()
  await operator.getByRole("link", { name: "See what is asked" }).click()
  await expect(operator.getByText(/This browser has checked the signature/)).toBeVisible()
  await expectAccessible(operator)
  await operator.getByRole("button", { name: "Give the key of this day" }).click()
  await operator.getByRole("button", { name: "Give it", exact: true }).click()
  await expect(operator.getByText("You gave this key.", { exact: false })).toBeVisible()
  await expect(other.getByText("The venue gave the day’s key.", { exact: false })).toBeVisible({ timeout: 30_000 })
})

test("4. the venue was told of the warning before, privately; it objects, an officer answers, and the warning stands", async () => {
  const { operator, other } = pages
  await operator.goto(`${system.publicOrigin}/venue/`)
  await operator.getByRole("link", { name: place.en }).click()
  await expect(operator.getByText(/^Visitors of .* will be warned$/)).toBeVisible()
  await operator.getByRole("link", { name: "Read the notice" }).click()
  await expect(operator.getByText("The list names no place.", { exact: false })).toBeVisible()
  await operator.getByRole("button", { name: "Object" }).click()
  await operator.getByLabel("Why the warning is wrong").fill("The hall was shut for cleaning from ten.")
  await expectAccessible(operator)
  await operator.getByRole("button", { name: "Send it to the authority" }).click()
  await expect(operator.getByText("has it and will answer here", { exact: false })).toBeVisible()
  await expect(other.getByText("The hall was shut for cleaning from ten.")).toBeVisible({ timeout: 30_000 })
  await expectAccessible(other)
  await other.getByLabel("Answer to the venue").fill("The visit was before ten.")
  await other.getByRole("button", { name: "Send the answer" }).click()
  await expect(other.getByText("Answered: The visit was before ten.")).toBeVisible()
  await expect(async () => {
    await operator.reload()
    await expect(operator.getByText("The visit was before ten.")).toBeVisible({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
  await expectAccessible(operator)
  await expect(other.getByText(/Published in list/).first(), "nothing was taken back by it").toBeVisible()
})

test("5. the next list completes the warning by itself: who scanned the poster is warned too", async () => {
  system.passOneList()
  await expect(async () => {
    await withPhone("by-poster", hoursNow() + 0.1, async (page) => {
      await checkList(page)
      await expect(page.getByRole("link", { name: /Exposure: see what to do/ })).toBeVisible({ timeout: 3000 })
    })
  }).toPass({ timeout: 60_000 })
})

test("6. on the next day the venue declines: an inspector gives the day's key from the poster at the door", async () => {
  const { operator, first, other } = pages
  await moveClock(tablet, offsetAt(24 + 6.1))
  const photo = await photograph(tablet)
  await withPhone("next-day", 24 + 6.1, async (page, phone) => {
    await scanPhoto(page, photo)
    await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
    await setHours(phone, page, 24 + 6.8)
    await leave(page)
  })
  system.setTime(24 + 11)
  const digits = await openCase(first, system)
  await withPhone("next-day", hoursNow(), async (page) => shareOneVisit(page, system, digits))
  await expect(first.getByText("Uploaded: 1 proven, 0 unproven")).toBeVisible({ timeout: 30_000 })
  await warnAbout(place.en, { first, other }, system)
  await other.getByRole("button", { name: "Ask the venue for the day’s key" }).click()
  await expect(other.getByText(/The venue was asked/)).toBeVisible()
  await expect
    .poll(() => system.mails().split("asks you for one day’s key").length, { timeout: 30_000 })
    .toBeGreaterThan(2)

  await setClock(operator.context(), system.clockOffset())
  await signInOperator(operator, system, "operator@market.example")
  await operator.getByRole("link", { name: place.en }).click()
  await operator.getByRole("link", { name: "See what is asked" }).click()
  await operator.getByRole("button", { name: "Decline", exact: true }).click()
  await operator.getByRole("button", { name: "Decline the request" }).click()
  await expect(other.getByText(/declined/).first()).toBeVisible({ timeout: 30_000 })

  await signInOfficer(first, system)
  await first.goto(`${system.consoleOrigin}/inspections/door`)
  await first.getByLabel("Photo of the poster").setInputFiles(photographPoster(path.join(work, "poster.pdf"), "door"))
  await expect(first.getByRole("heading", { name: "Days whose key is wanted" })).toBeVisible()
  await expectAccessible(first)
  await first.getByRole("button", { name: /^Give this day’s key/ }).click()
  await expect(first.getByText("Given", { exact: true })).toBeVisible()
  await expect(other.getByText("This warning does not reach everyone yet")).toHaveCount(0, { timeout: 30_000 })
})

test("7. a case without the app tells of a stay: its place is named at once, and phones are warned when the venue has given the key", async () => {
  const { operator, first, other } = pages
  await withPhone("by-poster", 24 + 6.2, async (page, phone) => {
    await checkIn(page, place)
    await setHours(phone, page, 24 + 6.8)
    await leave(page)
  })
  system.setTime(48 + 11)
  await openCase(first, system)
  await first.getByRole("button", { name: "Write down a stay" }).click()
  await first.getByRole("button", { name: "Keep this stay" }).click()
  await expect(first.getByText("Choose or type the place.")).toBeVisible()
  await expectAccessible(first)
  await first.getByLabel("Find by name, address or number").fill("hoi fung")
  await first.getByRole("button", { name: place.en }).click()
  await first.getByLabel("Came").fill("10:05")
  await first.getByLabel("Left", { exact: true }).fill("10:50")
  await first.getByLabel("How did you know?").selectOption({ label: "A receipt or card statement" })
  await first.getByRole("button", { name: "Keep this stay" }).click()
  const stay = first.getByRole("region", { name: place.en, exact: true })
  await expect(stay.getByText("Interview: receipt")).toBeVisible()
  await stay.getByRole("button", { name: "Propose a warning" }).click()
  await expect(first.getByText("No phone can be warned by this yet")).toBeVisible()
  await expectAccessible(first)
  await first.getByLabel(/^Also name this place on the public page/).check()
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  await signInOfficer(other, system)
  await openWaiting(other, place.en)
  await approveOpen(other, system)
  const board = await other.context().newPage()
  await board.goto(`${system.publicOrigin}/board`)
  await expect(board.getByText(place.en)).toBeVisible()
  await board.close()

  await other.getByRole("button", { name: "Ask the venue for the day’s key" }).click()
  await expect(other.getByText(/The venue was asked/)).toBeVisible()
  await setClock(operator.context(), system.clockOffset())
  await signInOperator(operator, system, "operator@market.example")
  await expect(async () => {
    await operator.goto(`${system.publicOrigin}/venue/`)
    await operator.getByRole("link", { name: place.en }).click()
    await operator.getByRole("link", { name: "See what is asked" }).click({ timeout: 3000 })
  }).toPass({ timeout: 30_000 })
  await operator.getByRole("button", { name: "Give the key of this day" }).click()
  await operator.getByRole("button", { name: "Give it", exact: true }).click()
  await expect(other.getByText("The venue gave the day’s key.", { exact: false })).toBeVisible({ timeout: 30_000 })
  system.passOneList()
  await expect(async () => {
    await withPhone("by-poster", hoursNow() + 0.1, async (page) => {
      await checkList(page)
      await expect(page.getByRole("link", { name: /^2 exposures: see what to do/ })).toBeVisible({ timeout: 3000 })
    })
  }).toPass({ timeout: 60_000 })
})

async function withPhone(name: string, hours: number, act: (page: Page, phone: BrowserContext) => Promise<void>) {
  const phone = await openPhone(path.join(work, name), name === "by-poster" ? film : "", offsetAt(hours))
  try {
    await act(await startPhone(phone, system), phone)
  } finally {
    await phone.close() // an attempt that failed must not keep the profile
  }
}

async function setHours(phone: BrowserContext, page: Page, hours: number): Promise<void> {
  await setClock(phone, offsetAt(hours))
  await page.reload()
}

/** Hours since the start of today's service day, by the system's clock. */
function hoursNow(): number {
  const seconds = Date.now() / 1000 + system.clockOffset()
  return ((seconds + 14_400) % 86_400) / 3600
}

const offsetAt = (hours: number) => system.clockOffset() + (hours - hoursNow()) * 3600
