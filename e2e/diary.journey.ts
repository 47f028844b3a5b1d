import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openPhone, setClock } from "./harness/browsers.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { type CodedPlace, pictureOf, signCode } from "./harness/sign-code.ts"

// A day with the diary, and every server stopped: what a visitor does at doors needs none of them. Hours count from 04:00.
const places = {
  market: { en: "Wing Kee Market", hant: "榮記街市", category: 1 },
  library: { en: "Town Library · North gate", hant: "市鎮圖書館 · 北門", category: 6 },
  mall: { en: "Ferry Arcade", hant: "渡輪商場", category: 27 },
  shop: { en: "Kwong Tea Shop", hant: "廣記茶莊", category: 5 },
  emergency: { en: "Harbour Hospital Emergency", hant: "海港醫院急症室", category: 13 },
} satisfies Record<string, CodedPlace>
type Name = keyof typeof places

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-diary-"))
const codes = {} as Record<Name, string>
let system: System
let phone: BrowserContext
let page: Page
let startedAt = 0

test.describe.configure({ mode: "serial" })

test.beforeAll(async () => {
  system = await runSystem(8)
  for (const [name, place] of Object.entries(places)) codes[name as Name] = signCode(system, place)
  phone = await openPhone(path.join(work, "visitor"), "", system.clockOffset())
  page = await startPhone(phone, system)
  await phone.setOffline(true)
  await system.stop() // and with it every server, until the end
  startedAt = Date.now()
})

test.afterAll(async () => {
  await phone?.close()
  fs.rmSync(work, { recursive: true, force: true })
})

test("1. without a network: a photo checks in, a second scan makes no second visit, the next place ends the last", async () => {
  await scan("market")
  await expectIn("You’re in", "market")
  await page.getByRole("button", { name: "Scan the next place" }).click()
  await scan("market")
  await expect(page.getByText("You’re already in", { exact: true })).toBeVisible()
  await page.getByRole("button", { name: "Scan the next place" }).click()
  await scan("library")
  await expectIn("You’re in", "library")
  await expect(page.getByText("This check-in ended your visit at Wing Kee Market.")).toBeVisible()
  await page.getByRole("button", { name: "I am still at Wing Kee Market" }).click()
  await expect(page.getByRole("button", { name: /^Still at\s+Wing Kee Market/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "I left Wing Kee Market" }).click()
  await expect(page.getByText("You have left Wing Kee Market")).toBeVisible()
  await openDiary()
  await expect(page.getByRole("link", { name: /Wing Kee Market/ })).toHaveCount(1)
  await expect(page.getByRole("link", { name: /Wing Kee Market/ })).toHaveText(/\d\d:\d\d – \d\d:\d\d/)
})

test("2. hostile 7: a genuine code of another place has its name large, “Not here?” and an undo beside it, which takes up what it had ended", async () => {
  await toScanner()
  await scan("shop")
  await expectIn("You’re in", "shop")
  await page.getByRole("button", { name: "Not here?" }).click()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Undo it" }).click()
  await expect(page.getByText("Check-in undone").first()).toBeVisible()
  await expect(page.getByRole("button", { name: /^Still at\s+Town Library/ })).toBeVisible()
  await page.getByRole("button", { name: "I left Town Library" }).click()
  await expect(page.getByText("You have left", { exact: true })).toBeVisible()
})

test("3. a shop inside a mall: both go on, and each is left by itself", async () => {
  await page.getByRole("button", { name: "Scan the next place" }).click()
  await scan("mall")
  await expectIn("You’re in", "mall")
  await page.getByRole("button", { name: "Scan the next place" }).click()
  await scan("shop")
  await expectIn("You’re in", "shop")
  await expect(page.getByRole("button", { name: "I left Ferry Arcade" })).toBeVisible()
  const keep = await holdBack("leave")
  const button = page.getByRole("button", { name: "Leave now" })
  await button.click()
  await expect(button).toHaveAttribute("aria-busy", "true")
  await button.dblclick({ force: true })
  await expect(page.getByText("You have left"), "what is not kept yet is not said to be done").toBeHidden()
  await keep()
  await expect(page.getByText("You have left").first()).toBeVisible()
  await expect(page.getByRole("button", { name: /^Still at\s+Ferry Arcade/ })).toBeVisible()
})

test("4. a reminder before a visit ends by itself, an hour more, and the true time of leaving afterwards", async () => {
  await setHours(9.9)
  await expect(page.getByText("Still at Ferry Arcade?")).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "I’m still here" }).click()
  await expect(page.getByText("Still at Ferry Arcade?")).toBeHidden()
  await page.goto(`${system.publicOrigin}/?leave=1`)
  await expect(page.getByText("You’re in", { exact: true }), "an address alone ends no visit").toBeVisible()
  await setHours(12)
  await openDiary()
  const mall = page.getByRole("link", { name: /Ferry Arcade/ })
  await expect(mall).toContainText("leaving guessed")
  await mall.click()
  await page.getByRole("button", { name: "Change leaving time" }).click()
  await page.getByRole("dialog").getByLabel("Leaving time").fill("13:10")
  await page.getByRole("button", { name: "Save time" }).click()
  await expect(page.getByText("Leaving time: 13:10")).toBeVisible()
  await expect(page.getByText("You did not say when you left")).toBeHidden()
})

test("5. the reminder's button leaves; a forgotten place is entered by its poster later: I came earlier, I have already left", async () => {
  await toScanner()
  await scan("shop")
  await expectIn("You’re in", "shop")
  await setHours(12.9)
  await page.goto(`${system.publicOrigin}/?leave=1`)
  await expect(page.getByText("You have left", { exact: true })).toBeVisible()
  expect(new URL(page.url()).search).toBe("")
  await scan("library")
  await page.getByRole("button", { name: "I came earlier" }).click()
  await page.getByRole("dialog").getByLabel("Arrival time").fill("14:00")
  await page.getByRole("button", { name: "Save time" }).click()
  await expect(page.getByText("Arrival time: 14:00")).toBeVisible()
  await page.getByRole("button", { name: "I have already left" }).click()
  await page.getByRole("dialog").getByLabel("Leaving time").fill("15:30")
  await page.getByRole("button", { name: "Save time" }).click()
  await expect(page.getByText("You have left", { exact: true })).toBeVisible()
  await expect(page.getByText("14:00 – 15:30")).toBeVisible()
})

test("6. a favourite is one tap", async () => {
  await page.getByRole("button", { name: "Scan the next place" }).click()
  await scan("market")
  await page.getByRole("button", { name: "Keep as a favourite" }).click()
  await expect(page.getByText("This phone now keeps this place’s code.")).toBeVisible()
  await page.getByRole("button", { name: "Leave now" }).click()
  await page.getByRole("button", { name: "Scan the next place" }).click()
  await expectAccessible(page)
  await page.getByRole("button", { name: /Wing Kee Market\s*Tap to check in/ }).click()
  await expectIn("You’re in", "market")
  await page.getByRole("button", { name: "Leave now" }).click()
})

test("7. a taxi by its mark: what looks alike is proposed, and one gets off as one got on", async () => {
  await page.getByRole("button", { name: "Scan the next place" }).click()
  await page.getByRole("link", { name: "Taxi: type its mark" }).click()
  await page.getByLabel("Registration mark").fill("ab 1o34")
  await page.getByRole("button", { name: "Get on" }).click()
  await expect(page.getByText("This is not a registration mark.")).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "AB1034" }).click()
  await page.getByRole("button", { name: "Get on" }).click()
  await expect(page.getByText("You’re on board", { exact: true })).toBeVisible()
  await expect(page.getByRole("heading", { name: "AB1034" })).toBeVisible()
  await page.getByRole("button", { name: "Get off now" }).click()
  await expect(page.getByText("You have got off").first()).toBeVisible()
})

test("8. where nobody may be asked to scan, nothing is kept unless the visitor wishes", async () => {
  await page.goto(codes.emergency)
  await expect(page.getByRole("heading", { name: /Emergency: go in now/ })).toBeVisible()
  expect(page.url(), "the code leaves the address at once").not.toContain("#")
  await expectAccessible(page)
  await page.getByRole("button", { name: "Do not keep it" }).click()
  await openDiary()
  await expect(page.getByText("Harbour Hospital Emergency")).toHaveCount(0)
  await toScanner()
  await scan("emergency")
  await page.getByRole("button", { name: "Keep this visit on this phone" }).click()
  await expectIn("You’re in", "emergency")
  await page.getByRole("button", { name: "Leave now" }).click()
})

test("9. a place without a code, a companion, a note, and finding them again", async () => {
  await openDiary()
  await page.getByRole("button", { name: "A place without a code" }).click()
  await page.getByRole("button", { name: "Keep this place" }).click()
  await expect(page.getByText("Enter a name.")).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel("Name of the place").fill("Auntie May’s flat")
  await page.getByLabel("Arrival time").fill("12:15")
  await page.getByLabel(/^Leaving time/).fill("13:00")
  await page.getByRole("button", { name: "Keep this place" }).click()
  await expect(page.getByText("Kept for you, without a code")).toBeVisible()

  await page.getByRole("button", { name: /Who is with you/ }).click()
  await page.getByRole("link", { name: "Add or remove people" }).click()
  await page.getByLabel("Name").fill("Siu Ming")
  await page.getByRole("button", { name: "Add a person" }).click()
  await expectAccessible(page)
  await openDiary()
  await page.getByRole("link", { name: /Auntie May/ }).click()
  await page.getByRole("button", { name: /Who is with you/ }).click()
  await page.getByLabel("Siu Ming").check()
  await page.getByRole("button", { name: "Done" }).click()
  await page.getByRole("button", { name: /Add a note/ }).click()
  await page.getByLabel("Your own words").fill("Birthday <b>dumplings</b>")
  await page.getByRole("button", { name: "Save note" }).click()
  await expect(page.getByText("Birthday <b>dumplings</b>")).toBeVisible()
  await expectAccessible(page)

  await openDiary()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Search" }).click()
  await page.getByLabel("Place, note, person or date").fill("dumplings siu")
  await expect(page.getByText("1 visit", { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel("Place, note, person or date").fill("")
  await page.getByLabel("With", { exact: true }).selectOption({ label: "Siu Ming" })
  await expect(page.getByText("1 visit", { exact: true })).toBeVisible()
  await page.getByLabel("With", { exact: true }).selectOption({ label: "Everyone" })
  await page.getByLabel("Place, note, person or date").fill("圖書館")
  await expect(page.getByRole("link", { name: /Town Library/ })).toHaveCount(2)
})

test("10. a deleted visit is gone, and erasing everything leaves a phone that has never been used", async () => {
  await page.getByLabel("Place, note, person or date").fill("flat")
  await page.getByRole("link", { name: /Auntie May/ }).click()
  await page.getByRole("button", { name: "Delete this visit" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Delete this visit" }).click()
  await expect(page.getByText("Visit deleted")).toBeVisible()
  await expect(page.getByRole("link", { name: /Auntie May/ })).toHaveCount(0)
  await page.getByRole("link", { name: "Settings", exact: true }).click()
  await page.getByRole("button", { name: "Erase everything" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Erase everything" }).click()
  await expect(page.getByRole("button", { name: "English" })).toBeVisible()
  console.log(`  a day with the diary took ${Math.round((Date.now() - startedAt) / 1000)} s`)
})

async function toScanner(): Promise<void> {
  await page.goto(`${system.publicOrigin}/`)
  const next = page.getByRole("button", { name: "Scan the next place" })
  const scanner = page.getByRole("heading", { name: "Scan the code at the door" })
  await expect(next.or(scanner)).toBeVisible()
  if (await next.isVisible()) await next.click()
}

/** Gives the scanner a photo of a place's code. */
async function scan(name: Name): Promise<void> {
  await page.getByRole("link", { name: "Scan", exact: true }).click()
  const next = page.getByRole("button", { name: "Scan the next place" })
  const photo = page.getByLabel("Read a code from a photo")
  await expect(next.or(photo).first()).toBeAttached()
  if (await next.isVisible()) await next.click()
  await photo.setInputFiles(pictureOf(codes[name]))
}

async function expectIn(status: string, name: Name): Promise<void> {
  await expect(page.getByText(status, { exact: true })).toBeVisible()
  const [venue = ""] = places[name].en.split(" · ")
  await expect(page.getByRole("heading", { name: venue })).toBeVisible()
}

async function openDiary(): Promise<void> {
  await page.getByRole("link", { name: "Diary", exact: true }).click()
  await expect(page.getByRole("heading", { name: "Diary" })).toBeVisible()
}

/** Sets the phone's clock to so many hours after the start of the service day, and opens the app again. */
async function setHours(hours: number): Promise<void> {
  const seconds = Date.now() / 1000 + system.clockOffset()
  const hoursNow = ((seconds + 14_400) % 86_400) / 3600
  await setClock(phone, system.clockOffset() + (hours - hoursNow) * 3600)
  await page.reload()
}

/** What the page asks of its keeper under this name waits until the answer is called. */
async function holdBack(name: string): Promise<() => Promise<void>> {
  await page.evaluate((wanted) => {
    const { postMessage } = Worker.prototype
    Worker.prototype.postMessage = function (this: Worker, message: { name: string }) {
      if (message.name !== wanted) return postMessage.call(this, message)
      Object.assign(globalThis, { release: () => postMessage.call(this, message) })
      Worker.prototype.postMessage = postMessage
    }
  }, name)
  return () => page.evaluate(() => (globalThis as unknown as { release: () => void }).release()) // as: set above
}
