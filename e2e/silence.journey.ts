import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { STORE_BYTES } from "@homesafe/protocol/visitor"
import { type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openPhone } from "./harness/browsers.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { checkList, leave, startPhone } from "./harness/phone.ts"
import { readNetLog } from "./harness/read-net-log.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { storeFileOf } from "./harness/search-profile.ts"
import { pictureOf, signCode } from "./harness/sign-code.ts"

// What a phone says to the world: nothing but requests to its own origin, and one neutral notification a day if it was asked for.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-silence-"))
const profile = path.join(work, "phone")
const netLog = path.join(work, "net-log.json")
let system: System
let url: string

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(1) // 05:00: before the moment of the day's broadcast
  url = signCode(system, { en: "Still Water Baths", hant: "靜水浴室", category: 4 })
})
test.afterAll(async () => {
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

async function withPhone(args: readonly string[], act: (page: Page, phone: BrowserContext) => Promise<void>) {
  const phone = await openPhone(profile, undefined, system.clockOffset(), args, { isWhole: true })
  const page = await startPhone(phone, system)
  await act(page, phone)
  await phone.close()
}

test("hostile 72, 73: from the first start to a check-in, a comparison and every page, the browser asks one origin alone", async () => {
  await withPhone([`--log-net-log=${netLog}`, "--net-log-capture-mode=Everything"], async (page) => {
    await page.getByRole("link", { name: "Scan", exact: true }).click()
    await page.locator("input[type=file]").setInputFiles(pictureOf(url))
    await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
    await leave(page)
    await checkList(page)
    for (const place of [
      "/settings/proof",
      "/settings/list",
      "/settings/example",
      "/settings/about",
      "/share",
      "/plate",
    ]) {
      await page.goto(`${system.publicOrigin}${place}`)
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible()
      await expectAccessible(page)
    }
  })
  const { urls, lookups } = readNetLog(netLog)
  const own = new URL(system.publicOrigin)
  expect(urls.filter((url) => url.startsWith(own.origin)).length).toBeGreaterThan(10)
  expect(urls.filter((url) => !url.startsWith(own.origin) && !isBrowsersOwn(url))).toEqual([])
  expect(lookups.filter((host) => !host.includes(own.hostname) && !isBrowsersOwn(host))).toEqual([])
})

test("every request that the app made stands in its own log, and the app is what was built", async () => {
  await withPhone([], async (page) => {
    await page.goto(`${system.publicOrigin}/settings/proof`)
    await expect(page.getByText("Fetched part of the public list").first()).toBeVisible()
    await page.getByRole("button", { name: "Check this build" }).click()
    await expect(page.getByText(/files on this phone are what was built/)).toBeVisible()
    await expect(page.getByText("The authority’s root keys have signed this name.")).toBeVisible()
    await expectAccessible(page)
  })
})

test("hostile 71: each push shows one notification, always the same, writes nothing to the store, and leads into the app", async () => {
  await withPhone([], async (page, phone) => {
    await phone.grantPermissions(["camera", "notifications"], { origin: system.publicOrigin })
    const before = storeFileOf(profile, STORE_BYTES)
    await pushTo(phone, page)
    await expect.poll(() => shownNotices(page)).toEqual([NEUTRAL])
    await pushTo(phone, page)
    await expect.poll(() => shownNotices(page)).toEqual([NEUTRAL])
    expect(storeFileOf(profile, STORE_BYTES).equals(before), "a push writes nothing to the store").toBe(true)
  })
})

test("hostile 71: the daily notification is off until it is switched on, names its exception, and is wiped when switched off", async () => {
  await withPhone([], async (page, phone) => {
    await phone.grantPermissions(["camera", "notifications"], { origin: system.publicOrigin })
    await standInForPushService(page)
    await page.goto(`${system.publicOrigin}/settings`)
    const toggle = page.getByRole("switch", { name: /Daily notification/ })
    await expect(toggle).not.toBeChecked()
    await expect(page.getByText("the one exception to one address", { exact: false })).toBeVisible()
    await toggle.click()
    await expect(page.getByText("Your browser gets it from fcm.googleapis.com", { exact: false })).toBeVisible()
    await toggle.click()
    await expect(page.getByText("Daily notification is off")).toBeVisible()
    await page.goto(`${system.publicOrigin}/settings/proof`)
    await expect(page.getByText("Switched the daily notification on")).toBeVisible()
    await expect(page.getByText("Switched the daily notification off")).toBeVisible()
  })
})

/** What this browser asks its maker by itself, with any page or none: its updates, its account and the time. */
function isBrowsersOwn(text: string): boolean {
  return /^(data|blob|chrome|chrome-extension):|^https:\/\/~notfound$|(^|\/\/)(update\.googleapis\.com|(accounts|clients2)\.google\.com)([:/]|$)/.test(
    text,
  )
}

const NEUTRAL = "HomeSafe | HomeSafe has checked today’s list. Open to see. | "

async function shownNotices(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready
    return (await worker.getNotifications()).map(
      ({ title, body, silent }) => `${title} | ${body} | ${silent ? "" : "loud"}`,
    )
  })
}

/** A push as the browser hands it to the service worker: without content. */
async function pushTo(phone: BrowserContext, page: Page): Promise<void> {
  const devtools = await phone.newCDPSession(page)
  const registered = new Promise<string>((resolve) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const found = registrations.find(({ isDeleted }) => !isDeleted)
      if (found) resolve(found.registrationId)
    })
  })
  await devtools.send("ServiceWorker.enable")
  const registrationId = await registered
  await devtools.send("ServiceWorker.deliverPushMessage", { origin: system.publicOrigin, registrationId, data: "" })
  await devtools.detach()
}

/** The browser maker's push service, which no journey may reach: it hands out an address and takes it back. */
async function standInForPushService(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let current: object | null = null
    const key = (length: number, first: number) =>
      btoa(String.fromCharCode(first, ...Array(length - 1).fill(7)))
        .replace(/\+/g, "-")
        .replace(/\//g, "_")
        .replace(/=+$/, "")
    PushManager.prototype.subscribe = async () => {
      const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"])
      const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))
      const p256dh = btoa(String.fromCharCode(...raw))
        .replace(/\+/g, "-")
        .replace(/\//g, "_")
        .replace(/=+$/, "")
      const subscription = {
        endpoint: "https://fcm.googleapis.com/fcm/send/journey",
        toJSON: () => ({ endpoint: subscription.endpoint, keys: { p256dh, auth: key(16, 1) } }),
        unsubscribe: async () => {
          current = null
          return true
        },
      }
      current = subscription
      return subscription as unknown as PushSubscription
    }
    PushManager.prototype.getSubscription = async () => current as PushSubscription | null
  })
}
