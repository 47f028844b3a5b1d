import fs from "node:fs"
import path from "node:path"
import { checkBuildOf, fetchFile } from "@homesafe/cli/check-build"
import { unixSeconds } from "@homesafe/protocol"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk } from "./harness/browsers.ts"
import { enrolOfficer } from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { runSystem, type System } from "./harness/run-system.ts"

// Who keeps HomeSafe in check needs no account and no script: the page, its documents, and a command that compares what is served.

let system: System
let desk: Browser
const languages = ["en", "zh-Hant", "zh-Hans"] as const

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  desk = await openDesk()
  // The first officer's day is the first day that is counted.
  await enrolOfficer(await (await desk.newContext({ locale: "en-GB" })).newPage(), system.invitation, "Officer One")
  system.setTime(10 + 8 * 24)
})
test.afterAll(async () => {
  await desk?.close()
  await system?.stop()
})

async function openPage(colorScheme: "light" | "dark", language: string): Promise<Page> {
  const size = { width: colorScheme === "dark" ? 360 : 1280, height: 800 }
  const context = await desk.newContext({ locale: "en-GB", bypassCSP: true, colorScheme, viewport: size })
  const page = await context.newPage()
  await page.goto(`${system.publicOrigin}/transparency/${language}`)
  return page
}

test("1. without scripts and cookies: what it is, documents, every rule, counts of a week that is over, disclosures, builds", async () => {
  const plain = await desk.newContext({
    locale: "en-GB",
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  })
  const page = await plain.newPage()
  await expect
    .poll(
      async () => {
        await page.goto(`${system.publicOrigin}/transparency`)
        return page.getByRole("table", { name: "Week by week" }).getByText("under 5").first().isVisible()
      },
      { timeout: 15_000 },
    )
    .toBe(true)
  await expect(page.getByRole("heading", { name: "How HomeSafe is kept in check" })).toBeVisible()
  await expect(page.getByText(/The counts and the register are signed/)).toBeVisible()
  await expect(page.getByText("Nothing was handed over")).toBeVisible()
  await expect(page.getByText("Decided by").first()).toBeVisible()
  const name = JSON.parse(await (await fetch(`${system.publicOrigin}/transparency/data.json`)).text())
  expect(name.figures.weeks).toHaveLength(1)
  const wide = await page.evaluate("document.documentElement.scrollWidth")
  expect(wide).toBeLessThanOrEqual(360)
  await page.getByRole("link", { name: "繁體中文" }).click()
  await page.getByRole("link", { name: "一頁看懂" }).click()
  await expect(page.getByRole("heading", { name: "一頁看懂 HomeSafe" })).toBeVisible()
  expect(await plain.cookies()).toEqual([])
  await plain.close()
})

test("2. the page and its documents are accessible in three languages, in light and in dark", async () => {
  for (const language of languages) {
    const page = await openPage(language === "zh-Hant" ? "dark" : "light", language)
    await page.locator("summary").first().click()
    await expectAccessible(page)
    await page.goto(`${system.publicOrigin}/transparency/privacy-impact${language === "en" ? "" : `.${language}`}.html`)
    await expectAccessible(page)
    await page.context().close()
  }
})

test("3. hostile 79: a command finds what is served to be what was signed, and names a file that somebody changed", async () => {
  const check = async () => {
    const lines: string[] = []
    const wanted = { origin: system.publicOrigin, console: system.consoleOrigin, own: null, roots: [] }
    const now = unixSeconds(Math.floor(Date.now() / 1000) + system.clockOffset())
    const isSame = await checkBuildOf(wanted, { now, fetch: fetchFile, say: (line) => lines.push(line) })
    return { isSame, said: lines.join("\n") }
  }
  expect(await check()).toMatchObject({
    isSame: true,
    said: expect.stringMatching(/console: all \d+ files are what was signed/),
  })
  const icon = path.join(system.home, "apps/venue/dist/index.html")
  fs.appendFileSync(icon, "<!-- changed -->")
  for (const copy of [`${icon}.br`, `${icon}.gz`]) fs.rmSync(copy, { force: true })
  expect(await check()).toMatchObject({
    isSame: false,
    said: expect.stringContaining("venue: /venue/index.html is another file than its list says"),
  })
})
