import { expect, test } from "vitest"
import { DEP, NOW, steadyRandom, TODAY, UPLOAD } from "../deployment.test-support.ts"
import { addDays, startOfServiceDay, unixSeconds } from "../shared/units.ts"
import { BESIDE_BYTES } from "./beside-file.ts"
import { changeLock } from "./change-lock.ts"
import { lookIntoStore } from "./look-into-store.ts"
import { memoryFile } from "./memory-file.test-support.ts"
import { createStore } from "./open-store.ts"
import { matchRows } from "./read-store.ts"
import type { StorePlace } from "./store-file.ts"

const OFFSET = 14_400
const noFloor = { floor: unixSeconds(0) }

async function newStore() {
  const file = memoryFile()
  const random = steadyRandom("look")
  const place: StorePlace = { file, random, dep: DEP, offset: OFFSET, uploadKey: () => UPLOAD, chaff: "day" }
  return { file, store: await createStore(place, { now: NOW, ...noFloor, hiddenSince: {} }) }
}

test("hostile 51: a look finds the same rows as the app, and changes not a byte", async () => {
  const { file, store } = await newStore()
  const before = file.bytes.slice()
  const seen = lookIntoStore(file, { now: NOW, ...noFloor }, OFFSET)
  expect(seen.ok && seen.value).toEqual(matchRows(store, TODAY))
  expect(file.bytes).toEqual(before)
})

test("hostile 51: after 60 days nothing old is matched by a push, and nothing is erased by it", async () => {
  const { file } = await newStore()
  const before = file.bytes.slice()
  const late = startOfServiceDay(addDays(TODAY, 60), OFFSET)
  expect(lookIntoStore(file, { now: late, ...noFloor }, OFFSET)).toEqual({ ok: true, value: [] })
  const rows = lookIntoStore(file, { now: startOfServiceDay(addDays(TODAY, 30), OFFSET), ...noFloor }, OFFSET)
  expect(rows.ok && new Set(rows.value.map(({ day }) => day))).toEqual(new Set([TODAY, addDays(TODAY, 1)]))
  expect(file.bytes).toEqual(before)
})

test("a locked store is not looked into", async () => {
  const { file, store } = await newStore()
  changeLock(store, { kind: "pin", pin: "314159" }, memoryFile(new Uint8Array(BESIDE_BYTES)))
  expect(lookIntoStore(file, { now: NOW, ...noFloor }, OFFSET)).toEqual({ ok: false, problem: "locked" })
  expect(lookIntoStore(memoryFile(new Uint8Array(5)), { now: NOW, ...noFloor }, OFFSET)).toMatchObject({ ok: false })
})
