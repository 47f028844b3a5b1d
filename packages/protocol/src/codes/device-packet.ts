import { sealBox } from "../box/seal-box.ts"
import { PROOF_BYTES, rootOfProof, venueIdOf } from "../keys/commitment.ts"
import { type Bytes, bytesOfHex, concatBytes, type Hex, hexOf, u8, u16, utf8Of } from "../shared/bytes.ts"
import { type ByteReader, readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { type ServiceDay, serviceDay } from "../shared/units.ts"

/** One day of a venue, as a device at its door may know it. */
export interface DeviceDay {
  readonly day: ServiceDay
  readonly dayKey: Bytes
  readonly proof: Bytes
}
/** The few days that a device at the door is given, and never the key behind them. Spec §13. */
export interface DevicePacket {
  readonly vid: Hex
  /** Ascending, without gaps. */
  readonly days: readonly DeviceDay[]
}

/** The most days that a device may be given: what a thief of it gets. */
export const MOST_DEVICE_DAYS = 7
const NO_AAD = new Uint8Array()

/** The purpose that a packet is sealed for. */
export function deviceInfo(dep: Hex): Bytes {
  return concatBytes(utf8Of("VT1/device"), bytesOfHex(dep))
}

/** Writes the text of a packet. */
export function writeDevicePacket({ vid, days }: DevicePacket): Bytes {
  if (!areDaysInBounds(days)) throw new RangeError("a packet holds 1 to 7 days, one after another")
  const parts = days.map(({ day, dayKey, proof }) => concatBytes(u16(day), dayKey, proof))
  return concatBytes(bytesOfHex(vid), u8(days.length), ...parts)
}

/** Reads the text of a packet. Whether the keys are the venue's is asked by `isOfVenue`. */
export function readDevicePacket(bytes: Uint8Array): Result<DevicePacket, "malformed"> {
  const reader = readerOf(bytes)
  const vid = hexOf(reader.take(8))
  const count = reader.u8()
  if (count > MOST_DEVICE_DAYS) return refused("malformed")
  const days = Array.from({ length: count }, () => dayOf(reader))
  return reader.isFinished() && areDaysInBounds(days) ? ok({ vid, days }) : refused("malformed")
}

function dayOf(reader: ByteReader): DeviceDay {
  return { day: serviceDay(reader.u16()), dayKey: reader.take(16), proof: reader.take(PROOF_BYTES) }
}

function areDaysInBounds(days: readonly DeviceDay[]): boolean {
  const first = days[0]?.day
  if (first === undefined || days.length > MOST_DEVICE_DAYS) return false
  return days.every(({ day }, i) => day === first + i)
}

/** Says whether every key of a packet belongs to the commitment that its venue's id stands for. Spec §2, §13. */
export function isOfVenue({ vid, days }: DevicePacket, notBefore: ServiceDay): boolean {
  return days.every(
    ({ day, dayKey, proof }) => day >= notBefore && venueIdOf(rootOfProof(notBefore, day, dayKey, proof)) === vid,
  )
}

/** Seals a packet to the device's own key; known answers pass the seed of the ephemeral key in. Spec §13. */
export function sealDevicePacket(
  dep: Hex,
  deviceKey: Uint8Array,
  packet: DevicePacket,
  ephemeralIkm?: Uint8Array,
): Promise<Bytes> {
  return sealBox(deviceKey, deviceInfo(dep), NO_AAD, writeDevicePacket(packet), ephemeralIkm)
}
