import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openDesk } from "./harness/browsers.ts"
import { signInOperator } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { readCodes } from "./harness/film-poster.ts"
import { pagesOf } from "./harness/measure-pdf.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// A chain's venues from one file, whatever is wrong in it and whenever the page is closed.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-many-"))
const HEAD = "name_zh,name_en,category,address_zh,address_en,register_number,entrances"
let system: System
let desk: Browser
let context: BrowserContext
let page: Page

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  context = await desk.newContext({ acceptDownloads: true, locale: "en-GB" })
  page = await context.newPage()
  await signInOperator(page, system, "chain@markets.example")
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

const countVenues = async (of: Page) => {
  const answer = await of.request.get(`${system.publicOrigin}/v1/venues`)
  const { venues }: { venues: unknown[] } = await answer.json()
  return venues.length
}

test("twelve rows, two of them wrong: each fault is told by line and field, and nothing is sent until the operator says so", async () => {
  // As a spreadsheet in Hong Kong saves it: a mark, CRLF, quotes around commas.
  const rows = Array.from({ length: 12 }, (_, n) => {
    const isWrong = n === 3 || n === 7
    const category = n === 3 ? "Moon base" : "Market"
    const doors = n === 0 ? "Front door|正門; Back door|後門; Staff door|職員入口*" : ""
    return `第${n}街市,${n === 7 ? "" : `Branch Market ${"ABCDEFGHJKMN"[n]}`},${category},"深水埗，${n}號","${n} Example Road, Sham Shui Po",CH-${isWrong ? "x" : n},${doors}`
  })
  const file = path.join(work, "venues.csv")
  fs.writeFileSync(file, `\ufeff${[HEAD, ...rows].join("\r\n")}\r\n`)
  await page.getByRole("link", { name: "Register many" }).click()
  await expectAccessible(page)
  await page.getByLabel("CSV file").setInputFiles(file)
  await expect(page.getByRole("heading", { name: "12 rows were read" })).toBeVisible()
  await expect(page.getByText("2 rows need another look")).toBeVisible()
  await expect(page.getByRole("listitem").filter({ hasText: "Line 5" }).first()).toContainText(
    "There is no such category",
  )
  await expect(page.getByRole("listitem").filter({ hasText: "Line 9" }).first()).toContainText("Name in English")
  expect(await countVenues(page), "nothing is sent yet").toBe(0)
  await expectAccessible(page)
})

test("a page that is closed half-way registers the rest later, each row once", async () => {
  let taken = 0
  await context.route("**/v1/venues", async (route) => {
    if (route.request().method() !== "POST") return route.continue()
    // The fifth reaches the server and its answer is lost; then the page is gone.
    if (++taken === 5) {
      await route.fetch()
      return route.abort()
    }
    return taken > 5 ? route.abort() : route.continue()
  })
  await page.getByRole("button", { name: "Register the 10 good rows" }).click()
  await expect(page.getByText("4 of 10 registered")).toBeVisible()
  await page.close()
  await context.unroute("**/v1/venues")
  page = await context.newPage()
  await page.goto(`${system.publicOrigin}/venue/many`)
  await expect(page.getByText("6 rows of your last file wait")).toBeVisible()
  await page.getByRole("button", { name: "Go on" }).click()
  await expect(page.getByText("10 of 10 registered")).toBeVisible()
  expect(await countVenues(page)).toBe(10)
})

test("all posters come as one PDF, a page for each door, each with a code of its own", async () => {
  const button = page.getByRole("button", { name: "Save 12 posters as one PDF" })
  await expect(button).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page)
  const download = page.waitForEvent("download")
  await button.click()
  const pdf = path.join(work, "all.pdf")
  await (await download).saveAs(pdf)
  expect(pagesOf(pdf)).toBe(12)
  const codes = new Set([1, 2, 3, 4, 12].flatMap((n) => readCodes(pdf, n)))
  expect(codes.size).toBe(5)
})

test("hostile 29: a look-alike of another operator's venue gets no code by itself", async () => {
  const other = await (await desk.newContext({ locale: "en-GB" })).newPage()
  await signInOperator(other, system, "copy@cat.example")
  await other.goto(`${system.publicOrigin}/venue/new`)
  await fillVenue(other, { en: "Вranсh Маrkеt А", hant: "第零街市" }, "CC-1") // Cyrillic letters
  await other.getByRole("button", { name: "Register and get the code" }).click()
  await expect(other.getByText("Waiting for the code").first()).toBeVisible({ timeout: 30_000 })
  await expect(other.getByRole("button", { name: /PDF/ })).toHaveCount(0)
  await other.context().close()
})

test("hostile 31: markup in every field is shown as text, in page and poster, and runs nowhere", async () => {
  const other = await (await desk.newContext({ acceptDownloads: true, locale: "en-GB" })).newPage()
  let dialogs = 0
  other.on("dialog", (dialog) => {
    dialogs++
    void dialog.dismiss()
  })
  await signInOperator(other, system, "markup@test.example")
  const evil = "<img src=x onerror=alert(1)>"
  const file = path.join(work, "evil.csv")
  fs.writeFileSync(
    file,
    `${HEAD}\n=cmd|calc!A1,"${evil}",Market,"<script>alert(2)</script>","""><svg onload=alert(3)>",@SUM(1),\n,${evil},${evil},a,b,c,\n`,
  )
  await other.goto(`${system.publicOrigin}/venue/many`)
  await other.getByLabel("CSV file").setInputFiles(file)
  await other.getByRole("button", { name: "Register the good row" }).click()
  const save = other.getByRole("button", { name: "Save the poster as PDF" })
  await expect(save).toBeVisible({ timeout: 60_000 })
  const download = other.waitForEvent("download")
  await save.click()
  const pdf = path.join(work, "evil.pdf")
  await (await download).saveAs(pdf)
  expect(readCodes(pdf)[0]).toContain("/v#")
  const bytes = fs.readFileSync(pdf, "latin1")
  for (const active of ["/JavaScript", "/JS", "/Launch", "/URI", "/OpenAction"])
    expect(bytes).not.toContain(`${active} `)
  await other.getByRole("link", { name: "Your venues" }).first().click()
  await expect(other.getByText(evil)).toBeVisible()
  await other.getByText(evil).click()
  await expect(
    other.getByText("<script>alert(2)</script>").or(other.getByText('"><svg onload=alert(3)>')).first(),
  ).toBeVisible()
  expect(dialogs).toBe(0)
  await other.context().close()
})

async function fillVenue(
  of: Page,
  names: { readonly en: string; readonly hant: string },
  number: string,
): Promise<void> {
  await of.getByLabel("Name in English", { exact: true }).fill(names.en)
  await of.getByLabel("Name in Traditional Chinese").fill(names.hant)
  await of.getByLabel("Address in English").fill("1 Example Road")
  await of.getByLabel("Address in Chinese").fill("示例道1號")
  await of.getByLabel("Category").selectOption({ label: "Market" })
  await of.getByLabel("Register number").fill(number)
}
