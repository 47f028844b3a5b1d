import type { QuarantineCode, RefusalCode, RepairCode } from "./outcome-codes.ts"

export * from "./outcome-codes.ts"

/** What a column can mean. `when` is free text with dates and times; `times` is one or more ranges of the clock under `date`. */
export const FIELDS = [
  "id",
  "name",
  "nameZh",
  "address",
  "district",
  "start",
  "end",
  "date",
  "endDate",
  "startTime",
  "endTime",
  "times",
  "when",
  "kind",
  "seats",
  "advice",
  "tier",
  "published",
  "updated",
  "latitude",
  "longitude",
  "notes",
] as const
export type Field = (typeof FIELDS)[number]

/** The shapes that are known by their content; `table` is a table that nobody here has seen. */
export type Format = "new-zealand" | "victoria" | "nova-scotia" | "nsw" | "hong-kong" | "table"

/** A row as it stands in the file. `number` is the line, the sheet's row or the item's place, counted from one. */
export interface SourceRow {
  readonly number: number
  readonly cells: readonly string[]
  /** Where the row begins: bytes from the file's start, where the file is text. */
  readonly offset?: number
  readonly damage?: RowDamage
}

/** What is wrong with the characters or the quotes of a row, and where. */
export interface RowDamage {
  readonly code: "byte-not-utf8" | "lost-character" | "broken-quotes"
  readonly offset: number
}

/** A file's rows under one head. Rows above the head are kept, for nothing is dropped. */
export interface SourceTable {
  readonly container: "csv" | "xlsx" | "json" | "markdown"
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be"
  readonly delimiter?: string
  readonly head: readonly string[]
  readonly headNumber: number
  readonly above: readonly SourceRow[]
  readonly rows: readonly SourceRow[]
  /** Lines without a character or a delimiter, and empty rows at a sheet's end. */
  readonly blank: number
  /** What a file says of itself beside its rows, such as its time zone. */
  readonly about: Readonly<Record<string, string>>
}

/** A refused file; `offset` counts bytes from its start. */
export interface Refusal {
  readonly ok: false
  readonly reason: RefusalCode
  readonly offset: number
}

export type Opened<T> = { readonly ok: true; readonly value: T } | Refusal

/** One remark about a row: the code, the column and the text it is about, and what was made of it. */
export interface Note<Code extends string> {
  readonly code: Code
  readonly column?: string
  readonly given?: string
  readonly taken?: string
}

/** A name with the language it is in, as far as its letters tell. */
export interface ListedName {
  readonly language: "en" | "zh-Hant" | "zh" | "und"
  readonly text: string
}

/** Rows and seats of a vehicle; no rows means all of them. */
export interface SeatGroup {
  readonly rows?: readonly [number, number]
  readonly seats?: readonly string[]
}

export type PlaceKind = "place" | "flight" | "vehicle"

/** One place and one time, as a list gives them. */
export interface ListedExposure {
  /** What identifies the thing that is listed, whatever happens to spelling, positions or the length of an id. */
  readonly identity: string
  readonly sourceId?: string
  readonly names: readonly ListedName[]
  readonly remarks: readonly string[]
  readonly address?: string
  readonly district?: string
  readonly kind: PlaceKind
  readonly seats: readonly SeatGroup[]
  /** Seconds since 1970. */
  readonly start: number
  readonly end: number
  /** The local day on which it begins, YYYY-MM-DD. */
  readonly day: string
  readonly timeZone: string
  readonly advice?: string
  readonly tier?: string
  readonly latitude?: number
  readonly longitude?: number
  readonly published?: string
}

/** What became of one row of the file. */
export type RowOutcome =
  | { readonly state: "accepted"; readonly row: SourceRow; readonly exposures: readonly ListedExposure[] }
  | {
      readonly state: "repaired"
      readonly row: SourceRow
      readonly exposures: readonly ListedExposure[]
      readonly how: readonly Note<RepairCode>[]
    }
  | {
      readonly state: "quarantined"
      readonly row: SourceRow
      readonly why: readonly Note<QuarantineCode>[]
      /** The identity, where the row says at least that: what it lists is not gone. */
      readonly identity?: string
    }

export type DayOrder = "day-first" | "month-first"

/** How a table is read: which column means what, and what its own cells cannot say. */
export interface Mapping {
  /** The field of each column that is used, by its title. */
  readonly columns: Readonly<Record<string, Field>>
  readonly timeZone?: string
  readonly dayOrder?: DayOrder
  /** `24`: an hour without am or pm is meant as it stands. */
  readonly hours?: "24"
}

/** What a person must say before a table can be read in full. */
export type Question = "name-column" | "time-column" | "time-zone" | "day-order" | "hours"

/** A list that was read. */
export interface ListReading {
  readonly format: Format
  readonly table: SourceTable
  readonly mapping: Mapping
  /** Who decided the order of day and month: the cells, the publisher's habit, the person's word, or nobody. */
  readonly dayOrderBy: "cells" | "publisher" | "person" | "not-needed" | "undecided"
  readonly outcomes: readonly RowOutcome[]
  readonly questions: readonly Question[]
}
