import { type Bytes, copyBytes, type ServiceDay } from "@homesafe/protocol"
import { makeDeviceKeys, type ScreenOffer, writeScreenOffer } from "@homesafe/protocol/venue"
import { findSingle, type GateDatabase, type KeptScreen } from "./gate-database.ts"

/** Fresh random bytes of the browser. */
export const random = (n: number): Bytes => crypto.getRandomValues(new Uint8Array(n))

/** This screen's keys, made at the first call. */
export async function readOrMakeScreen(database: GateDatabase): Promise<KeptScreen> {
  const kept = await findSingle(database, "screen")
  if (kept) return kept
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"])
  if (!("privateKey" in pair)) throw new Error("no key pair was made")
  const kioskKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey))
  const device = await makeDeviceKeys(random)
  const screen: KeptScreen = {
    name: "screen",
    kioskSecret: pair.privateKey,
    kioskKey,
    deviceSecret: device.secret,
    deviceKey: device.pub,
    relayId: random(16),
    grant: null,
  }
  await database.put("single", screen)
  await navigator.storage?.persist?.()
  return screen
}

/** What the screen shows to the portal. */
export function offerOf({ kioskKey, deviceKey, relayId }: KeptScreen): Bytes {
  const offer: ScreenOffer = {
    kioskKey: copyBytes(kioskKey),
    deviceKey: copyBytes(deviceKey),
    relayId: copyBytes(relayId),
  }
  return writeScreenOffer(offer)
}

/** The key of a day, while there is one. */
export async function findDayKey(database: GateDatabase, day: ServiceDay): Promise<Uint8Array | undefined> {
  return (await database.get("days", day))?.dayKey
}

/** The first and the last day whose key is here. */
export async function findDays(database: GateDatabase): Promise<{ first: number; last: number } | undefined> {
  const days = await database.getAllKeys("days")
  const [first, last] = [days[0], days.at(-1)]
  return first === undefined || last === undefined ? undefined : { first, last }
}

/** The door proof's seed of a day: 16 random bytes, made when the day is first seen. Spec §15. */
export async function readOrMakeSeed(database: GateDatabase, day: ServiceDay): Promise<Uint8Array> {
  const kept = await database.get("seeds", day)
  if (kept) return kept.doorSeed
  const seed = { day, doorSeed: random(16) }
  // Another tab may have been faster: what is kept first stays.
  const here = database.transaction("seeds", "readwrite")
  const other = await here.store.get(day)
  if (!other) await here.store.put(seed)
  await here.done
  return (other ?? seed).doorSeed
}
