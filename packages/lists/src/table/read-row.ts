import { nameSkeleton } from "@homesafe/domain"
import { kindOf, readSeats } from "../place/read-kind.ts"
import { type ReadName, readName } from "../place/read-names.ts"
import { splitAddress } from "../place/split-address.ts"
import type { Publisher } from "../publishers/publisher.ts"
import type {
  ListedExposure,
  ListedName,
  Note,
  PlaceKind,
  QuarantineCode,
  RepairCode,
  RowOutcome,
  SeatGroup,
  SourceRow,
} from "../shapes.ts"
import type { ReadTime, TimeRules } from "../time/resolve-slot.ts"
import { dayNumber, isDay } from "../time/to-instant.ts"
import type { Cells, Composed } from "./compose-time.ts"
import { rowIdentity } from "./identity.ts"
import { checkPublished, readTimes } from "./read-times.ts"
import type { DecidedRules } from "./time-rules.ts"

/** A row with its cells by meaning and its times in tokens, before the table has decided how they are meant. */
export interface PreparedRow {
  readonly row: SourceRow
  readonly cells: Cells
  readonly all: (field: "date") => readonly string[]
  readonly time: Composed
}

/** What all rows of a table share. */
export interface RowContext {
  readonly publisher: Publisher | undefined
  readonly format: string
  readonly nameTitle: string
  readonly nameLanguage: ListedName["language"]
  readonly chineseLanguage: ListedName["language"]
  readonly decided: DecidedRules
  readonly published: TimeRules
  /** The newest day on which any row of the table was published: no visit that it lists lies after it. */
  readonly newestPublished: number | undefined
  readonly medianYear: number | undefined
  /** Seconds since 1970 at the time of reading, where the reader may know it. */
  readonly readAt: number | undefined
  readonly width: number
}

const LONGEST_CELL = 4000
const LONGEST_NAME = 250
const MOST_SLOTS = 400

/** Reads one row: accepted as it stands, repaired with each repair named, or quarantined with each reason. */
export function readRow(prepared: PreparedRow, context: RowContext): RowOutcome {
  const { row, cells } = prepared
  const why = faultsOfForm(row, context.width)
  if (why) return { state: "quarantined", row, why: [why] }
  const how: Note<RepairCode>[] = []
  const place = readPlace(cells, context, how)
  const identity = place.name === undefined ? undefined : rowIdentity(context, cells("id"), place, how)
  const reasons: Note<QuarantineCode>[] = []
  if (place.name === undefined) reasons.push({ code: "no-name" })
  else if (place.name.names.some(({ text }) => text.length > LONGEST_NAME)) reasons.push({ code: "cell-too-long" })
  const seats = seatsOf(place.kind, cells)
  if (seats === undefined) reasons.push({ code: "seats-not-read", given: cells("seats") ?? cells("address") ?? "" })
  const fault = context.publisher?.findFault?.(cells)
  if (fault) reasons.push(fault)
  const times = readTimes(prepared, context, how)
  if (!times.ok) reasons.push(times.problem)
  else reasons.push(...doubtsAbout(times.value, place, cells, context, how))
  if (reasons.length > 0 || !times.ok || !place.name || identity === undefined)
    return { state: "quarantined", row, why: reasons, ...(identity !== undefined && { identity }) }
  const exposures = times.value.map((time) => toExposure(time, identity, place, seats ?? [], cells, context))
  const told = withoutRepeats(how)
  return told.length > 0 ? { state: "repaired", row, exposures, how: told } : { state: "accepted", row, exposures }
}

function faultsOfForm(row: SourceRow, width: number): Note<QuarantineCode> | undefined {
  if (row.damage) return { code: row.damage.code, given: String(row.damage.offset) }
  if (row.cells.every((cell) => cell.trim() === "")) return { code: "empty-row" }
  // Empty cells beyond the head say nothing.
  if (row.cells.slice(width).some((cell) => cell.trim() !== ""))
    return { code: "too-many-cells", given: String(row.cells.length), taken: String(width) }
  if (row.cells.length < width) return { code: "too-few-cells", given: String(row.cells.length), taken: String(width) }
  return row.cells.some((cell) => cell.length > LONGEST_CELL) ? { code: "cell-too-long" } : undefined
}

/** What a row says about its place. */
export interface ReadPlace {
  readonly name: ReadName | undefined
  readonly address: string | undefined
  readonly district: string | undefined
  readonly kind: PlaceKind
}

function readPlace(cells: Cells, context: RowContext, how: Note<RepairCode>[]): ReadPlace {
  const given = cells("name") ?? cells("nameZh")
  const parted =
    context.publisher?.joinsAddress && cells("address") === undefined && given !== undefined
      ? splitAddress(given)
      : undefined
  if (parted) how.push({ code: "address-taken-from-name", given: given ?? "", taken: parted.name })
  const language = cells("name") === undefined ? context.chineseLanguage : context.nameLanguage
  const name = given === undefined ? undefined : readName(parted?.name ?? given, language, context.publisher?.remark)
  const chinese = cells("name") === undefined ? undefined : cells("nameZh")
  const second =
    chinese === undefined ? undefined : readName(chinese, context.chineseLanguage, context.publisher?.remark)
  how.push(...(name?.how ?? []), ...(second?.how ?? []))
  const district = cells("district")
  const usual = district === undefined ? undefined : context.publisher?.district?.(district)
  const isOddlySpelt =
    district !== undefined && usual !== undefined && usual !== district && !/\p{Script=Han}/u.test(district)
  if (isOddlySpelt) how.push({ code: "district-spelling", given: district, taken: usual })
  const names = [
    ...(name?.names ?? []),
    ...(second?.names ?? []).filter(({ text }) => !name?.names.some((known) => known.text === text)),
  ]
  return {
    name:
      name && names.length > 0 ? { ...name, names, remarks: [...name.remarks, ...(second?.remarks ?? [])] } : undefined,
    address: cells("address") ?? parted?.address,
    district: isOddlySpelt ? usual : district,
    kind: kindOf(kindCell(cells) ?? kindByTitle(context.nameTitle, names[0]?.text ?? ""), names[0]?.text ?? ""),
  }
}

/** Some lists write what a thing is where its suburb would stand: `Public Transport`. */
function kindCell(cells: Cells): string | undefined {
  return (
    cells("kind") ??
    (/^(public )?transport(ation)?$|^flights?$/i.test(cells("district") ?? "") ? cells("district") : undefined)
  )
}

/** Under a title such as `Flight/Train Number` a name is one or the other. */
function kindByTitle(title: string, name: string): string | undefined {
  if (!/flight|train|bus|ferry|vessel|route|航班|列車/i.test(title)) return undefined
  const isFlight = /flight|航班/i.test(title) && /^(?:[A-Z]{2}|\d[A-Z])\s?\d{1,4}$/i.test(name)
  return isFlight || !/train|bus|ferry|vessel|route|列車/i.test(title) ? "flight" : "train"
}

function seatsOf(kind: PlaceKind, cells: Cells): readonly SeatGroup[] | undefined {
  if (kind === "place") return []
  const seats = cells("seats")
  if (seats !== undefined) return readSeats(seats)
  const address = cells("address")
  if (address === undefined) return []
  const read = readSeats(address)
  // A flight has no address: what stands there are its seats, or a mistake. A bus's route may stand there.
  return read ?? (kind === "flight" && /^\d+\w? \p{L}/u.test(address) ? undefined : [])
}

function doubtsAbout(
  times: readonly ReadTime[],
  place: ReadPlace,
  cells: Cells,
  context: RowContext,
  how: Note<RepairCode>[],
): Note<QuarantineCode>[] {
  if (times.length > MOST_SLOTS) return [{ code: "too-many-slots", given: String(times.length) }]
  const doubts: Note<QuarantineCode>[] = []
  const days = times.map(({ day }) => dayNumber(dayOf(day)))
  for (const time of times) {
    const year = Number(time.day.slice(0, 4))
    const isFar = context.medianYear !== undefined && Math.abs(year - context.medianYear) > 2
    if (year < 2000 || year > 2099 || isFar) doubts.push({ code: "year-out-of-range", given: time.day })
    else if (context.readAt !== undefined && time.end > context.readAt + 86_400)
      doubts.push({ code: "in-the-future", given: time.day })
  }
  const [named] = place.name?.days ?? []
  // A night that began the day before is often named for it.
  const isNamed = (said: number) => days.some((day) => Math.abs(day - said) <= 1)
  if (named !== undefined && doubts.length === 0 && !nameDays(named).some(isNamed))
    doubts.push({ code: "name-says-other-date", given: named, taken: times[0]?.day ?? "" })
  const newest = context.newestPublished
  const last = Math.max(...days)
  // Two days of grace: dates of publication may be in universal time, and an evening's edition bears the next day's date.
  if (newest !== undefined && doubts.length === 0 && last > newest + 2)
    doubts.push({
      code: "after-publication",
      given: times.find(({ day }) => dayNumber(dayOf(day)) === last)?.day ?? "",
    })
  checkPublished(cells("published"), context.published, how)
  return doubts.slice(0, 3)
}

/** The days that a name can mean: its order need not be that of the list. */
function nameDays(text: string): number[] {
  const [a = 0, b = 0, c = 0] = text.split("/").map(Number)
  const year = c < 100 ? 2000 + c : c
  const readings = [
    { year, month: b, day: a },
    { year, month: a, day: b },
  ]
  return readings.filter(isDay).map(dayNumber)
}

function dayOf(text: string) {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number)
  return { year, month, day }
}

function toExposure(
  time: ReadTime,
  identity: string,
  place: ReadPlace,
  seats: readonly SeatGroup[],
  cells: Cells,
  context: RowContext,
): ListedExposure {
  const given = {
    sourceId: cells("id"),
    address: place.address,
    district: place.district,
    advice: cells("advice"),
    tier: cells("tier"),
    published: cells("published"),
  }
  const stated = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return {
    identity,
    names: place.name?.names ?? [],
    remarks: place.name?.remarks ?? [],
    kind: place.kind,
    seats,
    start: time.start,
    end: time.end,
    day: time.day,
    timeZone: context.decided.rules.timeZone ?? "UTC",
    ...stated,
    ...positionOf(cells, place.kind),
  }
}

function positionOf(cells: Cells, kind: PlaceKind): { latitude?: number; longitude?: number } {
  const [latitude, longitude] = [Number(cells("latitude") ?? Number.NaN), Number(cells("longitude") ?? Number.NaN)]
  const isPosition = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && !(latitude === 0 && longitude === 0)
  return isPosition && kind === "place" ? { latitude, longitude } : {}
}

/** A repair that holds for several times of one row is told once. */
function withoutRepeats(how: readonly Note<RepairCode>[]): Note<RepairCode>[] {
  const seen = new Set<string>()
  return how.filter((note) => {
    const key = `${note.code}|${note.given ?? ""}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

// Names and advice come again and again in one list; each is folded once.
const folded = new Map<string, string>()
const MOST_REMEMBERED = 50_000

/** The folded text that tells names and places apart. */
export function foldedText(text: string | undefined): string {
  if (text === undefined) return ""
  const known = folded.get(text)
  if (known !== undefined) return known
  if (folded.size > MOST_REMEMBERED) folded.clear()
  const skeleton = nameSkeleton(text)
  folded.set(text, skeleton)
  return skeleton
}
