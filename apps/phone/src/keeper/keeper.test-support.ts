import "fake-indexeddb/auto"
import { serviceDayOf, type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import {
  createStore,
  eraseBeside,
  openStore,
  STORE_BYTES,
  type StoreFile,
  type StorePlace,
} from "@homesafe/protocol/visitor"
import { catalogue, DEP, OFFSET, trust } from "../feed/published-lists.test-support.ts"
import { type Keeper, makeQueue, randomBytes } from "./keeper.ts"
import { clearDatabase, openDatabase } from "./open-database.ts"
import { storeFileOn } from "./open-store-file.ts"

/** A file in memory behind the same adapter as on a phone. */
export function memoryHandle() {
  let bytes = new Uint8Array()
  return {
    read(into: Uint8Array, { at }: { at: number }) {
      const part = bytes.subarray(at, at + into.length)
      into.set(part)
      return part.length
    },
    write(part: Uint8Array, { at }: { at: number }) {
      if (at + part.length > bytes.length) {
        const longer = new Uint8Array(at + part.length)
        longer.set(bytes)
        bytes = longer
      }
      bytes.set(part, at)
      return part.length
    },
    flush() {},
    getSize: () => bytes.length,
  }
}

function newBeside(): StoreFile {
  const file = storeFileOn(memoryHandle())
  eraseBeside({ file, random: randomBytes })
  return file
}

/** A keeper with a real store in memory and an empty database. */
export async function makeKeeper(now: UnixSeconds): Promise<Keeper> {
  const file = storeFileOn(memoryHandle())
  const uploadKey = trust.keys.find(({ role }) => role === "upload")
  if (!uploadKey) throw new Error("no upload key")
  const place: StorePlace = {
    file,
    random: randomBytes,
    dep: DEP,
    offset: OFFSET,
    chaff: "day",
    uploadKey: () => uploadKey,
  }
  const clock = { now, floor: unixSeconds(0), hiddenSince: {} }
  await createStore(place, clock)
  if (file.size() !== STORE_BYTES) throw new Error("the store has another size")
  const opened = await openStore(place, clock, { kind: "none" })
  if (!opened.ok) throw new Error(opened.problem)
  const db = await openDatabase()
  await clearDatabase(db)
  return {
    db,
    store: opened.value.store,
    besideFile: newBeside(),
    pages: new Map(),
    since: now,
    deployment: undefined as unknown as Keeper["deployment"], // as: nothing about visits reads it
    trust,
    catalogue,
    policy: { v: 1, seq: 0, entries: [] },
    revoked: new Map(),
    feed: null,
    hold: [],
    openFound: new Map(),
    check: { at: 0, problem: null },
    today: serviceDayOf(now, OFFSET),
    hiddenDays: 0,
    isClockBehind: false,
    changed: () => {},
    exclusive: makeQueue(),
  }
}
