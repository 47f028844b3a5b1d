import { readKioskGrant, readRotatingCode, writeKioskGrant, writeRotatingCode } from "../codes/rotating-code.ts"
import type { Bytes } from "../shared/bytes.ts"
import { hourOf } from "../shared/units.ts"
import type { RowEvidence } from "./row-evidence.ts"

type KioskEvidence = Extract<RowEvidence, { kind: "kiosk" }>

/** The screen's code as the visitor scanned it (Spec §4), from evidence that has been checked. */
export function screenCodeOf({ grant, moment }: KioskEvidence): Bytes {
  const read = readKioskGrant(grant)
  if (!read.ok) throw new Error("checked evidence holds a grant that does not parse")
  return writeRotatingCode({ grant: read.value, moment })
}

/** The hours whose keys a screen's code holds; none of a code that does not parse. */
export function hoursOfScreenCode(code: Uint8Array, offset: number): readonly number[] {
  const read = readRotatingCode(code, offset)
  if (!read.ok) return []
  const first = hourOf(read.value.moment.t, offset)
  return Array.from({ length: read.value.moment.hours }, (_, after) => first + after)
}

/** What a screen's code says for the row of one hour; it is checked where rows are made. */
export function screenEvidence(code: Uint8Array, hour: number, offset: number): KioskEvidence | undefined {
  const read = readRotatingCode(code, offset)
  if (!read.ok) return undefined
  return { kind: "kiosk", grant: writeKioskGrant(read.value.grant), moment: read.value.moment, hour }
}
