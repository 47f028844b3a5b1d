import { expect, test } from "vitest"
import { NOW, posterOf, shownBy, TODAY, UPLOAD, venueOf } from "../deployment.test-support.ts"
import { dayKeyOf, leafOf, rowKeyOf } from "../keys/key-tree.ts"
import { hexOf } from "../shared/bytes.ts"
import { addDays, startOfServiceDay, unixSeconds } from "../shared/units.ts"
import { cancelOpenVisit, checkIn, openVisits } from "./check-in.ts"
import { deleteVisit } from "./delete-visit.ts"
import { keepHouse, makeRoomForDay, windowOf } from "./keep-house.ts"
import { memoryFile } from "./memory-file.test-support.ts"
import { openStore } from "./open-store.ts"
import { diaryKeyOf, liveDays, matchRows, openDiaryEntry, sealDiaryEntry, uploadEntries } from "./read-store.ts"
import {
  base,
  clockAt,
  codeOf,
  enter,
  fresh,
  HOUR,
  hourVenue,
  leave,
  placeOf,
  restart,
  rowAt,
  venue,
} from "./store.test-support.ts"
import { eraseEverything, HEADER_BYTES, readDay, STORE_BYTES, type Store } from "./store-file.ts"

test("a new store has its final size, 31 days and tomorrow, and nothing to tell one day from another", async () => {
  const store = await fresh("a")
  expect(base.bytes.length).toBe(STORE_BYTES)
  expect(liveDays(store, TODAY)).toEqual(windowOf(TODAY).filter((day) => day <= TODAY))
  expect(readDay(store, addDays(TODAY, 1))?.state).toBe("live")
  expect(matchRows(store, TODAY)).toHaveLength(31 * 16)
  expect(uploadEntries(store, TODAY, "all").map((entry) => entry.capsules.length)).toEqual(Array(31).fill(12))
})

test("a visit leaves a row, a capsule and no venue id; the file does not grow", async () => {
  const store = await fresh("b")
  const ref = enter(store)
  expect(openVisits(store, TODAY)).toMatchObject([
    { ref, vid: venue.vid, arrival: 480, assumedDeparture: 540, rotating: false },
  ])
  const [kept] = await leave(store, ref, NOW + 2 * HOUR + 1)
  expect(openVisits(store, TODAY)).toEqual([])
  expect(kept).toMatchObject({ day: TODAY, arrival: 480, departure: 600, full: false })
  const row = rowAt(store, TODAY, rowKeyOf(dayKeyOf(venue.venueKey, TODAY), venue.vid))
  expect(row).toMatchObject({ arrival: 96, departure: 120, row: kept?.rows[0]?.row })
  expect(matchRows(store, TODAY)).toHaveLength(31 * 16)
  const chosen = uploadEntries(store, TODAY, new Map([[TODAY, [kept?.capsule ?? -1]]]))
  expect(chosen).toMatchObject([{ day: TODAY, uploadKeyId: UPLOAD.id }])
  expect(store.file.size()).toBe(STORE_BYTES)
})

test("a second visit to the same place widens the row; deleting one narrows it again, deleting both leaves chaff", async () => {
  const store = await fresh("c")
  const rowKey = rowKeyOf(dayKeyOf(venue.venueKey, TODAY), venue.vid)
  const [first] = await leave(store, enter(store), NOW + HOUR)
  const [second] = await leave(store, enter(store, posterOf(venue), unixSeconds(NOW + 3 * HOUR)), NOW + 4 * HOUR)
  if (!first || !second) throw new Error("not kept")
  expect(rowAt(store, TODAY, rowKey)).toMatchObject({ arrival: 96, departure: 144 })
  expect(first.capsule).not.toBe(second.capsule)
  await deleteVisit(store, first, [second])
  expect(rowAt(store, TODAY, rowKey)).toMatchObject({ arrival: 132, departure: 144 })
  await deleteVisit(store, second, [])
  expect(rowAt(store, TODAY, rowKey)).toBeUndefined()
  expect(readDay(store, TODAY)).toMatchObject({ usedRows: 0, usedCapsules: 0 })
})

test("a visit across the end of the day becomes two", async () => {
  const store = await fresh("d")
  const evening = unixSeconds(startOfServiceDay(addDays(TODAY, 1), 14_400) - HOUR)
  const ref = enter(store, posterOf(venue), evening, 3 * HOUR)
  expect(ref.tomorrowSlot).not.toBeNull()
  expect(openVisits(store, TODAY)).toHaveLength(1)
  expect(openVisits(store, addDays(TODAY, 1))).toHaveLength(1)
  const kept = await leave(store, ref, evening + 2 * HOUR)
  expect(kept).toMatchObject([
    { day: TODAY, arrival: 1380, departure: 1440 },
    { day: TODAY + 1, arrival: 0, departure: 60 },
  ])
  const next = addDays(TODAY, 1)
  expect(rowAt(store, next, rowKeyOf(dayKeyOf(venue.venueKey, next), venue.vid))).toMatchObject({
    arrival: 0,
    departure: 12,
  })
})

test("a visit that might have passed the end of the day and did not leaves nothing there", async () => {
  const store = await fresh("e")
  const ref = enter(store, posterOf(venue), NOW, HOUR, true)
  expect(ref.tomorrowSlot).not.toBeNull()
  expect(await leave(store, ref, NOW + HOUR)).toHaveLength(1)
  expect(openVisits(store, addDays(TODAY, 1))).toEqual([])
})

test("a visit at an hour venue makes one row per hour, cut to that hour and to the hours granted", async () => {
  const store = await fresh("f")
  const bytes = shownBy(hourVenue, unixSeconds(NOW + 1800), 3)
  const ref = enter(store, bytes, unixSeconds(NOW + 1800))
  expect(openVisits(store, TODAY)).toMatchObject([{ hoursEnd: 660, rotating: true }])
  const [kept] = await leave(store, ref, NOW + 9 * HOUR)
  expect(kept).toMatchObject({ arrival: 510, departure: 660 })
  const dayKey = dayKeyOf(hourVenue.venueKey, TODAY)
  const rows = [8, 9, 10, 11].map((hour) => rowAt(store, TODAY, rowKeyOf(leafOf(dayKey, hour), hourVenue.vid)))
  expect(rows.map((row) => row && [row.arrival, row.departure])).toEqual([
    [102, 108],
    [108, 120],
    [120, 132],
    undefined,
  ])
})

test("a poster of an hour venue makes the hours on the phone", async () => {
  const store = await fresh("g")
  const [kept] = await leave(store, enter(store, posterOf(hourVenue)), NOW + 90 * 60)
  expect(kept?.rows).toHaveLength(2)
  expect(rowAt(store, TODAY, rowKeyOf(leafOf(dayKeyOf(hourVenue.venueKey, TODAY), 9), hourVenue.vid))).toMatchObject({
    arrival: 108,
    departure: 114,
  })
})

test("an undone check-in leaves no trace of the venue", async () => {
  const store = await fresh("h")
  cancelOpenVisit(store, enter(store, posterOf(venue), NOW, HOUR, true))
  expect(openVisits(store, TODAY)).toEqual([])
  expect(openVisits(store, addDays(TODAY, 1))).toEqual([])
})

test("four visits may be open at once, not five", async () => {
  const store = await fresh("i")
  for (const name of ["1", "2", "3", "4"]) enter(store, posterOf(venueOf(name)))
  const fifth = checkIn(store, codeOf(posterOf(venueOf("5"))), { now: NOW, assumedDeparture: NOW, mayPassEnd: false })
  expect(fifth).toEqual({ ok: false, problem: "too-many-open-visits" })
})

test("a full day takes a second block of rows and capsules, and says when that is full too", async () => {
  const store = await fresh("j")
  for (let i = 0; i < 34; i++) {
    const [kept] = await leave(store, enter(store, posterOf(venueOf(`shop ${i}`))), NOW + HOUR)
    expect(kept?.full).toBe(i >= 24)
    expect(kept?.rows.length).toBe(i < 32 ? 1 : 0)
  }
  expect(readDay(store, TODAY)).toMatchObject({ rowBlocks: 2, capsuleBlocks: 2 })
}, 20_000)

test("which entries are real is forgotten once the day is over", async () => {
  const store = await fresh("k")
  await leave(store, enter(store), NOW + HOUR)
  await keepHouse(store, clockAt(NOW + 86_400))
  expect(readDay(store, TODAY)).toMatchObject({ usedRows: 0, usedCapsules: 0, state: "live" })
  expect(rowAt(store, addDays(TODAY, 1), rowKeyOf(dayKeyOf(venue.venueKey, TODAY), venue.vid))).toBeDefined()
})

test("a day is kept for 31 service days, itself included, and erased at the next one's start", async () => {
  const store = await fresh("l")
  const before = store.file.read(HEADER_BYTES + (TODAY % 32) * 8192, 8192)
  await keepHouse(store, clockAt(NOW + 30 * 86_400))
  expect(readDay(store, TODAY)?.state).toBe("live")
  const report = await keepHouse(store, clockAt(NOW + 31 * 86_400))
  expect(report.erased).toEqual([TODAY])
  expect(readDay(store, TODAY)).toBeUndefined()
  expect(hexOf(store.file.read(HEADER_BYTES + (TODAY % 32) * 8192, 8192))).not.toBe(hexOf(before))
})

test("a day that only the phone's clock calls old is hidden, comes back with the clock, and goes after 24 hours", async () => {
  const store = await fresh("m")
  const ahead = NOW + 31 * 86_400
  const hidden = await keepHouse(store, { now: unixSeconds(ahead), floor: NOW, hiddenSince: {} })
  expect(hidden.erased).toEqual([])
  expect(hidden.hidden).toContain(TODAY)
  expect(matchRows(store, hidden.today).some((row) => row.day === TODAY)).toBe(false)
  expect(uploadEntries(store, hidden.today, "all").some((entry) => entry.day === TODAY)).toBe(false)
  const back = await keepHouse(store, { now: NOW, floor: NOW, hiddenSince: hidden.hiddenSince })
  expect(back.hidden).not.toContain(TODAY)
  expect(liveDays(store, TODAY)).toContain(TODAY)
  const again = await keepHouse(store, { now: unixSeconds(ahead), floor: NOW, hiddenSince: {} })
  const soon = await keepHouse(store, { now: unixSeconds(ahead + 86_399), floor: NOW, hiddenSince: again.hiddenSince })
  expect(soon.erased).not.toContain(TODAY)
  const late = await keepHouse(store, { now: unixSeconds(ahead + 86_400), floor: NOW, hiddenSince: again.hiddenSince })
  expect(late.erased).toContain(TODAY)
})

test("a manifest confirms what the clock said: the hidden day is erased at once", async () => {
  const store = await fresh("n")
  const ahead = unixSeconds(NOW + 31 * 86_400)
  const hidden = await keepHouse(store, { now: ahead, floor: NOW, hiddenSince: {} })
  const confirmed = await keepHouse(store, { now: ahead, floor: ahead, hiddenSince: hidden.hiddenSince })
  expect(confirmed.erased).toContain(TODAY)
})

test("a hidden day makes room for today when its owner checks in", async () => {
  const store = await fresh("o")
  const ahead = unixSeconds(NOW + 32 * 86_400)
  const report = await keepHouse(store, { now: ahead, floor: NOW, hiddenSince: {} })
  expect(report.hidden).toContain(TODAY)
  const code = codeOf(posterOf(venue), ahead)
  const times = { now: ahead, assumedDeparture: ahead, mayPassEnd: false }
  expect(checkIn(store, code, times)).toEqual({ ok: false, problem: "hidden-day-in-the-way" })
  await makeRoomForDay(store, code.day)
  expect(checkIn(store, code, times).ok).toBe(true)
})

test("a clock more than an hour behind the last manifest is told", async () => {
  const store = await fresh("p")
  expect((await keepHouse(store, { now: unixSeconds(NOW - 3601), floor: NOW, hiddenSince: {} })).clockBehind).toBe(true)
  expect((await keepHouse(store, { now: unixSeconds(NOW - 3600), floor: NOW, hiddenSince: {} })).clockBehind).toBe(
    false,
  )
})

test("diary entries open with their day's key and not after it", async () => {
  const store = await fresh("q")
  const key = diaryKeyOf(store, TODAY)
  if (key === undefined) throw new Error("no key")
  const sealed = sealDiaryEntry(key, new Uint8Array([1, 2, 3]), new Uint8Array(12))
  expect([...(openDiaryEntry(key, sealed) ?? [])]).toEqual([1, 2, 3])
  await keepHouse(store, clockAt(NOW + 31 * 86_400))
  expect(diaryKeyOf(store, TODAY)).toBeUndefined()
})

test("erasing everything leaves no store", async () => {
  const store = await fresh("s")
  eraseEverything(store.file, store.random)
  expect(await openStore({ ...store }, clockAt(NOW), { kind: "none" })).toEqual({ ok: false, problem: "not-a-store" })
})

/** Cuts the power at every write in turn, and gives what the next start finds. */
async function cutEverywhere(act: (store: Store) => unknown, see: (store: Store) => string): Promise<string[]> {
  const found: string[] = []
  for (let stop = 0; stop < 500; stop++) {
    const file = memoryFile(base.bytes.slice())
    const opened = await openStore(placeOf(file, `cut ${stop}`), clockAt(NOW), { kind: "none" })
    if (!opened.ok) throw new Error(opened.problem)
    file.writes = 0
    file.stopAfter = stop
    let isDone = false
    try {
      await act(opened.value.store)
      isDone = true
    } catch {
      isDone = false // the power is gone
    }
    const restarted = await restart(file.bytes, stop)
    found.push(restarted === undefined ? "nothing" : see(restarted))
    if (isDone) return found
  }
  throw new Error("it never finished")
}

test("when the power fails at any write of a check-in, the next start finds the old state or the new", async () => {
  const found = await cutEverywhere(
    (store) => {
      enter(store)
    },
    (store) =>
      openVisits(store, TODAY)
        .map((visit) => visit.vid)
        .join(),
  )
  expect(found.length).toBe(4)
  expect(new Set(found)).toEqual(new Set(["", venue.vid]))
  expect(found.at(-1)).toBe(venue.vid)
})

test("when the power fails at any write of a check-out, the visit is still open or safely kept, never neither", async () => {
  const rowKey = rowKeyOf(dayKeyOf(venue.venueKey, TODAY), venue.vid)
  const found = await cutEverywhere(
    async (store) => leave(store, enter(store), NOW + HOUR),
    (store) => `${openVisits(store, TODAY).length} open, ${rowAt(store, TODAY, rowKey) === undefined ? 0 : 1} kept`,
  )
  expect(found.length).toBe(7)
  expect(found.slice(2, 4)).toEqual(["1 open, 0 kept", "1 open, 0 kept"])
  expect(found.slice(1).every((state) => state === "1 open, 0 kept" || state === "0 open, 1 kept")).toBe(true)
  expect(found.at(-1)).toBe("0 open, 1 kept")
})
