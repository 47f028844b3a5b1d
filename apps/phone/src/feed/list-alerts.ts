import { type ServiceDay, startOfServiceDay, windowsOf } from "@homesafe/protocol"
import { alertsOf, type MatchedRow, type MatchRow, matchRows } from "@homesafe/protocol/visitor"
import type { DayPage, DiaryVisit } from "../diary/day-page.ts"
import { type Keeper, keepPage, pageOf } from "../keeper/keeper.ts"
import { viewOfVisit } from "../keeper/view-visits.ts"
import type { AlertView } from "../keeper/views.ts"
import type { FoundRow } from "./merge-found.ts"
import { openAlertId, openAlerts, seeOpenAlert } from "./open-alerts.ts"
import { minutesOfStay } from "./stay-minutes.ts"

/** A warning, or the correction of one, with the rows that it rests on. */
export interface RaisedAlert {
  readonly id: string
  readonly day: ServiceDay
  readonly state: AlertView["state"]
  readonly isCorrected: boolean
  readonly template: number
  readonly rows: readonly FoundRow[]
  /** The stays behind it. */
  readonly visits: readonly DiaryVisit[]
}

/** What alerts are worked out from. */
export interface AlertFacts {
  readonly pages: ReadonlyMap<ServiceDay, DayPage>
  readonly rows: readonly MatchRow[]
  readonly offset: number
  /** Lists whose warnings are held back (Spec §9). */
  readonly hold: readonly number[]
  readonly minMinutes: (template: number) => number
}

/**
 * The warnings in force and the corrections of those that are not: a warning that was shown and whose row now says
 * nothing of this visit has become a correction, whether it was withdrawn or its times were changed. A list on hold raises
 * no warning; one that it had raised before is told as held. Spec §7, §9.
 */
export function raiseAlerts(facts: AlertFacts): readonly RaisedAlert[] {
  return [...facts.pages].flatMap(([day, page]) => {
    if (page.found.length === 0) return []
    const speaking = page.found.filter(({ list }) => !facts.hold.includes(list.seq))
    const alerts = alertsOf(matchedRows(facts, day, page, speaking), facts.minMinutes)
    const inForce = alerts.map((alert): RaisedAlert => {
      const rows = speaking.filter(({ row }) => alert.rows.includes(row))
      return {
        id: idOf(day, rows),
        day,
        state: "exposed",
        isCorrected: alert.corrected,
        template: alert.template,
        rows,
        visits: visitsBehind(page, rows),
      }
    })
    const warned = new Set(alerts.flatMap((alert) => alert.rows))
    const over = speaking.filter(({ row, wasAlert }) => wasAlert && !warned.has(row))
    const held = page.found.filter(({ list, wasAlert, message }) => {
      return wasAlert && !message.withdrawn && facts.hold.includes(list.seq)
    })
    const ended = (found: FoundRow, state: AlertView["state"]): RaisedAlert => {
      const { template } = found.message
      const rows = [found]
      return { id: idOf(day, rows), day, state, isCorrected: false, template, rows, visits: visitsBehind(page, rows) }
    }
    return [...inForce, ...over.map((row) => ended(row, "withdrawn")), ...held.map((row) => ended(row, "held"))]
  })
}

function idOf(day: ServiceDay, rows: readonly FoundRow[]): string {
  return `${day}.${Math.min(...rows.map(({ row }) => row))}`
}

// The diary knows the stays behind a row, which is only their hull.
function matchedRows(
  { rows, offset }: AlertFacts,
  day: ServiceDay,
  page: DayPage,
  found: readonly FoundRow[],
): readonly MatchedRow[] {
  return found.flatMap((each) => {
    const row = rows.find((candidate) => candidate.day === day && candidate.row === each.row)
    if (!row) return []
    const stays = page.visits
      .filter((visit) => usesRow(visit, each.row))
      .map((visit) => minutesOfStay({ from: visit.arrivedAt, until: visit.leftAt ?? visit.leavesAt }, day, offset))
    return [{ row, message: each.message, ...(stays.length > 0 ? { intervals: stays } : {}) }]
  })
}

function visitsBehind(page: DayPage, rows: readonly FoundRow[]): readonly DiaryVisit[] {
  return page.visits.filter((visit) => rows.some(({ row }) => usesRow(visit, row)))
}

function usesRow(visit: DiaryVisit, row: number): boolean {
  return visit.kept?.rows.some((each) => each.row === row) ?? false
}

// Worked out once for every state of the diary: each page object stands for one state of its day.
const lastAlerts = new WeakMap<Keeper, { readonly of: readonly unknown[]; readonly alerts: readonly RaisedAlert[] }>()

/** The alerts of the phone as it is now. */
export function currentAlerts(keeper: Keeper): readonly RaisedAlert[] {
  const { pages, hold, store, today, catalogue } = keeper
  if (![...pages.values()].some((page) => page.found.length > 0)) return []
  const of = [today, hold, catalogue, ...pages.values()]
  const last = lastAlerts.get(keeper)
  if (last && last.of.length === of.length && last.of.every((each, place) => each === of[place])) return last.alerts
  const minMinutes = (n: number) => catalogue.templates.find((each) => each.n === n)?.minMinutes ?? 1
  const alerts = raiseAlerts({ pages, rows: matchRows(store, today), offset: keeper.trust.offset, hold, minMinutes })
  lastAlerts.set(keeper, { of, alerts })
  return alerts
}

/** Remembers which rows have warned, so that a later withdrawal is told as a correction. */
export async function rememberWarnings(keeper: Keeper): Promise<void> {
  for (const { day, rows, state } of currentAlerts(keeper)) {
    if (state !== "exposed" || rows.every((each) => each.wasAlert)) continue
    const page = pageOf(keeper, day)
    const warned = new Set(rows.map(({ row }) => row))
    const found = page.found.map((each) => (warned.has(each.row) ? { ...each, wasAlert: true } : each))
    await keepPage(keeper, day, { ...page, found })
  }
}

/** Notes that an alert was read. */
export async function seeAlert(keeper: Keeper, id: string): Promise<void> {
  if (await seeOpenAlert(keeper, id)) return
  const alert = currentAlerts(keeper).find((each) => each.id === id)
  if (!alert) return
  const page = pageOf(keeper, alert.day)
  const seen = new Set(alert.rows.map(({ row }) => row))
  const found = page.found.map((each) => (seen.has(each.row) ? { ...each, isSeen: true } : each))
  await keepPage(keeper, alert.day, { ...page, found })
}

/** The alert that speaks of a visit, if one does. */
export function alertIdOf(keeper: Keeper, day: ServiceDay, visit: DiaryVisit): string | null {
  if (visit.ref !== null) return openAlertId(visit)
  if (pageOf(keeper, day).found.length === 0) return null
  const alerts = currentAlerts(keeper).filter((each) => each.day === day)
  const own = alerts.filter(({ rows }) => rows.some(({ row }) => usesRow(visit, row)))
  return (own.find(({ state }) => state === "exposed") ?? own[0])?.id ?? null
}

/** All alerts as pages show them, the newest day first. */
export function viewOfAlerts(keeper: Keeper): readonly AlertView[] {
  return [...openAlerts(keeper), ...currentAlerts(keeper)]
    .map((alert) => viewOf(keeper, alert))
    .sort((a, b) => b.day - a.day)
}

function viewOf(keeper: Keeper, alert: RaisedAlert): AlertView {
  const { id, day, state, isCorrected, rows, visits } = alert
  const start = startOfServiceDay(day, keeper.trust.offset)
  const windows = rows.flatMap(({ message }) =>
    windowsOf(message).map(([from, until]) => [start + from * 300, start + until * 300] as const),
  )
  const newest = rows.reduce((a, b) => (b.list.seq > a.list.seq ? b : a))
  const first = rows.reduce((a, b) => (b.firstList.seq < a.firstList.seq ? b : a))
  const text = keeper.catalogue.templates.find((each) => each.n === alert.template)
  return {
    id,
    day,
    state,
    isCorrected,
    isSeen: rows.every((each) => each.isSeen),
    exposedAt: exposedAt(visits, windows),
    visits: visits.map((visit) => ({ ...viewOfVisit(keeper, { ...visit }), alertId: id })),
    windows,
    texts: { en: text?.en ?? "", hant: text?.hant ?? "", hans: text?.hans ?? "" },
    remark: rows.find(({ remark }) => remark !== null)?.remark ?? null,
    list: newest.list,
    firstList: first.firstList,
  }
}

type Span = readonly [number, number]

// Without the diary's times, the first risk time stands for the first overlap.
function exposedAt(visits: readonly DiaryVisit[], windows: readonly Span[]): number {
  const overlaps = visits.flatMap(({ arrivedAt, leftAt, leavesAt }) =>
    windows.flatMap(([from, until]) => {
      const begins = Math.max(from, arrivedAt)
      return begins < Math.min(until, leftAt ?? leavesAt) ? [begins] : []
    }),
  )
  return overlaps.length > 0 ? Math.min(...overlaps) : (windows[0]?.[0] ?? visits[0]?.arrivedAt ?? 0)
}
