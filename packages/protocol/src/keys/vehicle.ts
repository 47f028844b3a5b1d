import { type Bytes, bytesOfHex, concatBytes, type Hex, u16, utf8Of } from "../shared/bytes.ts"
import { slowHash } from "../shared/hash.ts"
import { type ServiceDay, serviceDay } from "../shared/units.ts"

/** Vehicles stand in a feed region of their own. Spec §14. */
export const VEHICLE_CELL = 65_535

const LONGEST_PLATE = 13
// Typed with spaces and full-width letters a plate is longer, but never by so much.
const LONGEST_TYPED = 64
const MOST_PROPOSALS = 3
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: "0", "0": "O", I: "1", "1": "I" }

function spellPlate(typed: string): string {
  if (typed.length > LONGEST_TYPED) return ""
  return typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "")
}

function fits(plate: string, pattern: string): boolean {
  return plate.length <= LONGEST_PLATE && new RegExp(`^(?:${pattern})$`, "u").test(plate)
}

/** The one spelling of a plate, or nothing when it does not fit the deployment's pattern. Look-alikes are not replaced. Spec §14. */
export function canonicalPlate(typed: string, pattern: string): string | undefined {
  const plate = spellPlate(typed)
  return fits(plate, pattern) ? plate : undefined
}

/** Plates that a refused one may have meant, with O for 0 or 1 for I: to be proposed, never put in its place. Spec §14. */
export function proposePlates(typed: string, pattern: string): readonly string[] {
  const plate = spellPlate(typed)
  if (plate === "" || plate.length > LONGEST_PLATE || fits(plate, pattern)) return []
  const spellings = [...plate].reduce<readonly string[]>(
    (before, letter) =>
      before.flatMap((start) => {
        const other = LOOK_ALIKES[letter]
        return other === undefined ? [start + letter] : [start + letter, start + other]
      }),
    [""],
  )
  return spellings.filter((each) => fits(each, pattern)).slice(0, MOST_PROPOSALS)
}

/** The first day of the 512 days that a plate's key serves. Spec §14. */
export function vehicleEpoch(day: ServiceDay): ServiceDay {
  return serviceDay(512 * Math.floor(day / 512))
}

/** A vehicle's key, from its plate alone: anyone can compute it, which the documents say. Spec §14. */
export function vehicleKeyOf(plate: string, dep: Hex, day: ServiceDay): Bytes {
  return slowHash(utf8Of(plate), concatBytes(utf8Of("VT1/plate"), bytesOfHex(dep), u16(vehicleEpoch(day))), 16)
}
