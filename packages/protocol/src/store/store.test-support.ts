import { expect } from "vitest"
import { readScannedCode } from "../codes/verify-scanned-code.ts"
import { DEP, NOW, posterOf, scanned, steadyRandom, TRUST, UPLOAD, venueOf } from "../deployment.test-support.ts"
import { hexOf } from "../shared/bytes.ts"
import { type ServiceDay, type UnixSeconds, unixSeconds } from "../shared/units.ts"
import { BESIDE_BYTES } from "./beside-file.ts"
import { checkIn } from "./check-in.ts"
import { checkOut } from "./check-out.ts"
import { memoryFile } from "./memory-file.test-support.ts"
import { createStore, openStore } from "./open-store.ts"
import { matchRows } from "./read-store.ts"
import type { Store, StorePlace } from "./store-file.ts"

export const HOUR = 3600
export const clockAt = (now: number, floor = now) => ({
  now: unixSeconds(now),
  floor: unixSeconds(floor),
  hiddenSince: {},
})
export const venue = venueOf("pool")
export const hourVenue = venueOf("hall", { hourRows: true })

export function placeOf(file = memoryFile(), name = "store"): StorePlace {
  const random = steadyRandom(name)
  return { file, random, dep: DEP, offset: 14_400, uploadKey: () => UPLOAD, chaff: "day" }
}

export function codeOf(bytes: Uint8Array, now: UnixSeconds = NOW) {
  const read = readScannedCode(scanned(bytes), { trust: TRUST, revoked: new Map(), now })
  if (!read.ok) throw new Error(read.problem)
  return read.value
}

export function enter(store: Store, bytes = posterOf(venue), now: UnixSeconds = NOW, stay = HOUR, mayPassEnd = false) {
  const entered = checkIn(store, codeOf(bytes, now), { now, assumedDeparture: unixSeconds(now + stay), mayPassEnd })
  if (!entered.ok) throw new Error(entered.problem)
  return entered.value
}

export async function leave(store: Store, ref: ReturnType<typeof enter>, departure: number) {
  const left = await checkOut(store, ref, unixSeconds(departure))
  if (!left.ok) throw new Error(left.problem)
  return left.value
}

export function rowAt(store: Store, day: ServiceDay, rowKey: Uint8Array) {
  return matchRows(store, day).find((row) => hexOf(row.rowKey) === hexOf(rowKey))
}

export const newBeside = () => memoryFile(steadyRandom("beside")(BESIDE_BYTES) as Uint8Array<ArrayBuffer>)
export const base = memoryFile()
await createStore(placeOf(base), clockAt(NOW))
export const fresh = async (name: string) => {
  const opened = await openStore(placeOf(memoryFile(base.bytes.slice()), name), clockAt(NOW), { kind: "none" })
  if (!opened.ok) throw new Error(opened.problem)
  return opened.value.store
}

export async function restart(bytes: Uint8Array, stop: number): Promise<Store | undefined> {
  for (const unlock of [{ kind: "none" }, { kind: "pin", pin: "482913" }] as const) {
    const opened = await openStore(placeOf(memoryFile(bytes.slice()), `after ${stop}`), clockAt(NOW), unlock)
    if (opened.ok) {
      expect(opened.value.rewritten).toEqual([])
      return opened.value.store
    }
  }
  return undefined
}
