import { execFileSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { makeQrSymbol } from "@homesafe/ui/qr"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk } from "./harness/browsers.ts"
import { registerVenue, savePoster, signInOperator } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { photographPoster, readCodes, readPoster } from "./harness/film-poster.ts"
import { coloursOf, pageSizeOf, pagesOf } from "./harness/measure-pdf.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// What an operator needs beside the code: the rule that holds, and a poster for the printer that is there.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-portal-"))
const place = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}
const OPERATOR = "operator@market.example"
let system: System
let desk: Browser
let page: Page
let venue = ""

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk({ isWhole: true })
  page = await openPortal()
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})
const openPortal = async () => (await desk.newContext({ acceptDownloads: true, locale: "en-GB" })).newPage()

test("a newcomer has a poster in three minutes, from the first page to the PDF", async () => {
  const started = Date.now()
  await signInOperator(page, system, OPERATOR)
  await registerVenue(page, place, "R-7001")
  const pdf = await savePoster(page, path.join(work, "first.pdf"))
  const seconds = (Date.now() - started) / 1000
  console.log(`  from the first page to a poster in PDF: ${seconds.toFixed(1)} s of the machine's part`)
  expect(readPoster(pdf)).toContain("/v#")
  expect(seconds).toBeLessThan(180)
  venue = new URL(page.url()).pathname
})

test("an operator reads the rule that holds at the venue today, as visitors' phones show it", async () => {
  system.passOneList() // the rules come with a list
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole("region", { name: "The rule here today" })).toContainText("Scanning is up to you", {
      timeout: 3000,
    })
  }).toPass({ timeout: 60_000 })
  await expectAccessible(page)
})

test("the same poster comes out on A3, A4, A5, as a table tent and as stickers, and a decoder reads the same code in each", async () => {
  const A4 = "594.96 x 841.92"
  const sizes = { A4, A3: "841.89 x 1190.61", A5: "420.69 x 595.33", tent: A4, stickers: A4 }
  const codes = new Set<string>()
  for (const [name, label, count] of [
    ["A4", "A4", 1],
    ["A3", "A3", 1],
    ["A5", "A5", 1],
    ["tent", "Table tent", 2],
    ["stickers", "Stickers", 6],
  ] as const) {
    await page.getByRole("button", { name: label, exact: true }).click()
    const pdf = await savePoster(page, path.join(work, `${name}.pdf`))
    const [width = 0, height = 0] = pageSizeOf(pdf)
    const [wide = 0, high = 0] = sizes[name].split(" x ").map(Number)
    expect(Math.abs(width - wide), `${name} is ${width} x ${height} points`).toBeLessThan(2)
    expect(Math.abs(height - high), `${name} is ${width} x ${height} points`).toBeLessThan(2)
    expect(pagesOf(pdf), "one page").toBe(1)
    const read = readCodes(pdf)
    expect(read, `codes on a page of ${name}`).toHaveLength(count)
    for (const code of read) codes.add(code)
  }
  await page.getByRole("button", { name: "A4", exact: true }).click()
  await page.getByLabel("Black and white").check()
  const black = await savePoster(page, path.join(work, "black.pdf"))
  codes.add(readPoster(black))
  expect([...codes]).toEqual([expect.stringMatching(/^https?:\/\/localhost:\d+\/v#\d+$/)])
  expect(coloursOf(black), "no ink but black and grey").toBe(0)
  expect(coloursOf(path.join(work, "A4.pdf")), "the other one has colour").toBeGreaterThan(1000)
  await expectAccessible(page)
})

test("a poster that hangs from another day says that day's rule", async () => {
  await page.goto(`${system.publicOrigin}${venue}/posters/0`)
  const sheet = page.getByLabel("Poster preview, A4")
  await expect(sheet).toContainText("Voluntary")
  await page.getByLabel("Hangs from").fill("2022-03-01")
  await expect(page.getByRole("status")).toHaveText("The rule here on 1 Mar 2022: You must scan")
  await expect(sheet).not.toContainText("Voluntary")
  await expectAccessible(page)
  await page.getByLabel("Hangs from").fill("2022-12-20")
  await expect(sheet).toContainText("Voluntary")
})

test("on a tablet the code fills the screen, a decoder reads it, and Close or Esc leaves", async () => {
  await page.getByRole("button", { name: "Full screen" }).click()
  const tablet = page.getByRole("dialog", { name: "Full screen" })
  await expect(tablet.getByText("Scan when you enter")).toBeVisible()
  await expect(tablet.getByText("進入時請掃描")).toBeVisible()
  await expect(tablet.getByText(place.hant)).toBeVisible()
  const shot = path.join(work, "tablet.png")
  await page.screenshot({ path: shot })
  expect(execFileSync("zbarimg", ["-q", "--raw", shot], { encoding: "utf8" }).trim()).toBe(
    readPoster(path.join(work, "A4.pdf")),
  )
  await expectAccessible(page)
  await tablet.getByRole("button", { name: "Close" }).click()
  await expect(tablet).toBeHidden()
  await page.getByRole("button", { name: "Full screen" }).click()
  await expect(tablet).toBeVisible()
  // In full screen the browser takes the first Esc; the poster closes with it.
  await page.evaluate(() => document.exitFullscreen?.().catch(() => undefined))
  await expect(tablet).toBeHidden()
})

test("a photo of the hanging poster, tilted and noisy, is told to be the right one; other codes are told apart; no photo is sent", async () => {
  await page.goto(`${system.publicOrigin}${venue}`)
  await page.getByRole("link", { name: /^Test the poster/ }).click()
  const sent: string[] = []
  page.on("request", (request) => {
    if (request.method() !== "GET") sent.push(`${new URL(request.url()).pathname} ${request.postData() ?? ""}`)
  })
  const photo = page.getByLabel("Photo of the poster")
  await photo.setInputFiles(photographPoster(path.join(work, "A4.pdf"), "hanging"))
  await expect(page.getByText("This is the right poster")).toBeVisible()
  await expect(page.getByText(/It is provisional/)).toBeVisible()
  await expect(page.getByText("The venue’s record notes it", { exact: false })).toBeVisible()
  await expectAccessible(page)
  await photo.setInputFiles(drawForeignCode("https://menu.example/today"))
  await expect(page.getByText("This is not a HomeSafe code")).toBeVisible()
  const [, digits = ""] = readPoster(path.join(work, "A4.pdf")).split("#")
  await photo.setInputFiles(drawForeignCode("https://h0mesafe.example/v#", digits))
  await expect(page.getByText(/leads to another site/)).toBeVisible()
  await photo.setInputFiles(drawForeignCode(`${new URL(system.publicOrigin).origin}/v#`, `${digits.slice(0, -4)}0000`))
  await expect(page.getByText(/not signed by the authority/)).toBeVisible()
  const blank = path.join(work, "blank.png")
  execFileSync("ffmpeg", [
    "-y",
    "-loglevel",
    "error",
    "-f",
    "lavfi",
    "-i",
    "color=gray:s=800x600",
    "-frames:v",
    "1",
    blank,
  ])
  await photo.setInputFiles(blank)
  await expect(page.getByText("No code could be read")).toBeVisible()
  // That the poster was read goes into the venue's record: its door, and the day on which it comes. No photo leaves the browser.
  const id = new URL(page.url()).pathname.split("/")[3]
  expect(sent).toEqual([`/v1/venues/${id}/checks {"kind":"tested","entrance":0}`])
})

test("on a new computer the venue's own poster brings its key back; another venue's poster is refused", async () => {
  const other = await openPortal()
  await signInOperator(other, system, "other@market.example")
  await registerVenue(other, { ...place, en: "Lok Shan Market", hant: "樂山街市" }, "R-7002")
  const foreign = photographPoster(await savePoster(other, path.join(work, "other.pdf")), "foreign")
  await other.context().close()
  const fresh = await openPortal()
  await signInOperator(fresh, system, OPERATOR)
  await expect(fresh.getByText("Key not in this browser")).toBeVisible()
  await fresh.getByRole("link", { name: "Restore a key" }).first().click()
  await fresh.getByLabel("Photo of the poster").setInputFiles(foreign)
  await expect(fresh.getByText(/not of one of your venues/)).toBeVisible()
  await fresh.getByLabel("Photo of the poster").setInputFiles(photographPoster(path.join(work, "A4.pdf"), "own"))
  await expect(fresh.getByText(/is in this browser now/)).toBeVisible()
  await expectAccessible(fresh)
  await fresh.goto(`${system.publicOrigin}${venue}`)
  const again = await savePoster(fresh, path.join(work, "again.pdf"))
  expect(readPoster(again)).toBe(readPoster(path.join(work, "A4.pdf")))
  await fresh.context().close()
})

/** A picture of any code, as a foreign sticker would show it. */
function drawForeignCode(bytes: string, digits?: string): string {
  const symbol = makeQrSymbol({ bytes, digits })
  const side = symbol.size + 8
  const dots = Array.from({ length: side * side }, (_, at) =>
    symbol.get((at % side) - 4, Math.floor(at / side) - 4) ? 0 : 255,
  )
  const file = path.join(work, `code-${dots.length}-${digits?.length ?? 0}`)
  fs.writeFileSync(`${file}.pgm`, Buffer.concat([Buffer.from(`P5 ${side} ${side} 255\n`), Buffer.from(dots)]))
  execFileSync("ffmpeg", [
    "-y",
    "-loglevel",
    "error",
    "-i",
    `${file}.pgm`,
    "-vf",
    "scale=iw*8:-1:flags=neighbor",
    `${file}.png`,
  ])
  return `${file}.png`
}
