import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone, setClock } from "./harness/browsers.ts"
import type { Place } from "./harness/choose-venue.ts"
import { openCase, takeBack, warnAbout } from "./harness/decide.ts"
import { approveVenue, enrolOfficer, inviteOfficer, signInOperator } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { giveKeys, makeScreen, openTablet, photograph, registerMarket, scanPhoto } from "./harness/gate.ts"
import { checkList, leave, shareOneVisit, startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// "Were you there?": the place of a warning is named in public too, for people who have no phone with HomeSafe. Hours count from 04:00.

const place: Place = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}
const door = { en: "Gate A", hant: "A 入口" }
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-board-"))

let system: System
let desk: Browser
let operator: Page
let first: Page
let other: Page
let sick: { readonly phone: BrowserContext; readonly page: Page }
let well: { readonly phone: BrowserContext; readonly page: Page }

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  const context = await desk.newContext({ acceptDownloads: true, locale: "en-GB" })
  await setClock(context, system.clockOffset())
  operator = await context.newPage()
  await signInOperator(operator, system, "operator@market.example")
  await registerMarket(operator, place, [door])
  first = await (await desk.newContext({ locale: "en-GB" })).newPage()
  other = await (await desk.newContext({ locale: "en-GB" })).newPage()
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  await approveVenue(first, place)
})
test.afterAll(async () => {
  await sick?.phone.close()
  await well?.phone.close()
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

async function newPhone(name: string) {
  const phone = await openPhone(path.join(work, name), "", system.clockOffset())
  return { phone, page: await startPhone(phone, system) }
}

/** Later on the same phone. */
async function passHours({ phone, page }: typeof sick, hours: number): Promise<void> {
  await setClock(phone, system.clockOffset() + hours * 3600)
  await page.goto(`${system.publicOrigin}/`)
}

test("1. two phones scan the same screen", async () => {
  await operator.goto(operator.url())
  await operator.getByRole("link", { name: /^Screens at the door/ }).click()
  const screen = await openTablet(desk, system)
  await giveKeys(operator, door.en, await makeScreen(screen))
  await screen.page.getByRole("button", { name: "Show the code" }).click()
  sick = await newPhone("case")
  well = await newPhone("visitor")
  for (const { page } of [sick, well]) {
    await scanPhoto(page, await photograph(screen))
    await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
    await expect(page.getByText(/This screen’s code covers your stay until/)).toBeVisible()
  }
  await expectAccessible(well.page)
  await passHours(sick, 0.5)
  await leave(sick.page)
  await passHours(well, 0.7)
  await leave(well.page)
})

test("2. a decision that names its place warns the other phone as every decision does", async () => {
  system.setTime(11)
  const digits = await openCase(first, system)
  await passHours(sick, 0)
  await shareOneVisit(sick.page, system, digits)
  await warnAbout(place.en, { first, other }, system, () => expectAccessible(other), { isNamed: true })
  await passHours(well, 0.1)
  await checkList(well.page)
  await well.page.getByRole("link", { name: /Exposure: see what to do/ }).click()
  await expect(well.page.getByRole("heading", { name: "Exposure notification" })).toBeVisible()
  await expect(well.page.getByText(place.en).first()).toBeVisible()
  await expectAccessible(well.page)
})

test("3. the same decision names the place in public: a page without scripts, a feed, a calendar, data; taken back, it says so", async () => {
  const plain = await desk.newContext({
    locale: "en-GB",
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  })
  const board = await plain.newPage()
  await board.goto(`${system.publicOrigin}/board`)
  await expect(board.getByRole("heading", { name: "Were you there?" })).toBeVisible()
  await expect(board.getByRole("heading", { name: place.en })).toBeVisible()
  await expect(board.getByText("Measles", { exact: true })).toBeVisible()
  await board.getByRole("link", { name: "繁體中文" }).click()
  await expect(board.getByRole("heading", { name: place.hant })).toBeVisible()
  expect(await plain.cookies()).toEqual([])
  const reader = await openBoard()
  await expectAccessible(reader)
  const files = await reader.evaluate(async () => {
    const read = async (address: string) => (await fetch(address)).text()
    const rss = new DOMParser().parseFromString(await read("/board/en/feed.rss"), "application/xml")
    const calendar = await read("/board/zh-Hant/calendar.ics")
    const data = JSON.parse(await read("/board/board.json")) as { entries: { names: { en: string } }[] }
    return {
      titles: [...rss.querySelectorAll("item > title")].map((title) => title.textContent),
      broken: rss.querySelectorAll("parsererror").length,
      calendar,
      names: data.entries.map(({ names }) => names.en),
    }
  })
  expect(files.broken).toBe(0)
  expect(files.titles).toEqual([expect.stringContaining(`${place.en}: Measles`)])
  expect(files.calendar).toContain(place.hant)
  expect(files.names).toEqual([place.en])

  await takeBack(place.en, { first, other }, system)
  await board.goto(`${system.publicOrigin}/board/en`)
  await expect(board.getByText("Withdrawn: you need do nothing")).toBeVisible()
  await passHours(well, 0.2)
  await checkList(well.page)
  await expect(well.page.getByRole("link", { name: /Correction: a warning was withdrawn/ })).toBeVisible()
  await plain.close()
})

async function openBoard(): Promise<Page> {
  const page = await (await desk.newContext({ locale: "en-GB", bypassCSP: true })).newPage()
  await page.goto(`${system.publicOrigin}/board/en`)
  return page
}
