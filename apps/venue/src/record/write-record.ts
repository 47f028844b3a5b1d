import type { Diligence, Venue } from "@homesafe/api"
import { dateOfDay, writeCsv } from "@homesafe/domain"
import type { VenueTranslate } from "@homesafe/i18n/venue"
import { serviceDay } from "@homesafe/protocol"
import { nameIn } from "../app/names.ts"

/** One line of a venue's record. */
export interface RecordLine {
  readonly day: number
  readonly what: string
  /** The door's name; empty for the whole venue. */
  readonly door: string
}

/** What a venue can show that it did, newest day first: codes issued, its own checks, inspectors' findings. */
export function linesOfRecord(t: VenueTranslate, venue: Venue, { checks, inspections }: Diligence): RecordLine[] {
  const door = (place: number | null) => (place === null ? "" : doorName(t, venue, place))
  const codes = venue.codes.map(({ header, entrance, kind }) => ({
    day: header.notBefore,
    what: t(`record.code.${kind}`),
    door: door(entrance),
  }))
  const own = checks.map(({ day, kind, entrance }) => ({ day, what: t(`record.check.${kind}`), door: door(entrance) }))
  const found = inspections.map(({ day, finding, entrance }) => ({
    day,
    what: t("record.inspected", { finding: t(`record.finding.${finding}`) }),
    door: door(entrance),
  }))
  return [...found, ...own, ...codes].sort((a, b) => b.day - a.day)
}

/** A door's name in the page's language; the only one may have none. */
export function doorName(t: VenueTranslate, { entrances }: Venue, place: number): string {
  const names = entrances[place]?.names
  return names ? nameIn(names, t.language) : t("venue.mainEntrance")
}

/** The record as a file for a spreadsheet. */
export function writeRecord(t: VenueTranslate, venue: Venue, lines: readonly RecordLine[]): string {
  const head = [
    [t("record.title"), nameIn(venue.names, t.language), venue.registerNumber],
    [t("record.nobody")],
    [t("record.day"), t("record.what"), t("record.door")],
  ]
  const rows = lines.map(({ day, what, door }) => [dateOfDay(serviceDay(day)), what, door])
  return writeCsv([...head, ...rows])
}
