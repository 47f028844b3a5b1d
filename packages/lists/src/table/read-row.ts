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
import type { ReadTime } from "../time/resolve-slot.ts"
import type { TimeRules } from "../time/time-outcome.ts"
import type { Cells, Composed } from "./compose-time.ts"
import { doubtsAbout } from "./doubts.ts"
import { rowIdentity } from "./identity.ts"
import { type ReadPlace, readPlace, seatsOf } from "./read-place.ts"
import { readTimes } from "./read-times.ts"
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
