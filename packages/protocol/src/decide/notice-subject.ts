import { checkNames, type Names } from "../codes/names.ts"
import { objectWith } from "../shared/read-json.ts"
import type { Json } from "../shared/strict-json.ts"

export const NOTICE_KINDS = ["flight", "train", "route", "vehicle", "place"] as const
/** What a public warning by name may be about. */
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** What a warning is about that no code stands for: nobody scanned it, so that only its name can warn (ADR 0037). */
export interface NoticeSubject {
  readonly kind: NoticeKind
  /** A flight's or a route's number, or a plate: the same letters in every language. */
  readonly number?: string
  /** Rows or cars, where they are known: "30-34, 41". */
  readonly rows?: string
  /** The direction, where only one is meant. */
  readonly towards?: Names
}

/** The fields that a subject adds to what carries it. */
export const SUBJECT_FIELDS = ["number", "rows", "towards"] as const
const NUMBER = /^[A-Z0-9][A-Z0-9 -]{0,15}$/
const ROWS = /^[A-Z0-9][A-Z0-9 ,-]{0,39}$/

/** Public names as a decision and a notice carry them. */
export function publicNamesOf(value: Json | undefined): Names | undefined {
  const { en, hant, hans } = objectWith(value, ["en", "hant"], ["hans"]) ?? {}
  if (typeof en !== "string" || typeof hant !== "string" || (hans !== undefined && typeof hans !== "string"))
    return undefined
  const checked = checkNames(hans === undefined ? { en, hant } : { en, hant, hans })
  return checked.ok ? checked.value : undefined
}

/** Reads a subject from the fields that carry it: a flight has a number, and a place or a vehicle neither rows nor a direction. */
export function noticeSubjectOf(fields: Readonly<Record<string, Json | undefined>>): NoticeSubject | undefined {
  const { number, rows, towards } = fields
  const kind = NOTICE_KINDS.find((word) => word === fields.kind)
  if (kind === undefined) return undefined
  if (number !== undefined && (typeof number !== "string" || !NUMBER.test(number))) return undefined
  if (rows !== undefined && (typeof rows !== "string" || !ROWS.test(rows))) return undefined
  const direction = towards === undefined ? undefined : publicNamesOf(towards)
  if (towards !== undefined && direction === undefined) return undefined
  if (kind === "flight" && number === undefined) return undefined
  if (kind === "place" && number !== undefined) return undefined
  if ((kind === "place" || kind === "vehicle") && (rows !== undefined || direction !== undefined)) return undefined
  return {
    kind,
    ...(number === undefined ? {} : { number }),
    ...(rows === undefined ? {} : { rows }),
    ...(direction === undefined ? {} : { towards: direction }),
  }
}

/** A subject as JSON. */
export function jsonOfSubject({ towards, ...rest }: NoticeSubject): { [field: string]: Json } {
  return { ...rest, ...(towards ? { towards: { ...towards } } : {}) }
}
