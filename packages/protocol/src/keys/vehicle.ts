import { type Bytes, bytesOfHex, concatBytes, type Hex, u16, utf8Of } from "../shared/bytes.ts"
import { slowHash } from "../shared/hash.ts"
import { type ServiceDay, serviceDay } from "../shared/units.ts"

/** Vehicles stand in a feed region of their own. Spec §14. */
export const VEHICLE_CELL = 65_535

/** The one spelling of a plate, or nothing when it does not fit the deployment's pattern. Look-alikes are not replaced. Spec §14. */
export function canonicalPlate(typed: string, pattern: string): string | undefined {
  const plate = typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "")
  return plate.length <= 13 && new RegExp(`^(?:${pattern})$`, "u").test(plate) ? plate : undefined
}

/** The first day of the 512 days that a plate's key serves. Spec §14. */
export function vehicleEpoch(day: ServiceDay): ServiceDay {
  return serviceDay(512 * Math.floor(day / 512))
}

/** A vehicle's key, from its plate alone: anyone can compute it, which the documents say. Spec §14. */
export function vehicleKeyOf(plate: string, dep: Hex, day: ServiceDay): Bytes {
  return slowHash(utf8Of(plate), concatBytes(utf8Of("VT1/plate"), bytesOfHex(dep), u16(vehicleEpoch(day))), 16)
}
