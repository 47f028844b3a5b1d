import fc from "fast-check"
import { expect, test } from "vitest"
import { DEP, steadyRandom, venueOf } from "../deployment.test-support.ts"
import { dayKeyOf, rowKeyOf } from "../keys/key-tree.ts"
import { concatBytes, equalBytes, hexOf } from "../shared/bytes.ts"
import { minutes, serviceDay } from "../shared/units.ts"
import { readDayFile, writeDayFile } from "./day-file.ts"
import { DROP_BYTES, type DropText } from "./drop-text.ts"
import { cardKeysOf, tryRecord } from "./open-card.ts"
import { pairStays, rowsOfStay } from "./pair-stays.ts"
import { packParcel, parcelSizeFor, readParcel, writeParcel } from "./parcel.ts"
import { sealDrop } from "./seal-drop.ts"
import { shuffle } from "./shuffle.ts"

const day = serviceDay(19_052)
const pool = venueOf("pool")
const random = steadyRandom("parcels")

function dropOf(arrival: number, change: Partial<DropText> = {}): DropText {
  return {
    hourVenue: false,
    leaving: false,
    assumed: change.leaving !== true,
    vid: pool.vid,
    day,
    arrival: minutes(arrival),
    departure: minutes(change.leaving ? arrival : arrival + 120),
    keys: { kind: "day", dayKey: dayKeyOf(pool.venueKey, day) },
    capsule: { bind: random(16), uploadKeyId: "00112233", sealed: random(273) },
    ...change,
  }
}
const leave = (arrival: number, change: Partial<DropText> = {}) => dropOf(arrival, { leaving: true, ...change })
const timesOf = (records: readonly DropText[]) =>
  pairStays(records).map(({ arrival, departure, assumed }) => [arrival, departure, assumed])

test("hostile 40: a parcel is as large for no card as for eight, and its buckets and its order say nothing", async () => {
  const [key] = await cardKeysOf(random(16), null)
  if (!key) throw new Error("no key")
  const own = await Promise.all([60, 61, 62].map((at) => sealDrop(DEP, { bucket: 5, pub: key.pub }, dropOf(at))))
  const filling = { dep: DEP, day, cardBits: 4, random }
  const sizes: number[] = []
  for (const waiting of [[], own.slice(0, 1), own]) sizes.push((await packParcel(waiting, filling)).length)
  expect(sizes).toEqual([8 * 513, 8 * 513, 8 * 513])
  // Over many empty parcels every bucket comes about equally often, and none beyond the deployment's.
  const empty = await Promise.all(Array.from({ length: 40 }, () => packParcel([], filling)))
  const counts = new Map<number, number>()
  for (const parcel of empty) {
    const read = readParcel(parcel)
    if (!read.ok) throw new Error("parcel")
    for (const { bucket } of read.value) counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
  }
  expect(Math.max(...counts.keys())).toBeLessThan(16)
  expect(counts.size).toBe(16)
  expect(Math.max(...counts.values())).toBeLessThan(60)
  // A real record stands in each place.
  const places = new Set<number>()
  for (let i = 0; i < 60; i++) {
    const read = readParcel(await packParcel(own.slice(0, 1), filling))
    if (read.ok) places.add(read.value.findIndex(({ record }) => equalBytes(record, own[0]?.record ?? record)))
  }
  expect([...places].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test("eight records, or sixteen, or thirty-two: never a number between, never more than 256", () => {
  expect([0, 1, 8, 9, 16, 17, 200, 256].map(parcelSizeFor)).toEqual([8, 8, 8, 16, 16, 32, 256, 256])
  for (const count of [0, 1, 7, 9, 12, 24, 512])
    expect(readParcel(new Uint8Array(count * 513)), String(count)).toEqual({ ok: false, problem: "malformed" })
  expect(readParcel(new Uint8Array(8 * 513 - 1)).ok).toBe(false)
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8 * 513, maxLength: 8 * 513 }), (bytes) => {
      const read = readParcel(bytes)
      expect(read.ok && writeParcel(read.value)).toEqual(new Uint8Array(bytes))
    }),
  )
})

test("a day file reads back, and nothing else reads as one", () => {
  const records = [random(DROP_BYTES), random(DROP_BYTES)]
  const bytes = writeDayFile({ day, bucket: 3, records })
  expect(hexOf(bytes.slice(0, 12))).toBe("56543144" + "4a6c" + "03" + "00" + "00000002")
  expect(readDayFile(bytes)).toEqual({ ok: true, value: { day, bucket: 3, records } })
  const bad = [bytes.slice(1), bytes.slice(0, -1), concatBytes(bytes, random(1)), new Uint8Array(), bytes.with(7, 1)]
  for (const each of [...bad, bytes.with(0, 0)]) expect(readDayFile(each)).toEqual({ ok: false, problem: "malformed" })
  fc.assert(fc.property(fc.uint8Array({ maxLength: 1100 }), (some) => void readDayFile(some)))
})

test("a card finds its own records among strangers', each once, whatever face was scanned", async () => {
  const [mine, theirs] = [await cardKeysOf(random(16), null), await cardKeysOf(random(16), null)]
  const texts = [dropOf(60), dropOf(300), leave(400)]
  const own = await Promise.all(
    texts.map((text, i) => sealDrop(DEP, { bucket: 0, pub: mine[i]?.pub ?? random(65) }, text)),
  )
  const other = await Promise.all(theirs.map(({ pub }) => sealDrop(DEP, { bucket: 0, pub }, dropOf(90))))
  const file = shuffle([...own, ...other], random).map(({ record }) => record)
  const found = (await Promise.all(file.map((record) => tryRecord(mine, DEP, day, record)))).filter((each) => each)
  expect(found).toHaveLength(3)
  expect(found).toEqual(expect.arrayContaining(texts))
})

test("an entering is paired with its leaving; each alone is kept for what it says", () => {
  expect(timesOf([dropOf(60), leave(100)])).toEqual([[60, 100, false]])
  expect(timesOf([leave(100), dropOf(60), dropOf(200)])).toEqual([
    [60, 100, false],
    [200, 320, true],
  ])
  expect(timesOf([leave(100)])).toEqual([[100, 100, true]])
  expect(timesOf([dropOf(60), dropOf(90), leave(100)])).toEqual([
    [60, 180, true],
    [90, 100, false],
  ])
  const library = venueOf("library").vid
  expect(timesOf([dropOf(60), leave(100, { vid: library })])).toHaveLength(2)
  expect(timesOf([dropOf(60), leave(100, { day: serviceDay(day + 1) })])).toHaveLength(2)
  const once = dropOf(60)
  expect(timesOf([once, { ...once }, leave(100), leave(100)])).toEqual([[60, 100, false]])
})

test("a stay's rows are those that the feed has for its venue: the day's, or each hour's", () => {
  const [stay] = pairStays([dropOf(60), leave(130)])
  if (!stay) throw new Error("no stay")
  const dayKey = dayKeyOf(pool.venueKey, day)
  expect(rowsOfStay(stay)).toEqual([{ rowKey: rowKeyOf(dayKey, pool.vid), arrival: 12, departure: 26 }])
  const [byHours] = pairStays([dropOf(60, { hourVenue: true }), leave(130, { hourVenue: true })])
  expect(byHours && rowsOfStay(byHours).map(({ arrival, departure }) => [arrival, departure])).toEqual([
    [12, 24],
    [24, 26],
  ])
  const [moment] = pairStays([leave(100)])
  expect(moment && rowsOfStay(moment).map(({ arrival, departure }) => [arrival, departure])).toEqual([[20, 21]])
})
