import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openPhone } from "./harness/browsers.ts"
import { leave, startPhone } from "./harness/phone.ts"
import { publishBuild, replaceWorker } from "./harness/publish-build.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { pictureOf, signCode } from "./harness/sign-code.ts"

// A release reaches phones whose app is open, is broken, is called back: the diary outlives all of it.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-upgrade-"))
const NAME = "Slow Ferry Pier"
let system: System
let phone: BrowserContext
let page: Page

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  phone = await openPhone(path.join(work, "phone"), undefined, system.clockOffset())
  page = await startPhone(phone, system)
})
test.afterAll(async () => {
  await phone?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

/** Closes the app's last page and opens it again, as a person does from the home screen. */
async function reopen(): Promise<void> {
  const blank = await phone.newPage()
  await page.close()
  await blank.waitForTimeout(1500) // the browser puts the waiting worker in its place in its own time
  page = blank
  await page.goto(`${system.publicOrigin}/diary`)
  await expect(page.getByRole("heading", { name: "Diary" })).toBeVisible()
}

/** The name of the script that runs in this page. */
function runningScript(): Promise<string> {
  return page.evaluate(() => document.querySelector("script")?.src.split("/").at(-1) ?? "")
}

async function expectVisit(): Promise<void> {
  await page.getByRole("link", { name: "Diary", exact: true }).click()
  await expect(page.getByText(NAME).first()).toBeVisible()
}

/** Has the browser look for a newer service worker; gives what came of it. */
function lookForUpdate(): Promise<"waiting" | "refused" | "the same"> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    try {
      await registration?.update()
    } catch {
      return "refused"
    }
    const coming = registration?.installing
    if (coming) {
      await new Promise<void>((resolve) => {
        coming.addEventListener("statechange", () => coming.state !== "installing" && resolve())
      })
      return coming.state === "redundant" ? "refused" : "waiting"
    }
    return registration?.waiting ? "waiting" : "the same"
  })
}

test("hostile 67: two releases later, an open page keeps all its parts, and the new version comes when the app was closed", async () => {
  await page.getByRole("link", { name: "Scan", exact: true }).click()
  const url = signCode(system, { en: NAME, hant: "慢船碼頭", category: 4 })
  await page.locator("input[type=file]").setInputFiles(pictureOf(url))
  await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
  await leave(page)
  const script = await runningScript()

  publishBuild(system, "two")
  const gone = publishBuild(system, "three")
  // The browser may have looked by itself while the files changed, and refused what it found half of.
  await expect.poll(lookForUpdate, { timeout: 30_000 }).toBe("waiting")
  const missing = await page.request.get(`${system.publicOrigin}/assets/${script}`)
  expect(missing.status(), "the server has nothing of the first build").toBe(404)
  expect(gone.length).toBeGreaterThan(20)
  // Parts that this page has never loaded before.
  await page.getByRole("link", { name: "Settings", exact: true }).click()
  await page.goto(`${system.publicOrigin}/settings/proof`)
  await expect(page.getByText(script)).toBeVisible()
  await expectVisit()

  await reopen()
  expect(await runningScript()).toContain(".three.js")
  await expectVisit()
  const kept = await page.evaluate(async () => {
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => url)
  })
  expect(
    kept.filter((each) => each.endsWith(script)),
    "the first build's copies are gone",
  ).toEqual([])
})

test("hostile 67: a service worker that throws, and one whose files are missing, leave the version that works", async () => {
  const script = await runningScript()
  const good = replaceWorker(system, `throw new Error("a bad release")`)
  expect(await lookForUpdate()).toBe("refused")
  await reopen()
  await expectVisit()
  replaceWorker(system, good.replaceAll(".three.", ".never-uploaded."))
  expect(await lookForUpdate()).toBe("refused")
  await reopen()
  expect(await runningScript()).toBe(script)
  await expectVisit()
  replaceWorker(system, good)
})

test("hostile 67: the kill switch removes the worker and its copies, the app goes on from the network, and the next release is kept again", async () => {
  const good = replaceWorker(
    system,
    fs.readFileSync(path.join(import.meta.dirname, "../apps/phone/kill-switch.js"), "utf8"),
  )
  publishBuild(system, "four")
  // The switch takes the place of an idle worker while the app is open. One that has work at that moment keeps its place for a while
  // (in a watched browser, such as this, for minutes): then closing the app makes the change, as for any release.
  const look = () => lookForUpdate().catch(() => "reloaded by the switch")
  await look()
  await page.waitForTimeout(3000)
  if ((await look()) === "waiting") await reopen()
  await expect.poll(() => runningScript().catch(() => "on its way")).toContain(".four.js")
  await expectVisit()
  expect(await page.evaluate(async () => [navigator.serviceWorker.controller, await caches.keys()])).toEqual([null, []])
  await reopen()
  await expectVisit()

  replaceWorker(system, good.replaceAll(".three.", ".three.four."))
  await reopen()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await system.stopServers()
  await reopen()
  expect(await runningScript()).toContain(".four.js")
  await expectVisit()
})
