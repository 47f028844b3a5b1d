import { randomBytes } from "node:crypto"
import { type ServiceDay, type TrustList, type UnixSeconds, unixSeconds, uploadKeyFor } from "@homesafe/protocol"
import {
  checkIn,
  checkOut,
  createStore,
  readScannedCode,
  STORE_BYTES,
  type Store,
  type StoreFile,
} from "@homesafe/protocol/visitor"

/** One stay in the town: a poster's text, and when. Seconds. */
export interface Stay {
  readonly text: string
  readonly from: UnixSeconds
  readonly until: UnixSeconds
}

/** A phone of the town: the real store and the real checks, in memory. */
export async function makeTownPhone(trust: TrustList, now: UnixSeconds, stays: readonly Stay[]): Promise<Store> {
  const uploadKey = (day: ServiceDay) => {
    const key = uploadKeyFor(trust, day)
    if (!key) throw new Error("the trust list has no upload key")
    return { id: key.id, pub: key.pub }
  }
  const { dep, offset, chaff } = trust
  const clock = { now, floor: unixSeconds(0), hiddenSince: {} }
  const store = await createStore({ file: memoryFile(), random: randomBytes, dep, offset, uploadKey, chaff }, clock)
  for (const stay of stays) {
    const code = readScannedCode(stay.text, { trust, revoked: new Map(), now: stay.from })
    if (!code.ok) throw new Error(`a poster of the town is refused: ${code.problem}`)
    const times = { now: stay.from, assumedDeparture: stay.until, mayPassEnd: false }
    const open = checkIn(store, code.value, times)
    if (open.ok) await checkOut(store, open.value, stay.until)
  }
  return store
}

function memoryFile(): StoreFile {
  const bytes = new Uint8Array(STORE_BYTES)
  return {
    read: (offset, length) => bytes.slice(offset, offset + length),
    write: (offset, data) => bytes.set(data, offset),
    flush: () => {},
    size: () => bytes.length,
  }
}
