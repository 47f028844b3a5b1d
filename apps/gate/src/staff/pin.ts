import { equalBytes } from "@homesafe/protocol"
import { findSingle, type GateDatabase, type KeptPin } from "../keys/gate-database.ts"
import { random } from "../keys/screen-keys.ts"

// A PIN keeps passers-by from the staff's page; whoever has the device's disk is not kept out by any four digits.
const ROUNDS = 300_000
const FREE_TRIES = 3
const FIRST_WAIT = 30
const LONGEST_WAIT = 3600

/** Four to eight digits. */
export function isPin(text: string): boolean {
  return /^[0-9]{4,8}$/.test(text)
}

/** What came of a PIN: right, wrong, or not looked at before `notBefore` (seconds). */
export type PinOutcome =
  | { readonly state: "right" }
  | { readonly state: "wrong" | "waiting"; readonly notBefore: number }

/** Sets the PIN, where there is none yet. */
export async function setPin(database: GateDatabase, pin: string): Promise<void> {
  const salt = random(16)
  await database.put("single", { name: "pin", salt, hash: await hashOf(pin, salt), wrong: 0, notBefore: 0 })
}

/** Tries a PIN. After three wrong ones each costs a wait, twice as long as the last; a reload or another tab does not shorten it. */
export async function tryPin(database: GateDatabase, pin: string, now: number): Promise<PinOutcome> {
  const before = await findSingle(database, "pin")
  if (!before) throw new Error("no PIN is set")
  if (now < before.notBefore) return { state: "waiting", notBefore: before.notBefore }
  // Counted as wrong before it is looked at: whoever closes the page meanwhile has used a try.
  const counted = await countWrong(database, now)
  if (!counted) return { state: "waiting", notBefore: now + FIRST_WAIT }
  if (!equalBytes(await hashOf(pin, counted.salt), counted.hash))
    return { state: "wrong", notBefore: counted.notBefore }
  await database.put("single", { ...counted, wrong: 0, notBefore: 0 })
  return { state: "right" }
}

async function countWrong(database: GateDatabase, now: number): Promise<KeptPin | undefined> {
  const here = database.transaction("single", "readwrite")
  const kept = await here.store.get("pin")
  if (kept?.name !== "pin" || now < kept.notBefore) {
    await here.done
    return undefined
  }
  const wrong = kept.wrong + 1
  const wait = wrong < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (wrong - FREE_TRIES))
  const next = { ...kept, wrong, notBefore: wait === 0 ? 0 : now + wait }
  await here.store.put(next)
  await here.done
  return next
}

async function hashOf(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"])
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256))
}
