import { type ServiceDay, type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { alertsOf, rowsOfOpenVisit } from "@homesafe/protocol/visitor"
import { type DiaryVisit, withVisit } from "../diary/day-page.ts"
import { type Keeper, keepPage, pageOf } from "../keeper/keeper.ts"
import { allVisits, type FoundVisit } from "../visit/find-visits.ts"
import { newsOf } from "./compare-rows.ts"
import type { RaisedAlert } from "./list-alerts.ts"
import { type FoundRow, mergeFound } from "./merge-found.ts"
import { minutesOfStay } from "./stay-minutes.ts"

/** What the lists say of a visit that has no row in the store yet; worked out again after each start. */
export type OpenFound = ReadonlyMap<ServiceDay, readonly FoundRow[]>

const ID = "open."

/** The warning of a visit that goes on: its own id, for it has no row to be named by. */
export function openAlertId(visit: DiaryVisit): string | null {
  return visit.warned ? `${ID}${visit.id}` : null
}

function unsealed(keeper: Keeper): readonly FoundVisit[] {
  return allVisits(keeper).filter(({ visit }) => visit.ref !== null)
}

/**
 * Looks for visits that are not sealed yet in the lists that are kept, and remembers which of them have lasted long enough to be
 * warned about: whoever is still inside must not wait for leaving. True when one is new. Nothing is fetched.
 */
export async function warnOpenVisits(keeper: Keeper, now: UnixSeconds): Promise<boolean> {
  const here = unsealed(keeper)
  await findOpen(keeper, here)
  let isNews = false
  for (const { day, visit } of here) {
    if (visit.warned || exposuresOf(keeper, visit, now).length === 0) continue
    await keepPage(keeper, day, withVisit(pageOf(keeper, day), { ...visit, warned: { isSeen: false } }))
    isNews = true
  }
  return isNews
}

async function findOpen(keeper: Keeper, here: readonly FoundVisit[]): Promise<void> {
  const known = keeper.openFound
  for (const id of known.keys()) if (!here.some(({ visit }) => visit.id === id)) known.delete(id)
  const fresh = here.filter(({ visit }) => !known.has(visit.id))
  if (fresh.length === 0) return
  const batches = await keeper.db.getAll("batches")
  for (const { visit } of fresh) {
    const rows = visit.ref ? rowsOfOpenVisit(keeper.store, visit.ref) : []
    const found = new Map<ServiceDay, readonly FoundRow[]>()
    for (const batch of rows.length > 0 ? batches : [])
      for (const [day, news] of newsOf(keeper, batch, rows).news)
        found.set(day, mergeFound(found.get(day) ?? [], news, { seq: batch.seq, t: batch.t }))
    known.set(visit.id, found)
  }
}

/** The alerts in force for a visit until now: lists on hold say nothing. */
function exposuresOf(keeper: Keeper, visit: DiaryVisit, now: number) {
  const { hold, catalogue, trust, store } = keeper
  const rows = visit.ref ? rowsOfOpenVisit(store, visit.ref) : []
  const until = visit.leftAt ?? Math.min(now, visit.leavesAt)
  const matched = [...(keeper.openFound.get(visit.id) ?? [])].flatMap(([day, found]) =>
    found.flatMap(({ row, message, list }) => {
      const own = rows.find((each) => each.day === day && each.row === row)
      const stay = minutesOfStay({ from: visit.arrivedAt, until }, day, trust.offset)
      return own && !hold.includes(list.seq) ? [{ row: own, message, intervals: [stay] }] : []
    }),
  )
  return alertsOf(matched, (n) => catalogue.templates.find((each) => each.n === n)?.minMinutes ?? 1)
}

/** The warnings of visits that go on, and the corrections of those that were taken back meanwhile. */
export function openAlerts(keeper: Keeper): readonly RaisedAlert[] {
  return unsealed(keeper).flatMap(({ day, visit }): RaisedAlert[] => {
    const id = openAlertId(visit)
    const all = [...(keeper.openFound.get(visit.id) ?? [])]
    const [first] = all.flatMap(([, found]) => found)
    if (id === null || first === undefined) return []
    // Once it has lasted long enough it has for good: what was said is taken back by a list alone.
    const [alert] = exposuresOf(keeper, visit, unixSeconds(visit.leavesAt))
    const rows = all
      .filter(([of]) => alert === undefined || of === alert.day)
      .flatMap(([, found]) => found)
      .filter(({ row }) => alert === undefined || alert.rows.includes(row))
      .map((row) => ({ ...row, isSeen: visit.warned?.isSeen ?? false }))
    const isHeld = rows.some(({ message, list }) => !message.withdrawn && keeper.hold.includes(list.seq))
    const ended = { state: isHeld ? ("held" as const) : ("withdrawn" as const), isCorrected: false }
    const inForce = alert && { state: "exposed" as const, isCorrected: alert.corrected }
    const template = alert?.template ?? first.message.template
    return [{ id, day: alert?.day ?? day, template, rows, visits: [visit], ...(inForce ?? ended) }]
  })
}

/** Notes that the warning of a visit that goes on was read; false when the id names another kind. */
export async function seeOpenAlert(keeper: Keeper, id: string): Promise<boolean> {
  const here = unsealed(keeper).find(({ visit }) => openAlertId(visit) === id)
  if (here)
    await keepPage(keeper, here.day, withVisit(pageOf(keeper, here.day), { ...here.visit, warned: { isSeen: true } }))
  return id.startsWith(ID)
}

/** A visit that was warned about while it went on hands that over to its rows, now that it has some. */
export async function handWarningOver(keeper: Keeper, day: ServiceDay, id: string): Promise<void> {
  const page = pageOf(keeper, day)
  const visit = page.visits.find((each) => each.id === id)
  if (!visit?.warned) return
  const { warned, ...sealed } = visit
  const own = new Set(visit.kept?.rows.map(({ row }) => row))
  const found = page.found.map((each) =>
    own.has(each.row) ? { ...each, wasAlert: true, isSeen: each.isSeen || warned.isSeen } : each,
  )
  await keepPage(keeper, day, withVisit({ ...page, found }, sealed))
}
