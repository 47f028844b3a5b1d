import { execFileSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk } from "./harness/browsers.ts"
import { registerVenue, savePoster, signInOperator } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { readPoster } from "./harness/film-poster.ts"
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
let system: System
let desk: Browser
let page: Page

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  page = await (await desk.newContext({ acceptDownloads: true, locale: "en-GB" })).newPage()
  await signInOperator(page, system, "operator@market.example")
  await registerVenue(page, place, "R-7001")
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
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

test("the same poster comes out on A3, A4 and A5, in colour and in black, and a decoder reads the same code in each", async () => {
  const sizes = { A4: "594.96 x 841.92", A3: "841.89 x 1190.61", A5: "420.69 x 595.33" }
  const codes = new Set<string>()
  for (const [name, label] of [
    ["A4", "A4"],
    ["A3", "A3, large"],
    ["A5", "A5, small"],
  ] as const) {
    await page.getByRole("button", { name: label, exact: true }).click()
    const pdf = await savePoster(page, path.join(work, `${name}.pdf`))
    const [width = 0, height = 0] = pageSizeOf(pdf)
    const [wide = 0, high = 0] = sizes[name].split(" x ").map(Number)
    expect(Math.abs(width - wide), `${name} is ${width} x ${height} points`).toBeLessThan(2)
    expect(Math.abs(height - high), `${name} is ${width} x ${height} points`).toBeLessThan(2)
    expect(pagesOf(pdf), "one page").toBe(1)
    codes.add(readPoster(pdf))
  }
  await page.getByLabel("Black and white").check()
  const black = await savePoster(page, path.join(work, "black.pdf"))
  codes.add(readPoster(black))
  expect([...codes]).toEqual([expect.stringMatching(/^https?:\/\/localhost:\d+\/v#\d+$/)])
  expect(coloursOf(black), "no ink but black and grey").toBe(0)
  expect(coloursOf(path.join(work, "A4.pdf")), "the other one has colour").toBeGreaterThan(1000)
  await expectAccessible(page)
})

const infoOf = (pdf: string, field: string) =>
  new RegExp(`^${field}:\\s+(.*)$`, "m").exec(execFileSync("pdfinfo", [pdf], { encoding: "utf8" }))?.[1] ?? ""

/** Points. */
function pageSizeOf(pdf: string): number[] {
  return infoOf(pdf, "Page size")
    .split(/ x | pts/)
    .slice(0, 2)
    .map(Number)
}

function pagesOf(pdf: string): number {
  return Number(infoOf(pdf, "Pages"))
}

/** How many pixels of a small picture of the page are clearly of a colour. */
function coloursOf(pdf: string): number {
  const base = pdf.replace(/\.pdf$/, "-small")
  execFileSync("pdftoppm", ["-r", "30", "-singlefile", pdf, base])
  const ppm = fs.readFileSync(`${base}.ppm`)
  const pixels = ppm.subarray(ppm.length - 3 * Math.floor(ppm.length / 3))
  const [width = 0, height = 0] =
    /^P6\s(\d+) (\d+)\s/
      .exec(ppm.toString("latin1", 0, 20))
      ?.slice(1)
      .map(Number) ?? []
  const body = pixels.subarray(pixels.length - width * height * 3)
  let count = 0
  for (let at = 0; at < body.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = body.subarray(at, at + 3)
    // The words' own ink is a very dark green that prints as black.
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 40) count++
  }
  return count
}
