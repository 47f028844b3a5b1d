import type { ListedExposure, Mapping, Note } from "@homesafe/lists"

/** The counts of an import, as they are stored with it. */
export interface ImportCounts {
  readonly accepted: number
  readonly repaired: number
  readonly quarantined: number
  readonly above: number
  readonly blank: number
  readonly fresh: number
  readonly unchanged: number
  readonly corrected: number
  readonly returned: number
  readonly gone: number
  readonly inDoubt: number
  readonly otherSheets: string
}

export const noCounts: ImportCounts = {
  accepted: 0,
  repaired: 0,
  quarantined: 0,
  above: 0,
  blank: 0,
  fresh: 0,
  unchanged: 0,
  corrected: 0,
  returned: 0,
  gone: 0,
  inDoubt: 0,
  otherSheets: "",
}

/** A value as the database keeps JSON: PostgreSQL takes no half of a surrogate pair. */
export function asJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === "string" ? inner.toWellFormed() : inner))
}

// as: each was written by asJson from the very type; nothing else writes these columns.
export const storedExposure = (value: unknown) => value as ListedExposure
export const storedNotes = (value: unknown) => value as Note<string>[]
export const storedCounts = (value: unknown) => value as ImportCounts
export const storedMapping = (value: unknown) => value as Mapping
export const storedTexts = (value: unknown) => value as string[]
export const storedRefusal = (value: unknown) => value as { reason: string; offset: number } | null
