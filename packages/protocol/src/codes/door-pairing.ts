import { type Bytes, bytesOfHex, concatBytes, type Hex, hexOf, u8, u16 } from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { type ServiceDay, serviceDay, type UnixSeconds } from "../shared/units.ts"
import { type DoorAnswer, doorAnswer, doorMinuteOf } from "./door-proof.ts"
import { doorNonceOf } from "./rotating-code.ts"

/** What a screen shows staff behind their PIN, so that a second device of theirs knows the answers of this day. Spec §15. */
export interface DoorPairing {
  readonly day: ServiceDay
  readonly vid: Hex
  /** 16 random bytes of the kiosk, new each service day. */
  readonly doorSeed: Bytes
}

const TYPE = 0x18

/** Writes the 28 bytes of a door pairing code. */
export function writeDoorPairing({ day, vid, doorSeed }: DoorPairing): Bytes {
  if (doorSeed.length !== 16) throw new RangeError("a door seed has 16 bytes")
  return concatBytes(u8(TYPE), u8(0), u16(day), bytesOfHex(vid), doorSeed)
}

/** Reads a door pairing code. */
export function readDoorPairing(bytes: Uint8Array): Result<DoorPairing, "malformed"> {
  const reader = readerOf(bytes)
  const [type, spare, day] = [reader.u8(), reader.u8(), reader.u16()]
  const vid = hexOf(reader.take(8))
  const doorSeed = reader.take(16)
  if (type !== TYPE || spare !== 0 || !reader.isFinished()) return refused("malformed")
  return ok({ day: serviceDay(day), vid, doorSeed })
}

/** The answer of a screen's door in the minute of t, as the screen and a paired device compute it. Spec §15. */
export function screenAnswer(doorSeed: Uint8Array, t: UnixSeconds, challenge: number): DoorAnswer {
  return doorAnswer(doorNonceOf(doorSeed, t), doorMinuteOf(t), challenge)
}
