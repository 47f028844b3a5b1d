import type { RowPlace } from "../rows/row-evidence.ts"
import { mergeWindows, messageOf, type RowMessage, type Window } from "../rows/row-message.ts"
import type { Hex } from "../shared/bytes.ts"
import { type ServiceDay, units } from "../shared/units.ts"
import type { Decision } from "./decision.ts"

/** Everything in force for one row. */
export interface RowState {
  /** Its `pool` is 0; the batch numbers the texts. */
  readonly message: RowMessage
  readonly pool: Hex | null
  readonly windows: readonly Window[]
}

const HOUR_UNITS = 12

/** The decisions that no later one about the same venue and day has superseded; withdrawals are among them. Spec §7. */
export function decisionsInForce(all: readonly Decision[]): Decision[] {
  return all.filter(
    (one, i) => !all.some((later, k) => k > i && later.supersedes === one.id && isSamePlace(later, one)),
  )
}

function isSamePlace(a: Decision, b: Decision): boolean {
  return a.vid === b.vid && a.day === b.day
}

/** The windows of a decision that fall into a row's hour, or all of them for a row of the day. */
function windowsAt(decision: Decision, hour: number | null): Window[] {
  if (hour === null) return [...decision.windows]
  const [first, last] = [hour * HOUR_UNITS, hour * HOUR_UNITS + HOUR_UNITS]
  const cut = decision.windows.map(([from, until]) => [Math.max(from, first), Math.min(until, last)] as const)
  return cut.filter(([from, until]) => from < until).map(([from, until]) => [units(from), units(until)])
}

/** The hours of the service day that windows touch, in order: the rows of a venue with a screen. */
export function hoursOfWindows(windows: readonly Window[]): number[] {
  const touched = (hour: number) =>
    windows.some(([from, until]) => from < (hour + 1) * HOUR_UNITS && until > hour * HOUR_UNITS)
  return Array.from({ length: 24 }, (_, hour) => hour).filter(touched)
}

/** What a row must state now, from all decisions in order of approval; null when none ever spoke of it. What a
 * decision says of a flight, a route or a place without a code calls for no row. Spec §7. */
export function stateOfRow(place: RowPlace, all: readonly Decision[], manifestDay: ServiceDay): RowState | null {
  const about = all.filter(
    ({ vid, day, about: subject }) => vid === place.vid && day === place.day && subject === undefined,
  )
  const spoken = about.filter((decision) => windowsAt(decision, place.hour).length > 0)
  const last = about.at(-1)
  if (spoken.length === 0 || last === undefined) return null
  const inForce = decisionsInForce(about).filter((decision) => windowsAt(decision, place.hour).length > 0)
  const windows = mergeWindows(inForce.flatMap((decision) => windowsAt(decision, place.hour)))
  const gravest = inForce.reduce<Decision | undefined>(
    (worst, one) => (worst === undefined || one.severity >= worst.severity ? one : worst),
    undefined,
  )
  const daysAgo = manifestDay - place.day
  const facts = { daysAgo, severity: gravest?.severity ?? 0, template: (gravest ?? last).template, corrected: false }
  return { message: messageOf(windows, facts), pool: gravest?.pool ?? null, windows }
}

/** Says whether a row must stand in the next batch: it was never published, or what it states is no longer the same. `daysAgo`
 * grows by itself and does not count. */
export function isRowChanged(previous: RowState | null, next: RowState): boolean {
  if (previous === null) return true
  const isSameMessage =
    previous.message.mode === next.message.mode &&
    previous.message.field === next.message.field &&
    previous.message.severity === next.message.severity &&
    previous.message.template === next.message.template &&
    previous.message.withdrawn === next.message.withdrawn
  return !isSameMessage || previous.pool !== next.pool
}

/** The state with the mark that an earlier batch stated other windows. */
export function markCorrected(state: RowState, corrected: boolean): RowState {
  return { ...state, message: { ...state.message, corrected } }
}
