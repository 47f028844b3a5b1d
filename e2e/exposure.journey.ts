import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone, setClock, watchNetwork } from "./harness/browsers.ts"
import { choosePlaces } from "./harness/choose-venue.ts"
import { approveOpen, openCase } from "./harness/decide.ts"
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
import { filmPoster, readPoster } from "./harness/film-poster.ts"
import { checkIn, checkList, leave, startPhone, visitDiary } from "./harness/phone.ts"
import { readFeed } from "./harness/read-feed.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// From a poster to a warning and its correction: one day, three phones, two officers. Hours count from 04:00.
const [market, second] = choosePlaces()
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-films-"))

let system: System
let desk: Browser
const pages = {} as { operator: Page; first: Page; other: Page }
const films = {} as { market: string; second: string }
const secrets: string[] = []
const sent: string[] = []

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
  for (const p of Object.values(pages)) {
    p.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`))
  }
})

test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

test("1. a venue gets a provisional poster at once and a reviewed one after an officer's look; its secret stays in the browser", async () => {
  const { operator, first, other } = pages
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  await signInOperator(operator, system, "operator@market.example")
  for (const [place, number] of [
    [market, "R-1001"],
    [second, "R-1002"],
  ] as const) {
    await registerVenue(operator, place, number)
    await expectAccessible(operator)
    const provisional = readPoster(await savePoster(operator, path.join(work, `${number}-provisional.pdf`)))
    expect(provisional).toMatch(/^https?:\/\/localhost:\d+\/v#\d+$/)
    await approveVenue(first, place)
    await operator.reload()
    await expect(operator.getByText(/Reviewed\. Valid until/)).toBeVisible()
    const file = await savePoster(operator, path.join(work, `${number}.pdf`))
    const code = readPoster(file)
    expect(code, "the reviewed code is another one").not.toBe(provisional)
    secrets.push(secretOf(code), secretOf(provisional))
    if (place === market) films.market = filmPoster(file, "market")
    else films.second = filmPoster(file, "second")
    await operator.getByRole("link", { name: "Your venues" }).first().click()
  }
  await expectAccessible(first)
  for (const secret of secrets) {
    for (const request of sent) expect(request, "K_v reaches no server").not.toContain(secret)
  }
})

test("2. a phone that is offline films the poster and is in within a second; nothing is asked of any network", async () => {
  system.setTime(6.2)
  const phone = await openPhone(path.join(work, "visitor"), films.market, system.clockOffset())
  const page = await startPhone(phone, system)
  await expectAccessible(page)
  await phone.setOffline(true)
  await page.reload()
  const network = watchNetwork(phone)
  await expect(page.getByRole("heading", { name: "Diary" })).toBeVisible()
  await page.waitForLoadState("networkidle")
  network.forget()
  const milliseconds = await checkIn(page, market)
  console.log(`  checked in ${milliseconds} ms after the camera's first picture`)
  expect(network.seen(), "from scan to stored visit nothing is asked of the network").toEqual([])
  await expectAccessible(page)
  await setPhoneHours(phone, page, 6.7)
  await leave(page)
  await visitDiary(page, market)
  await expectAccessible(page)
  await phone.close()
})

test("3. a case with a one-time code reviews the visits, leaves one out, and uploads the rest sealed", async () => {
  const profile = path.join(work, "case")
  await withPhone(profile, films.market, 6.1, async (page, phone) => {
    await startPhone(phone, system)
    await checkIn(page, market)
    await setPhoneHours(phone, page, 6.7)
    await leave(page)
  })
  await withPhone(profile, films.second, 7.5, async (page, phone) => {
    await startPhone(phone, system)
    await checkIn(page, second)
    await setPhoneHours(phone, page, 8)
    await leave(page)
  })
  system.setTime(11)
  const { first } = pages
  const digits = await openCase(first, system)
  await expectAccessible(first)

  await withPhone(profile, films.market, 11, async (page, phone) => {
    await startPhone(phone, system)
    await page.goto(`${system.publicOrigin}/diary`)
    await page
      .getByRole("link", { name: "I have an upload code" })
      .or(page.getByRole("button", { name: "I have an upload code" }))
      .click()
    await page.getByLabel("Upload code, 20 digits").fill(digits)
    await page
      .getByRole("button", { name: "Next" })
      .or(page.getByRole("button", { name: "Continue" }))
      .click()
    await page.getByLabel(new RegExp(`Send: ${literal(second.en)}`)).uncheck()
    await expectAccessible(page)
    await page.getByRole("button", { name: "Seal and send 1 visit" }).click()
    await expect(
      page.getByRole("heading", { name: "1 visit was received" }).or(page.getByText("1 visit was received")),
    ).toBeVisible({ timeout: 30_000 })
  })
})

let emptyDay: Awaited<ReturnType<typeof readFeed>>

test("4. two officers decide under two keys; two verifiers rebuild the list, a witness signs it, and it is published", async () => {
  const { first, other } = pages
  emptyDay = await readFeed(system)
  await expect(first.getByText("Uploaded: 1 proven, 0 unproven")).toBeVisible({ timeout: 30_000 })
  await first.getByRole("button", { name: "Read the visits" }).click()
  await first.getByRole("link", { name: new RegExp(`${literal(market.en)}, In the infectious period`) }).press("Enter")
  await expect(first.locator("#visit-0"), "a bar of the time line leads to its line in the list").toBeFocused()
  const map = first.getByRole("group", { name: "Map of 1 place" })
  await map.getByRole("link", { name: `1. ${market.en}, 1 visit` }).press("Enter")
  await expect(first.locator("#visit-0"), "and so does a mark of the map").toBeFocused()
  await expect(map.locator(".land"), "drawn from the authority's own server").toHaveAttribute("d", /^M[\d.]+,/)
  await expect(first.getByText("Until when the last exposed can be protected")).toBeVisible()
  await expectAccessible(first)
  await first
    .getByRole("region", { name: market.en, exact: true })
    .getByRole("button", { name: "Propose a warning" })
    .click()
  await expectAccessible(first)
  await first.getByRole("button", { name: "Sign and propose" }).click()
  await expect(first.getByText("You proposed this. Another officer must approve it.")).toBeVisible()

  await signInOfficer(other, system)
  await other
    .getByRole("link", { name: /^Decisions/ })
    .first()
    .click()
  await other.getByRole("link", { name: new RegExp(literal(market.en)) }).click()
  await approveOpen(other, system, () => expectAccessible(other))
})

test("5. the visitor's phone warns, a later visitor's does not, and an outsider sees padded randomness of one size", async () => {
  const published = await readFeed(system)
  expect(published.sizes, "a day with an exposure looks like a day without").toEqual(emptyDay.sizes)
  expect(published.signers).toEqual(["publisher", "verifier", "verifier", "witness"])

  await withPhone(path.join(work, "visitor"), films.market, 11.1, async (page, phone) => {
    await startPhone(phone, system)
    await checkList(page)
    await page.getByRole("link", { name: /Exposure: see what to do/ }).click()
    await expect(page.getByRole("heading", { name: "Exposure notification" })).toBeVisible()
    await expect(page.getByText(market.en).first()).toBeVisible()
    await expect(page.getByText("Measles", { exact: false }).first()).toBeVisible()
    await expect(page.getByRole("heading", { name: "What to do" })).toBeVisible()
    await expectAccessible(page)
  })
  // The case left at 10:42, the place stayed infectious until 12:45; this phone came an hour after that.
  await withPhone(path.join(work, "later"), films.market, 10, async (page, phone) => {
    await startPhone(phone, system)
    await checkIn(page, market)
    await setPhoneHours(phone, page, 10.5)
    await leave(page)
    await setPhoneHours(phone, page, 11.2)
    await page.goto(`${system.publicOrigin}/`)
    await checkList(page)
    await expect(page.getByText(/No match in the list of/)).toBeVisible()
  })
})

test("6. a withdrawn exposure becomes a correction on the phone that had warned", async () => {
  const { first, other } = pages
  await signInOfficer(other, system)
  await other
    .getByRole("link", { name: /^Decisions/ })
    .first()
    .click()
  await other
    .getByRole("link", { name: new RegExp(literal(market.en)) })
    .first()
    .click()
  await other.getByRole("button", { name: "Propose to withdraw it" }).click()
  await other.getByRole("button", { name: "Sign the withdrawal" }).click()
  await expect(other.getByText("You proposed this. Another officer must approve it.")).toBeVisible()
  await signInOfficer(first, system)
  await first
    .getByRole("link", { name: /^Decisions/ })
    .first()
    .click()
  await first.getByRole("link", { name: /Withdraw the warning/ }).click()
  await approveOpen(first, system)

  await withPhone(path.join(work, "visitor"), films.market, 11.3, async (page, phone) => {
    await startPhone(phone, system)
    await checkList(page)
    await page.getByRole("link", { name: /Correction: a warning was withdrawn/ }).click()
    await expect(page.getByText("Withdrawn: you need do nothing")).toBeVisible()
    await expectAccessible(page)
  })
})

test("no log of any server holds a visit, a venue's secret or a person's address", async () => {
  const log = fs.readFileSync(path.join(system.home, "log.jsonl"), "utf8")
  for (const word of [market.en, market.hant, "operator@market.example", "127.0.0.1:5", ...secrets]) {
    expect(log.includes(word), `the logs hold ${word}`).toBe(false)
  }
  expect(log).toContain("upload-kept")
})

async function withPhone(
  profile: string,
  film: string,
  hours: number,
  act: (page: Page, phone: BrowserContext) => Promise<void>,
) {
  const before = system.clockOffset()
  const shift = (hours - hoursNow()) * 3600
  const phone = await openPhone(profile, film, before + shift)
  await act(phone.pages()[0] ?? (await phone.newPage()), phone)
  await phone.close()
}

/** Hours since the start of today's service day, by the system's clock. */
function hoursNow(): number {
  const seconds = Date.now() / 1000 + system.clockOffset()
  return ((seconds + 14_400) % 86_400) / 3600
}

async function setPhoneHours(phone: BrowserContext, page: Page, hours: number): Promise<void> {
  const offset = system.clockOffset() + (hours - hoursNow()) * 3600
  await setClock(phone, offset)
  await page.reload()
}

/** The 16 secret bytes of a printed code, in hex: what must never be seen in a request or a log. */
function secretOf(url: string): string {
  const digits = url.split("#")[1] ?? ""
  let hex = ""
  for (let at = 0; at < digits.length; at += 17) {
    const group = digits.slice(at, at + 17)
    const bytes = { 17: 7, 15: 6, 13: 5, 10: 4, 8: 3, 5: 2, 3: 1 }[group.length] ?? 0
    hex += BigInt(group)
      .toString(16)
      .padStart(bytes * 2, "0")
  }
  return hex.slice(24, 56)
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
}
