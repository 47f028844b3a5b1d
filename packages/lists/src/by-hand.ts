import { kindOf } from "./place/read-kind.ts"
import type { Field, ListedExposure, Mapping } from "./shapes.ts"
import { present } from "./table/missing.ts"
import { dayOfInstant } from "./time/to-instant.ts"

/** What a person says that a row means, where it could not be read. */
export interface SaidByHand {
  readonly identity: string
  readonly name: string
  readonly start: number
  readonly end: number
}

/** The exposure of a row that a person has read: name and time as said, the rest as the row has it. */
export function byHand(
  cells: readonly string[],
  head: readonly string[],
  mapping: Mapping,
  said: SaidByHand,
): ListedExposure {
  const cell = (field: Field) => {
    const values = head.flatMap((title, at) => (mapping.columns[title] === field ? (present(cells[at]) ?? []) : []))
    return values[0]
  }
  const timeZone = mapping.timeZone ?? "UTC"
  const given = {
    sourceId: cell("id"),
    address: cell("address"),
    district: cell("district"),
    advice: cell("advice"),
    tier: cell("tier"),
  }
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return {
    identity: said.identity,
    names: [{ language: /\p{Script=Han}/u.test(said.name) ? "zh" : "und", text: said.name }],
    remarks: [],
    kind: kindOf(cell("kind"), said.name),
    seats: [],
    start: said.start,
    end: said.end,
    day: dayOfInstant(said.start, timeZone),
    timeZone,
    ...stated,
  }
}
