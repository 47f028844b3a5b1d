import { copyBytes } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { makeChaffDay } from "./chaff-day.ts"
import { finishChangeOfLock } from "./change-lock.ts"
import { type HouseReport, keepHouse, type StoreClock, todayOf, windowOf } from "./keep-house.ts"
import { makeHeader, type Unlock, unlockKey } from "./lock.ts"
import {
  eraseEverything,
  finishInterruptedWrite,
  STORE_BYTES,
  type Store,
  type StorePlace,
  writeDay,
  writeSynced,
} from "./store-file.ts"

export interface OpenedStore extends HouseReport {
  readonly store: Store
}

/** Makes a store of 31 days of chaff and tomorrow. The header comes last: an interrupted making leaves no store, not half of one. */
export async function createStore(place: StorePlace, clock: StoreClock): Promise<Store> {
  const store = { ...place, key: copyBytes(place.random(32)) }
  eraseEverything(place.file, place.random)
  const days = windowOf(todayOf(clock, place.offset))
  for (const day of await Promise.all(days.map((each) => makeChaffDay(place, each)))) writeDay(store, day)
  writeSynced(place.file, 0, makeHeader({ kind: "none" }, store.key, place.random))
  return store
}

/** Opens a store: ends interrupted writes, erases and hides by the clock's rules, and fills gaps. Spec §5. */
export async function openStore(
  place: StorePlace,
  clock: StoreClock,
  unlock: Unlock,
): Promise<Result<OpenedStore, "not-a-store" | "locked" | "wrong-key">> {
  if (place.file.size() !== STORE_BYTES) return refused("not-a-store")
  const key = unlockKey(place.file, unlock)
  if (!key.ok) return key
  const store = { ...place, key: key.value }
  finishChangeOfLock(store)
  finishInterruptedWrite(store)
  return ok({ store, ...(await keepHouse(store, clock)) })
}
