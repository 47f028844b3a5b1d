import { pathOf, putCardParcel } from "@homesafe/api"
import {
  hexOf,
  isPastRetention,
  MOST_IN_PARCEL,
  serviceDay,
  serviceDayOf,
  type TrustList,
  type UnixSeconds,
} from "@homesafe/protocol"
import { packParcel } from "@homesafe/protocol/venue"
import type { GateDatabase, KeptParcel } from "../keys/gate-database.ts"
import { random } from "../keys/screen-keys.ts"
import { dayOfHalf, halfDayOf } from "./half-days.ts"
import { noteHalfDay } from "./keep-drop.ts"

/** Packs the half days that are over and sends what waits. What does not arrive stays and goes again as it is. Spec §11. */
export async function postParcels(
  database: GateDatabase,
  trust: Pick<TrustList, "dep" | "offset" | "cardBits">,
  now: UnixSeconds,
  send: typeof fetch = (...given) => fetch(...given),
): Promise<void> {
  const current = halfDayOf(now, trust.offset)
  await noteHalfDay(database, current)
  for (const slot of await database.getAllKeys("slots", IDBKeyRange.upperBound(current, true)))
    await packHalfDay(database, trust, slot)
  const today = serviceDayOf(now, trust.offset)
  for (const parcel of await database.getAll("parcels")) {
    // After 31 days nobody could look for it any more.
    const isOver = isPastRetention(serviceDay(parcel.day), today)
    if (isOver || (await sendParcel(parcel, send))) await database.delete("parcels", parcel.id)
  }
}

/** The same, one at a time over all tabs of this device: whoever comes while another posts leaves it to that one. */
export async function postParcelsAlone(...given: Parameters<typeof postParcels>): Promise<void> {
  await navigator.locks.request("parcels", { ifAvailable: true }, (lock) => (lock ? postParcels(...given) : undefined))
}

/** Turns a half day's records into parcels in one step: killed before it, they are packed again; after it, they are sent. */
async function packHalfDay(
  database: GateDatabase,
  { dep, cardBits }: Pick<TrustList, "dep" | "cardBits">,
  slot: number,
): Promise<void> {
  const read = database.transaction("drops")
  const [drops, keys] = await Promise.all([
    read.store.index("slot").getAll(slot),
    read.store.index("slot").getAllKeys(slot),
  ])
  const day = dayOfHalf(slot)
  const parcels: KeptParcel[] = []
  // A half day without a card has a parcel too.
  for (let at = 0; at === 0 || at < drops.length; at += MOST_IN_PARCEL) {
    const body = await packParcel(drops.slice(at, at + MOST_IN_PARCEL), { dep, day, cardBits, random })
    parcels.push({ id: hexOf(random(16)), day, body })
  }
  const write = database.transaction(["drops", "slots", "parcels"], "readwrite", { durability: "strict" })
  // Another tab may have been faster.
  if (await write.objectStore("slots").get(slot)) {
    for (const parcel of parcels) void write.objectStore("parcels").put(parcel)
    for (const key of keys) void write.objectStore("drops").delete(key)
    void write.objectStore("slots").delete(slot)
  }
  await write.done
}

async function sendParcel({ id, day, body }: KeptParcel, send: typeof fetch): Promise<boolean> {
  const answer = await send(pathOf(putCardParcel, { day, id }), {
    method: putCardParcel.method,
    headers: { "content-type": putCardParcel.contentType },
    body,
    credentials: "omit",
    referrerPolicy: "no-referrer",
  }).catch(() => undefined) // no network: later
  return answer?.status === 204
}
