import fc from "fast-check"
import { expect, test } from "vitest"
import { readScannedCode } from "../codes/verify-scanned-code.ts"
import {
  DEP,
  NOW,
  posterOf,
  scanned,
  secretOf,
  steadyRandom,
  TODAY,
  TRUST,
  UPLOAD,
  venueOf,
} from "../deployment.test-support.ts"
import { dayKeyOf, rowKeyOf } from "../keys/key-tree.ts"
import { openUpload } from "../open/open-upload.ts"
import { type Bytes, hexOf } from "../shared/bytes.ts"
import { addDays, type ServiceDay, unixSeconds } from "../shared/units.ts"
import { checkIn } from "../store/check-in.ts"
import { checkOut, type KeptVisit } from "../store/check-out.ts"
import { readRow } from "../store/match-row.ts"
import { memoryFile } from "../store/memory-file.test-support.ts"
import { createStore, openStore } from "../store/open-store.ts"
import { liveDays, matchRows, uploadEntries } from "../store/read-store.ts"
import { readDay, STORE_BYTES, type Store, type StorePlace } from "../store/store-file.ts"
import { buildUpload } from "../upload/build-upload.ts"
import { deriveUploadSecrets } from "../upload/upload-code.ts"
import { daysToMove, isDayUntouched, placeMovedRows, takeDayWhole } from "./move-days.ts"
import type { MovedDay } from "./transfer-text.ts"

const HOUR = 3600
const clock = { now: NOW, floor: NOW, hiddenSince: {} }
const noDiary = () => new Uint8Array()

function placeOf(name: string, file = memoryFile()): StorePlace {
  return { file, random: steadyRandom(name), dep: DEP, offset: 14_400, uploadKey: () => UPLOAD, chaff: "day" }
}
const base = memoryFile()
await createStore(placeOf("base", base), clock)
const otherBase = memoryFile()
await createStore(placeOf("other base", otherBase), clock)

async function openPhone(name: string, bytes = otherBase.bytes): Promise<Store> {
  const opened = await openStore(placeOf(name, memoryFile(bytes.slice())), clock, { kind: "none" })
  if (!opened.ok) throw new Error(opened.problem)
  return opened.value.store
}

async function visit(store: Store, shop: string, from = NOW, hours = 1): Promise<KeptVisit> {
  const code = readScannedCode(scanned(posterOf(venueOf(shop))), { trust: TRUST, revoked: new Map(), now: from })
  if (!code.ok) throw new Error(code.problem)
  const entered = checkIn(store, code.value, { now: from, assumedDeparture: from, mayPassEnd: false })
  if (!entered.ok) throw new Error(entered.problem)
  const left = await checkOut(store, entered.value, unixSeconds(from + hours * HOUR))
  const [kept] = left.ok ? left.value : []
  if (!kept) throw new Error("not kept")
  return kept
}
const rowKey = (shop: string) => rowKeyOf(dayKeyOf(venueOf(shop).venueKey, TODAY), venueOf(shop).vid)
const rowOf = (store: Store, shop: string) => {
  const key = hexOf(rowKey(shop))
  return matchRows(store, TODAY).find((row) => hexOf(row.rowKey) === key)
}
const dayOf = (days: readonly MovedDay[], day: ServiceDay = TODAY): MovedDay => {
  const found = days.find((each) => each.day === day)
  if (!found) throw new Error("no such day")
  return found
}
const usedBy = (...visits: readonly KeptVisit[]) => ({
  rows: visits.flatMap((each) => each.rows.map(({ row }) => row)),
  capsules: visits.flatMap((each) => each.capsule ?? []),
})

test("a day taken whole matches as before, and what was sealed on the old phone opens at the authority from the new one", async () => {
  const old = await openPhone("old", base.bytes)
  const kept = await visit(old, "shop")
  const moved = daysToMove(old, TODAY, noDiary)
  expect(moved.map(({ day }) => day)).toEqual(liveDays(old, TODAY))
  const fresh = await openPhone("new")
  const diaryKey = readDay(fresh, TODAY)?.diaryKey
  expect(isDayUntouched(fresh, TODAY)).toBe(true)
  for (const day of moved) expect(takeDayWhole(fresh, day, usedBy(kept), TODAY)).toBe(true)
  expect(rowOf(fresh, "shop")).toEqual(rowOf(old, "shop"))
  expect(readDay(fresh, TODAY)?.diaryKey, "its diary stays under this phone's own key").toEqual(diaryKey)
  expect(fresh.file.size()).toBe(STORE_BYTES)

  const inner = deriveUploadSecrets("0123456789012345678", DEP).inner
  const built = await buildUpload({
    code19: "0123456789012345678",
    dep: DEP,
    entries: uploadEntries(fresh, TODAY, new Map([[TODAY, [kept.capsule ?? -1]]])),
    trust: TRUST,
    today: TODAY,
  })
  const { commit, header, vid } = venueOf("shop")
  const { notBefore, notAfter, hourRows } = header
  const opened = await openUpload({
    ...{ dep: DEP, offset: 14_400, today: TODAY, plate: null, inner, uploadKeys: [UPLOAD] },
    lookup: deriveUploadSecrets("0123456789012345678", DEP).lookup,
    box: built.box,
    venues: () => ({ vid, commit, notBefore, notAfter, hourRows, revokedFrom: null, grants: [] }),
  })
  expect(opened.ok && opened.value.visits.map(({ verdict }) => verdict)).toEqual([{ proven: true }])
})

test("visits that come after the move do not take the places of the ones that were moved", async () => {
  const old = await openPhone("old 2", base.bytes)
  const kept = await visit(old, "shop")
  const fresh = await openPhone("new 2")
  takeDayWhole(fresh, dayOf(daysToMove(old, TODAY, noDiary)), usedBy(kept), TODAY)
  for (let n = 0; n < 11; n++) expect((await visit(fresh, `later ${n}`)).capsule).not.toBe(kept.capsule)
  expect(rowOf(fresh, "shop")).toMatchObject({ row: kept.rows[0]?.row })
})

test("days outside the new phone's 31 are not taken; a day's marks are not taken once it is over", async () => {
  const old = await openPhone("old 3", base.bytes)
  const kept = await visit(old, "shop")
  const day = dayOf(daysToMove(old, TODAY, noDiary))
  const fresh = await openPhone("new 3")
  expect(takeDayWhole(fresh, { ...day, day: addDays(TODAY, -31) }, usedBy(kept), TODAY)).toBe(false)
  expect(takeDayWhole(fresh, { ...day, day: addDays(TODAY, 2) }, usedBy(kept), TODAY)).toBe(false)
  expect(takeDayWhole(fresh, { ...day, day: addDays(TODAY, -30) }, usedBy(kept), TODAY)).toBe(true)
  expect(readDay(fresh, addDays(TODAY, -30))).toMatchObject({ usedRows: 0, usedCapsules: 0 })
})

test("hostile 82: rows of both phones stand in one day, and the same place has one row that holds both stays", async () => {
  const old = await openPhone("old 4", base.bytes)
  const both = await visit(old, "both", NOW, 1)
  const only = await visit(old, "only old")
  const fresh = await openPhone("new 4")
  const own = [await visit(fresh, "both", unixSeconds(NOW + 2 * HOUR), 1), await visit(fresh, "only new")]
  expect(isDayUntouched(fresh, TODAY)).toBe(false)
  const { rows } = dayOf(daysToMove(old, TODAY, noDiary))
  const moving = [both, only].map((each) => rows[each.rows[0]?.row ?? -1] ?? new Uint8Array(19))
  const places = placeMovedRows(fresh, TODAY, moving, usedBy(...own).rows, TODAY)
  expect(places[0]).toBe(own[0]?.rows[0]?.row)
  expect(rowOf(fresh, "both")).toMatchObject({ arrival: 96, departure: 132 })
  expect(rowOf(fresh, "only old")).toMatchObject({ arrival: 96, departure: 108 })
  expect(rowOf(fresh, "only new")).toBeDefined()
})

test("whatever two phones hold of a past day, no row of either is lost while there is room, and merging again changes nothing", async () => {
  const day = addDays(TODAY, -3)
  const fresh = await openPhone("new 5")
  const shops = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 16 })
  const row = (shop: number): Bytes =>
    new Uint8Array([...secretOf(`row ${shop}`).slice(0, 16), 0x18, 0x20 + (shop % 8), 0x00])
  fc.assert(
    fc.property(shops, shops, (own, others) => {
      const store = { ...fresh, file: memoryFile(otherBase.bytes.slice()), random: steadyRandom(`${own}|${others}`) }
      const mine = placeMovedRows(store, day, own.map(row), [], TODAY)
      const inUse = mine.filter((place) => place !== null)
      const places = placeMovedRows(store, day, others.map(row), inUse, TODAY)
      const before = matchRows(store, TODAY)
      const keys = before.flatMap((each) => (each.day === day ? hexOf(each.rowKey) : []))
      for (const shop of new Set([...own, ...others])) {
        expect(keys.filter((key) => key === hexOf(readRow(row(shop)).rowKey))).toHaveLength(1)
      }
      expect(places).not.toContain(null)
      expect(placeMovedRows(store, day, others.map(row), inUse, TODAY)).toEqual(places)
      expect(matchRows(store, TODAY)).toEqual(before)
      expect(readDay(store, day)).toMatchObject({ usedRows: 0 })
    }),
    { numRuns: 40 },
  )
})

test("when the power fails at any write of taking a day, the next start finds the old day or the new one", async () => {
  const old = await openPhone("old 6", base.bytes)
  const kept = await visit(old, "shop")
  const day = dayOf(daysToMove(old, TODAY, noDiary))
  const found: boolean[] = []
  for (let stop = 0; stop <= 3; stop++) {
    const file = memoryFile(otherBase.bytes.slice())
    const opened = await openStore(placeOf(`cut ${stop}`, file), clock, { kind: "none" })
    if (!opened.ok) throw new Error(opened.problem)
    file.writes = 0
    file.stopAfter = stop
    const take = () => takeDayWhole(opened.value.store, day, usedBy(kept), TODAY)
    if (stop < 3) expect(take).toThrow("no power")
    else expect(take()).toBe(true)
    const again = await openStore(placeOf(`after ${stop}`, memoryFile(file.bytes.slice())), clock, { kind: "none" })
    if (!again.ok) throw new Error(again.problem)
    expect(again.value.rewritten).toEqual([])
    found.push(rowOf(again.value.store, "shop") !== undefined)
  }
  expect(found).toEqual([false, true, true, true])
})
