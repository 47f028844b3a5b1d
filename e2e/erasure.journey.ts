import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import {
  type Bytes,
  bytesOfDigits,
  bytesOfHex,
  commitOf,
  dayKeyOf,
  readPrintedCode,
  rowKeyOf,
  serviceDayOf,
  unixSeconds,
  venueIdOf,
} from "@homesafe/protocol"
import { matchRows, STORE_BYTES } from "@homesafe/protocol/visitor"
import { type BrowserContext, expect, type Page, test } from "@playwright/test"
import { openPhone } from "./harness/browsers.ts"
import { leave, startPhone } from "./harness/phone.ts"
import { OFFSET, runSystem, type System } from "./harness/run-system.ts"
import { filesWith, filesWithText, storeFileOf } from "./harness/search-profile.ts"
import { pictureOf, signCode } from "./harness/sign-code.ts"

// What is erased is gone: from the page, from the store, and from the disk. All of it with every server stopped.

const work = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-erasure-"))
const profile = path.join(work, "phone")
const NAME = "Quiet Lantern Tea House"
const DAY = 86_400
let system: System
let url: string
let venue: { readonly key: Bytes; readonly vid: string }

test.describe.configure({ mode: "serial" })
test.beforeAll(async () => {
  system = await runSystem(10)
  url = signCode(system, { en: NAME, hant: "靜燈茶居", category: 4 })
  const read = readPrintedCode(bytesOfDigits(url.split("#")[1] ?? "") ?? new Uint8Array())
  if (!read.ok) throw new Error(read.problem)
  const { venueKey, header } = read.value
  venue = { key: venueKey, vid: venueIdOf(commitOf(venueKey, header.notBefore)) }
})
test.afterAll(async () => {
  await system?.stop()
  fs.rmSync(work, { recursive: true, force: true })
})

async function withPhone(days: number, act: (page: Page, phone: BrowserContext) => Promise<void>): Promise<void> {
  const phone = await openPhone(profile, undefined, system.clockOffset() + days * DAY)
  const page = await startPhone(phone, system)
  await act(page, phone)
  await phone.close()
}

/** The row of the day's visit in the store's bytes, found with the poster's key in hand. */
function isVisitIn(store: Buffer): boolean {
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000 + system.clockOffset())), OFFSET)
  const rowKey = rowKeyOf(dayKeyOf(venue.key, today), venue.vid)
  const file = {
    read: (offset: number, length: number) => new Uint8Array(store.subarray(offset, offset + length)),
    write: () => {},
    flush: () => {},
    size: () => store.length,
  }
  const key = bytesOfHex(store.subarray(8, 40).toString("hex"))
  return matchRows({ file, key }, today).some((row) => Buffer.compare(row.rowKey, rowKey) === 0)
}

let block: Buffer
let storeThen: Buffer

test("a visit is kept, and nothing on the disk tells its name", async () => {
  await withPhone(0, async (page) => {
    await page.getByRole("link", { name: "Scan", exact: true }).click()
    await page.locator("input[type=file]").setInputFiles(pictureOf(url))
    await expect(page.getByText("You’re in", { exact: true })).toBeVisible()
    await leave(page)
  })
  storeThen = storeFileOf(profile, STORE_BYTES)
  expect(isVisitIn(storeThen), "whoever has the poster finds the visit while it is kept").toBe(true)
  expect(filesWithText(profile, NAME)).toEqual([])
  expect(filesWithText(profile, "靜燈茶居")).toEqual([])
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000 + system.clockOffset())), OFFSET)
  const at = 4096 + (today % 32) * 8192
  block = storeThen.subarray(at + 64, at + 192)
  expect(filesWith(profile, block), "the day's block is on the disk").not.toEqual([])
  expect(filesWithText(profile, url.split("#")[1] ?? ""), "nor does any file hold its code").toEqual([])
})

test("hostile 51, 52: with every server stopped, a clock that jumps ahead only hides; it comes back and nothing is lost", async () => {
  await system.stopServers()
  await withPhone(400, async (page) => {
    await expect(page.getByText(/\d+ days are hidden/)).toBeVisible()
    await expect(page.getByText(NAME)).toHaveCount(0)
    await expect(page.getByText(/No match/)).toHaveCount(0)
  })
  await withPhone(0.01, async (page) => {
    await expect(page.getByText(NAME)).toBeVisible()
    await expect(page.getByText(/days are hidden/)).toHaveCount(0)
  })
  expect(isVisitIn(storeFileOf(profile, STORE_BYTES))).toBe(true)
})

test("hostile 51: after 32 days nothing old is shown; a day later it is erased, before the first page", async () => {
  await withPhone(32, async (page) => {
    await expect(page.getByRole("heading", { name: "Diary" })).toBeVisible()
    await expect(page.getByText(NAME)).toHaveCount(0)
  })
  expect(filesWith(profile, block).length, "hidden only").toBeLessThanOrEqual(1)
  await withPhone(33.1, async (page) => {
    await expect(page.getByText(NAME)).toHaveCount(0)
  })
  await withPhone(0.02, async (page) => {
    await expect(page.getByText(NAME), "setting the clock back revives nothing").toHaveCount(0)
  })
})

test("hostile 53: no file of the browser's profile holds the visit's text, its sealed block, or a key that would open it", async () => {
  expect(filesWith(profile, block), "the sealed block").toEqual([])
  expect(filesWithText(profile, NAME), "the text").toEqual([])
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000 + system.clockOffset())), OFFSET)
  const dayKey = dayKeyOf(venue.key, today)
  expect(filesWith(profile, dayKey), "the day's key of the venue").toEqual([])
  expect(filesWith(profile, rowKeyOf(dayKey, venue.vid)), "the row key").toEqual([])
  expect(isVisitIn(storeFileOf(profile, STORE_BYTES)), "the poster finds nothing any more").toBe(false)
})

test("erase everything: the key is overwritten first, and the app begins as if it had never been here", async () => {
  const key = storeFileOf(profile, STORE_BYTES).subarray(8, 40)
  expect(filesWith(profile, key)).not.toEqual([])
  const phone = await openPhone(profile, undefined, system.clockOffset() + 0.03 * DAY)
  const page = await startPhone(phone, system)
  await page.getByRole("link", { name: "Settings", exact: true }).click()
  await page.getByRole("button", { name: "Erase everything" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Erase everything" }).click()
  await expect(page.getByRole("button", { name: "English" })).toBeVisible()
  await phone.close()
  expect(filesWith(profile, key)).toEqual([])
})
