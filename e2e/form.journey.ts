import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { FORM_RECORD_BYTES } from "@homesafe/protocol"
import { type Browser, expect, type Page, test } from "@playwright/test"
import { openDesk, openPhone, setClock } from "./harness/browsers.ts"
import type { Place } from "./harness/choose-venue.ts"
import { openCase, takeBack, warnAbout } from "./harness/decide.ts"
import {
  approveVenue,
  enrolOfficer,
  inviteOfficer,
  registerVenue,
  signInOfficer,
  signInOperator,
} from "./harness/desk.ts"
import { expectAccessible } from "./harness/expect-accessible.ts"
import { giveKeys, makeScreen, openStaffPage, photograph, scanPhoto, type Tablet, watchSent } from "./harness/gate.ts"
import { leave, shareOneVisit, startPhone } from "./harness/phone.ts"
import { runSystem, type System } from "./harness/run-system.ts"
import { filesWithText } from "./harness/search-profile.ts"

// Somebody who prefers the form writes it at a market's door while a case is there, somebody else hours later. Hours count from 04:00.
const place: Place = {
  en: "Hoi Fung Market",
  hant: "海豐街市",
  addressEn: "1 Example Road",
  addressHant: "示例道1號",
  source: "",
}
const exposed = { name: "Chan Tai Man 陳大文", number: "+852 9123 4567" }
const later = { name: "Wong Siu Ming", number: "6876 5432" }
const texts = [exposed.name, "陳大文", exposed.number, later.name, later.number]
const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-form-"))
const profile = path.join(work, "gate")

let system: System
let desk: Browser
let gate: Tablet
const pages = {} as { operator: Page; first: Page; other: Page }

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(6)
  desk = await openDesk()
  const page = async () => {
    const context = await desk.newContext({ locale: "en-GB" })
    context.setDefaultTimeout(20_000)
    await setClock(context, system.clockOffset())
    return context.newPage()
  }
  Object.assign(pages, { operator: await page(), first: await page(), other: await page() })
  const { operator, first, other } = pages
  await enrolOfficer(first, system.invitation, "Officer One")
  await enrolOfficer(other, await inviteOfficer(first), "Officer Two")
  await signInOperator(operator, system, "operator@market.example")
  await registerVenue(operator, place, "R-8801")
  await approveVenue(first, place)
  await operator.reload()
  await expect(operator.getByText(/Reviewed\. Valid until/)).toBeVisible()
  const context = await openPhone(profile, undefined, offsetAt(6.1))
  const door = context.pages()[0] ?? (await context.newPage())
  gate = { context, page: door, sent: watchSent(door) }
  await door.goto(`${system.publicOrigin}/gate/`)
  const offer = await makeScreen(gate)
  await operator.getByRole("link", { name: /^Screens at the door/ }).click()
  await giveKeys(operator, "The only entrance", offer)
  await door.getByRole("button", { name: "Show the code" }).click()
  await door.evaluate(async () => void (await navigator.serviceWorker.ready))
  await door.waitForFunction(() => navigator.serviceWorker.controller !== null)
})
test.afterAll(async () => {
  await gate?.context.close()
  await desk?.close()
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

test("1. without a network a form is sealed at the door, and the device holds neither name nor number", async () => {
  const { page, context } = gate
  const photo = await photograph(gate)
  await context.setOffline(true)
  await page.getByRole("button", { name: /Fill in the form$/ }).click()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Seal and send" }).click()
  await expect(page.getByText("Write your name.")).toBeVisible()
  await expect(page.getByLabel("Your name")).toBeFocused()
  await expectAccessible(page)
  await fill(exposed)
  await expectAccessible(page)
  await page.getByRole("button", { name: "Back to the code" }).click()
  await expectNothingKept()
  expect(await waiting(), "sealed, it waits").toBe(1)

  // Somebody writes half of it and goes: a minute later the page is the code again. Meanwhile a case scans the same door.
  await page.getByRole("button", { name: /Fill in the form$/ }).click()
  await page.getByLabel("Your name").fill(later.name)
  const left = Date.now()
  await withCase(6.1, async (phone) => {
    await scanPhoto(phone, photo)
    await expect(phone.getByText("You’re in", { exact: true })).toBeVisible()
    await setClock(phone.context(), offsetAt(6.6))
    await phone.reload()
    await leave(phone)
  })
  await expect(page.getByRole("button", { name: /Fill in the form$/ })).toBeVisible({ timeout: 70_000 })
  expect(Date.now() - left).toBeGreaterThan(59_000)
  await page.getByRole("button", { name: /Fill in the form$/ }).click()
  await expect(page.getByLabel("Your name")).toHaveValue("")
  await page.getByRole("button", { name: "Leave without sending" }).click()
  expect(await waiting()).toBe(1)
})

test("2. staff open the form for somebody hours later; a device that was started again still has the first", async () => {
  const { page } = gate
  await setGateHours(10.6)
  await openStaffPage(gate)
  await page.getByRole("button", { name: "Fill in the form for somebody" }).click()
  await fill(later)
  await expect(
    page.getByRole("button", { name: "Staff", exact: true }),
    "to the code, not the staff’s page",
  ).toBeVisible({
    timeout: 30_000,
  })
  await expectNothingKept()
  expect(await waiting()).toBe(2)
})

test("3. with a network again both are sent, as sealed records of one size, and leave the device", async () => {
  await gate.context.setOffline(false)
  await expect.poll(waiting, { timeout: 60_000 }).toBe(0)
  const bodies = gate.sent.flatMap((each) => (each.includes("/v1/forms ") ? [each.slice(each.indexOf(" ") + 1)] : []))
  expect(bodies.length).toBeGreaterThanOrEqual(2)
  for (const body of bodies) {
    expect(body.length).toBeGreaterThan(0)
    expect(body.length % FORM_RECORD_BYTES).toBe(0)
  }
  for (const text of texts)
    for (const needle of [text, Buffer.from(text).toString("latin1"), encodeURIComponent(text)])
      expect(gate.sent.filter((each) => each.includes(needle))).toEqual([])
  await expectNothingKept()
  await gate.context.close()
  for (const text of [...texts, "9123 4567"]) expect(filesWithText(profile, text), text).toEqual([])
  expect(filesWithText(profile, "homesafe-gate"), "the look finds what is there").not.toEqual([])
})

test("4. two officers decide about the case’s hour; then the list has the one person of it, and the other stays sealed", async () => {
  system.setTime(11)
  const { first, other } = pages
  const digits = await openCase(first, system)
  await withCase(11, (page) => shareOneVisit(page, system, digits))
  await expect(first.getByText("Uploaded: 1 proven, 0 unproven")).toBeVisible({ timeout: 30_000 })
  await warnAbout(place.en, { first, other }, system, async () => {
    await expect(other.getByText("Forms can be opened once another officer has approved")).toBeVisible()
    await expect(other.getByRole("button", { name: "Open the forms" })).toHaveCount(0)
  })
  await signInOfficer(first, system)
  await openDecision(first, place.en)
  await expectAccessible(first)
  await first.getByRole("button", { name: "Open the forms" }).click()
  const line = first.getByRole("region", { name: exposed.name })
  await expect(line.getByRole("link", { name: exposed.number })).toBeVisible()
  await expect(first.getByText("To call: 1", { exact: true })).toBeVisible()
  await expect(first.getByText(later.name)).toHaveCount(0)
  await line.getByRole("button", { name: "Reached", exact: true }).click()
  await expect(line.getByText(/^Noted by Officer One/)).toBeVisible()
  await expect(first.getByText("Reached: 1", { exact: true })).toBeVisible()
  await expectAccessible(first)
  await first.goto(`${system.consoleOrigin}/audit`)
  await expect(first.getByText("Opened a decision’s register forms").first()).toBeVisible()
  await expect(first.getByText("Reached somebody from a register form").first()).toBeVisible()
  await expectAccessible(first)
})

test("5. the warning is withdrawn: who was called is on the withdrawal’s list, to be told so; nothing lies readable anywhere", async () => {
  const { first, other } = pages
  await takeBack(place.en, { first, other }, system)
  await other.getByRole("button", { name: "Open the forms" }).click()
  const line = other.getByRole("region", { name: exposed.name })
  await expect(line.getByText("Called on an earlier decision: tell them that it changed")).toBeVisible()
  await expectAccessible(other)
  await openDecision(other, place.en)
  await expect(other.getByText("A later decision has replaced this one.", { exact: false })).toBeVisible()
  for (const text of texts) expect(filesWithText(system.home, text), text).toEqual([])
  expect(filesWithText(system.home, place.hant), "the look finds what is there").not.toEqual([])
})

/** Fills the form in, and sees that it was taken. */
async function fill({ name, number }: typeof exposed): Promise<void> {
  const { page } = gate
  await page.getByLabel("Your name").fill(name)
  await page.getByLabel("A number to call you on").fill(number)
  await page.getByRole("button", { name: "Seal and send" }).click()
  await expect(page.getByText("Thank you. It is sealed.")).toBeVisible()
}

/** Everything that a page can keep on its device, and the page itself, holds nothing of what was written. */
async function expectNothingKept(): Promise<void> {
  const kept = await gate.page.evaluate(async () => {
    const parts: string[] = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })]
    parts.push(document.cookie, document.documentElement.outerHTML)
    const answered = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const utf8 = new TextDecoder()
    const spell = (_: string, value: unknown) => (value instanceof Uint8Array ? utf8.decode(value) : value)
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await answered(indexedDB.open(name))
      for (const store of database.objectStoreNames)
        parts.push(JSON.stringify(await answered(database.transaction(store).objectStore(store).getAll()), spell))
      database.close()
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const body = await (await cache.match(request))?.arrayBuffer()
        parts.push(request.url, utf8.decode(body))
      }
    }
    return parts
  })
  expect(kept.join("").length, "the look is no empty one").toBeGreaterThan(100_000)
  for (const text of texts)
    expect(
      kept.filter((part) => part.includes(text)),
      text,
    ).toEqual([])
}

/** How many sealed forms wait on the device. */
function waiting(): Promise<number> {
  return gate.page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const open = indexedDB.open("homesafe-gate")
        open.onerror = () => reject(new Error("no database"))
        open.onsuccess = () => {
          const count = open.result.transaction("forms").objectStore("forms").count()
          count.onsuccess = () => {
            open.result.close()
            resolve(count.result)
          }
        }
      }),
  )
}

async function openDecision(officer: Page, name: string): Promise<void> {
  await officer
    .getByRole("link", { name: /^Decisions/ })
    .first()
    .click()
  await officer.getByRole("link", { name }).last().click()
}

async function withCase(hours: number, act: (page: Page) => Promise<void>): Promise<void> {
  const phone = await openPhone(path.join(work, "case"), "", offsetAt(hours))
  await act(await startPhone(phone, system))
  await phone.close()
}

async function setGateHours(hours: number): Promise<void> {
  await setClock(gate.context, offsetAt(hours))
  await gate.page.reload()
}

/** The clock's offset at which it is so many hours after the start of today's service day. */
function offsetAt(hours: number): number {
  const seconds = Date.now() / 1000 + system.clockOffset()
  return system.clockOffset() + hours * 3600 - ((seconds + 14_400) % 86_400)
}
