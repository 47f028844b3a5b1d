import { expect, test } from "vitest"
import { NOW, steadyRandom, TODAY } from "../deployment.test-support.ts"
import { dayKeyOf, rowKeyOf } from "../keys/key-tree.ts"
import { addDays, unixSeconds } from "../shared/units.ts"
import { readBeside, tidyBeside, writeBeside } from "./beside-file.ts"
import { changeLock } from "./change-lock.ts"
import { eraseLockedDays } from "./erase-locked.ts"
import { windowOf } from "./keep-house.ts"
import { lockOf } from "./lock.ts"
import { memoryFile } from "./memory-file.test-support.ts"
import { openStore } from "./open-store.ts"
import { liveDays } from "./read-store.ts"
import {
  base,
  clockAt,
  enter,
  fresh,
  HOUR,
  leave,
  newBeside,
  placeOf,
  restart,
  rowAt,
  venue,
} from "./store.test-support.ts"
import { readDay } from "./store-file.ts"

test("a store with a PIN or a passkey opens with it alone, and keeps its visits when the lock changes", async () => {
  const store = await fresh("r")
  await leave(store, enter(store), NOW + HOUR)
  const rowKey = rowKeyOf(dayKeyOf(venue.venueKey, TODAY), venue.vid)
  changeLock(store, { kind: "pin", pin: "482913" }, newBeside())
  const open = (unlock: Parameters<typeof openStore>[2]) => openStore({ ...store }, clockAt(NOW), unlock)
  expect(lockOf(store.file)).toEqual({ ok: true, value: { kind: "pin" } })
  expect(await open({ kind: "none" })).toEqual({ ok: false, problem: "locked" })
  expect(await open({ kind: "pin", pin: "482914" })).toEqual({ ok: false, problem: "wrong-key" })
  const withPin = await open({ kind: "pin", pin: "482913" })
  if (!withPin.ok) throw new Error(withPin.problem)
  expect(rowAt(withPin.value.store, TODAY, rowKey)).toBeDefined()
  const prf = new Uint8Array(32).fill(7)
  const passkey = { kind: "passkey", prf, salt: new Uint8Array(32), credentialId: new Uint8Array([9]) } as const
  changeLock(withPin.value.store, passkey, newBeside())
  expect(lockOf(store.file)).toMatchObject({ value: { kind: "passkey", credentialId: new Uint8Array([9]) } })
  const withPasskey = await open({ kind: "passkey", prf })
  expect(withPasskey.ok && rowAt(withPasskey.value.store, TODAY, rowKey)).toBeDefined()
})

test("a locked store forgets its old days too: without its key, by the last day on which it was open", async () => {
  const store = await fresh("locked")
  const locked = changeLock(store, { kind: "pin", pin: "482913" }, newBeside())
  const ahead = unixSeconds(NOW + 10 * 86_400)
  const old = windowOf(TODAY).filter((day) => day <= TODAY - 21)
  const first = eraseLockedDays(store, { now: ahead, floor: NOW, hiddenSince: {} }, TODAY)
  expect(first.erased, "the phone's clock alone erases nothing at first").toEqual([])
  const { hiddenSince } = first
  const soon = eraseLockedDays(store, { now: unixSeconds(ahead + 86_399), floor: NOW, hiddenSince }, TODAY)
  expect(soon.erased).toEqual([])
  const later = eraseLockedDays(store, { now: unixSeconds(ahead + 86_400), floor: NOW, hiddenSince }, TODAY)
  expect(later.erased).toEqual(old)
  for (const day of old) expect(readDay(locked, day)).toBeUndefined()
  expect(readDay(locked, addDays(TODAY, -20))).toBeDefined()
  const confirmed = unixSeconds(NOW + 90 * 86_400)
  expect(eraseLockedDays(store, clockAt(confirmed), TODAY).erased, "a manifest's time erases at once").toHaveLength(32)
})

test("when the power fails at any write of a change of lock, no day is lost, and nothing of what lies beside the diary", async () => {
  const file = memoryFile(base.bytes.slice())
  const opened = await openStore(placeOf(file, "lock"), clockAt(NOW), { kind: "none" })
  if (!opened.ok) throw new Error(opened.problem)
  await leave(opened.value.store, enter(opened.value.store), NOW + HOUR)
  const { key } = opened.value.store
  const beside = newBeside()
  writeBeside({ file: beside, random: steadyRandom("receipt"), key }, new Uint8Array([1, 2, 3]))
  const before = { store: file.bytes.slice(), beside: beside.bytes.slice() }
  let cuts = 0
  const changeUntil = async (cut: { readonly store: number; readonly beside: number }) => {
    const torn = { store: memoryFile(before.store.slice()), beside: memoryFile(before.beside.slice()) }
    torn.store.stopAfter = cut.store
    torn.beside.stopAfter = cut.beside
    try {
      changeLock({ ...placeOf(torn.store, "new lock"), key }, { kind: "pin", pin: "482913" }, torn.beside)
    } catch {
      cuts++
    }
    const restarted = await restart(torn.store.bytes, cuts)
    if (restarted === undefined) throw new Error(`nothing found after ${JSON.stringify(cut)}`)
    expect(rowAt(restarted, TODAY, rowKeyOf(dayKeyOf(venue.venueKey, TODAY), venue.vid))).toBeDefined()
    expect(liveDays(restarted, TODAY)).toHaveLength(31)
    const place = { file: memoryFile(torn.beside.bytes.slice()), random: restarted.random, key: restarted.key }
    tidyBeside(place)
    expect([...(readBeside(place) ?? [])], JSON.stringify(cut)).toEqual([1, 2, 3])
  }
  const never = Number.POSITIVE_INFINITY
  // The header itself is one page, written in one piece: power is cut after it.
  for (const stop of [1, 2, 3, 4, 5, 30, 60, 94, 95, 96, 97]) await changeUntil({ store: stop, beside: never })
  for (const stop of [0, 1, 2]) await changeUntil({ store: never, beside: stop })
  expect(cuts).toBeGreaterThan(10)
}, 60_000)
