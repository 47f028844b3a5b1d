import { type Drop, MOST_IN_PARCEL } from "@homesafe/protocol"
import type { GateDatabase } from "../keys/gate-database.ts"
import { findSingle } from "../keys/gate-database.ts"
import { changeSettings } from "../keys/settings.ts"

/** Records that one half day may have: sixteen full parcels. */
const MOST_DROPS = 16 * MOST_IN_PARCEL

/** Keeps a sealed record until its half day is over; it is on the disk before staff are told that the card was taken. */
export async function keepDrop(database: GateDatabase, slot: number, drop: Drop): Promise<"kept" | "full"> {
  const write = database.transaction(["drops", "slots"], "readwrite", { durability: "strict" })
  const waiting = await write.objectStore("drops").index("slot").count(slot)
  if (waiting >= MOST_DROPS) {
    await write.done
    return "full"
  }
  void write.objectStore("slots").put({ slot })
  void write.objectStore("drops").put({ slot, ...drop })
  await write.done
  return "kept"
}

/** From now on this device posts parcels twice a day, whether or not a card comes. */
export async function startReadingCards(database: GateDatabase): Promise<void> {
  await changeSettings(database, () => ({ cards: true }))
}

/** Notes that a parcel must go out for this half day, if this device reads cards at all. */
export async function noteHalfDay(database: GateDatabase, slot: number): Promise<void> {
  const settings = await findSingle(database, "settings")
  if (settings?.cards && !(await database.get("slots", slot))) await database.put("slots", { slot })
}
