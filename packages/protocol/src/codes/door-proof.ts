import { type Bytes, bytesOfHex, copyBytes, type Hex, u8, u32, utf8Of } from "../shared/bytes.ts"
import { hmac } from "../shared/hash.ts"
import { type UnixSeconds, unixSeconds } from "../shared/units.ts"
import type { PrintedKeys, RotatingKeys } from "./verify-scanned-code.ts"

/** What a phone shows and staff compare: a colour, a symbol and two digits. Spec §15. */
export interface DoorAnswer {
  /** 0..7: white, black, yellow, orange, violet, sky blue, navy, green. */
  readonly colour: number
  /** 0..15: boat, key, leaf, star, moon, sun, fish, heart, cup, bell, tree, flower, mountain, cloud, drop, umbrella. */
  readonly symbol: number
  /** 0..99, shown with two digits. */
  readonly number: number
}

/** What a phone keeps of a scan to answer at the door: a poster's key answers all day, a screen's for one minute. */
export type DoorProof =
  | { readonly kind: "static"; readonly key: Bytes }
  | { readonly kind: "rotating"; readonly key: Bytes; readonly t: UnixSeconds }

/** The challenge of a phone that nobody has asked for a digit. */
export const NO_CHALLENGE = 255
/** A screen's code answers for so many seconds after its t; then the phone asks for a new scan. */
export const DOOR_PROOF_SECONDS = 180
const LAST_DIGIT = 9

/** The key of one printed door for one day: posters of other doors, and other days, have others. Spec §15. */
export function staticDoorKey(dayKey: Uint8Array, codeHash: Hex): Bytes {
  return copyBytes(hmac(dayKey, utf8Of("VT1/door"), bytesOfHex(codeHash)).subarray(0, 16))
}

/** The start of the minute that a moment lies in. */
export function doorMinuteOf(now: UnixSeconds): UnixSeconds {
  return unixSeconds(now - (now % 60))
}

/** The two minutes whose answers are right now: this one and the last. Spec §15. */
export function doorMinutesNow(now: UnixSeconds): readonly [current: UnixSeconds, last: UnixSeconds] {
  const minute = doorMinuteOf(now)
  return [minute, unixSeconds(minute - 60)]
}

/** The answer of a door in one minute to a digit, or to none. Spec §15. */
export function doorAnswer(key: Uint8Array, minute: UnixSeconds, challenge: number): DoorAnswer {
  if (challenge !== NO_CHALLENGE && !(Number.isInteger(challenge) && challenge >= 0 && challenge <= LAST_DIGIT))
    throw new RangeError(`${challenge} is no digit`)
  const [colour = 0, symbol = 0, high = 0, low = 0] = hmac(key, utf8Of("VT1/ans"), u32(minute), u8(challenge))
  return { colour: colour % 8, symbol: symbol % 16, number: (high * 256 + low) % 100 }
}

/** What a phone keeps of a scanned code for the door; it tells neither other days nor other doors. */
export function doorProofOf(code: { readonly codeHash: Hex; readonly today: PrintedKeys | RotatingKeys }): DoorProof {
  const { codeHash, today } = code
  if (today.kind === "printed") return { kind: "static", key: staticDoorKey(today.dayKey, codeHash) }
  return { kind: "rotating", key: today.doorNonce, t: today.t }
}

/** What a phone shows now, or nothing once a screen's code is too old to be shown to anyone. Spec §15. */
export function phoneAnswer(proof: DoorProof, now: UnixSeconds, challenge: number): DoorAnswer | undefined {
  if (proof.kind === "static") return doorAnswer(proof.key, doorMinuteOf(now), challenge)
  if (now - proof.t > DOOR_PROOF_SECONDS) return undefined
  return doorAnswer(proof.key, doorMinuteOf(proof.t), challenge)
}
