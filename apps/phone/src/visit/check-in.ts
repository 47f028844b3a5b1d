import { canHoldPlace } from "@homesafe/domain"
import {
  addDays,
  type ServiceDay,
  serviceDayOf,
  startOfServiceDay,
  type UnixSeconds,
  unixSeconds,
} from "@homesafe/protocol"
import {
  checkIn,
  dayInTheWay,
  makeRoomForDay,
  type OpenVisitRef,
  openVisits,
  readScannedCode,
  readTypedPlate,
  type VerifiedCode,
} from "@homesafe/protocol/visitor"
import { type DiaryVisit, type VisitSource, withVisit } from "../diary/day-page.ts"
import { keepProof } from "../door/kept-proofs.ts"
import { type Keeper, keepPage, pageOf } from "../keeper/keeper.ts"
import { viewOfVisit } from "../keeper/view-visits.ts"
import type { ScanOutcome } from "./answer-visits.ts"
import { endVisit, noteLeaving, sealLeftVisits } from "./end-visits.ts"
import { findVisit, openEntries } from "./find-visits.ts"
import { assumedLeaving, mayPassEnd, RIDE_STAY } from "./visit-times.ts"

// A wrong clock within these days costs, for each of them, a day that is 25 days old or older.
const DAYS_WITHOUT_QUESTION = 7

/** Checks a scanned code offline and checks in at once, but never where nobody may be asked to, unless the visitor wishes. Spec §3. */
export async function checkInByCode(
  keeper: Keeper,
  text: string,
  now: UnixSeconds,
  isWished = false,
): Promise<ScanOutcome> {
  const { trust, revoked, catalogue } = keeper
  const code = readScannedCode(text, { trust, revoked, now })
  if (!code.ok) return code
  const { names, category } = code.value
  const isNeverAsked = catalogue.categories.find((each) => each.n === category)?.gate === "never"
  if (isNeverAsked && !isWished && !findSame(keeper, code.value))
    return { ok: false, problem: "no-code-needed", names, category }
  return checkInWith(keeper, code.value, now, "code")
}

/** Gets on a vehicle by the plate that was typed. Spec §14. */
export async function checkInByPlate(keeper: Keeper, typed: string, now: UnixSeconds): Promise<ScanOutcome> {
  const { trust, revoked } = keeper
  const code = readTypedPlate(typed, { trust, revoked, now })
  return code.ok ? checkInWith(keeper, code.value, now, "plate") : code
}

function findSame(keeper: Keeper, code: VerifiedCode): DiaryVisit | undefined {
  const same = openVisits(keeper.store, keeper.today).filter((each) => each.vid === code.vid)
  return openEntries(keeper).find(({ ref }) => same.some((each) => isSameRef(each.ref, ref)))
}

// A screen grants hours: scanned again, it may grant later ones, and then the stay goes on under the new keys.
function coversMore({ latestDeparture }: VerifiedCode, { latestLeaving }: DiaryVisit): boolean {
  return latestDeparture !== null && latestLeaving !== null && latestDeparture > latestLeaving
}

/** Says whether two references name the same place in the store. */
export function isSameRef(a: OpenVisitRef, b: OpenVisitRef | null): boolean {
  return a.day === b?.day && a.slot === b.slot
}

async function checkInWith(
  keeper: Keeper,
  code: VerifiedCode,
  now: UnixSeconds,
  source: VisitSource,
): Promise<ScanOutcome> {
  const already = findSame(keeper, code)
  if (already && !coversMore(code, already)) {
    if (source === "code") keepProof(keeper, already.id, code)
    return { ok: true, visit: viewOfVisit(keeper, already), isAgain: true, ended: [] }
  }
  const before = already && (await endVisit(keeper, already, now, false))
  const leaving = before ? [] : openEntries(keeper).filter((open) => !canHoldPlace(open.category, code.category))
  const placed = await findRoom(keeper, code, now, leaving)
  if (placed === "too-many-open-visits") return { ok: false, problem: "day-full" }
  if (placed === "hidden-day-in-the-way") return { ok: false, problem: "clock-behind" }
  const ended = []
  for (const { id } of leaving) {
    const last = findVisit(keeper, id)?.visit // by now it may be sealed, to make room
    const left = last?.leftAt === null ? await noteLeaving(keeper, last, now) : last
    if (left) ended.push(viewOfVisit(keeper, left))
  }
  const entry = entryOf(code, now, leavesAtOf(keeper, code, now), placed, source)
  const visit = before ? { ...entry, note: before.note, companions: before.companions } : entry
  await keepPage(keeper, code.day, withVisit(pageOf(keeper, code.day), visit))
  if (source === "code") keepProof(keeper, visit.id, code)
  return { ok: true, visit: viewOfVisit(keeper, visit), isAgain: already !== undefined, ended }
}

/** A place in the store; when its four are taken, the visits that were or are being left are sealed at once to make room. */
async function findRoom(keeper: Keeper, code: VerifiedCode, now: UnixSeconds, leaving: readonly DiaryVisit[]) {
  const dayEnd = startOfServiceDay(addDays(code.day, 1), keeper.trust.offset)
  const times = { now, assumedDeparture: leavesAtOf(keeper, code, now), mayPassEnd: mayPassEnd(now, dayEnd) }
  const attempt = () => checkIn(keeper.store, code, times)
  const first = attempt()
  if (first.ok) return first.value
  if (first.problem === "hidden-day-in-the-way") {
    if (!(await makeRoomForToday(keeper, code.day))) return first.problem
    const again = attempt()
    return again.ok ? again.value : again.problem
  }
  await sealLeftVisits(keeper, "all")
  const second = attempt()
  if (second.ok) return second.value
  for (const open of leaving) await endVisit(keeper, open, now, false)
  const third = attempt()
  return third.ok ? third.value : third.problem
}

/** Makes room where an app that was closed for some days finds an old day in today's place, and no list has confirmed the date yet (Spec 5-8). */
async function makeRoomForToday({ store, trust, feed, since }: Keeper, day: ServiceDay): Promise<boolean> {
  const known = serviceDayOf(unixSeconds(Math.max(feed?.t ?? 0, since)), trust.offset)
  if (day - known > DAYS_WITHOUT_QUESTION) return false
  const needed = [day, addDays(day, 1)]
  if (needed.some((each) => (dayInTheWay(store, each) ?? 0) > each)) return false // from the future: one of two clocks was wrong
  for (const each of needed) await makeRoomForDay(store, each)
  return true
}

function leavesAtOf(keeper: Keeper, code: VerifiedCode, now: UnixSeconds): UnixSeconds {
  const granted = code.latestDeparture
  if (code.kind === "vehicle") return assumedLeaving(now, { stay: RIDE_STAY, granted, closing: null })
  const usual = keeper.catalogue.categories.find((each) => each.n === code.category)
  const dayStart = startOfServiceDay(code.day, keeper.trust.offset)
  const closing = usual?.closes === undefined ? null : unixSeconds(dayStart + usual.closes * 60)
  return assumedLeaving(now, { stay: usual?.stay, granted, closing })
}

function entryOf(
  code: VerifiedCode,
  now: number,
  leavesAt: number,
  ref: OpenVisitRef,
  source: VisitSource,
): DiaryVisit {
  return {
    id: crypto.randomUUID(),
    source,
    names: code.names,
    category: code.category,
    isProvisional: code.provisional,
    isVehicle: code.kind === "vehicle",
    arrivedAt: now,
    leftAt: null,
    leavesAt,
    latestLeaving: code.latestDeparture,
    isGuessed: false,
    ref,
    kept: null,
    note: "",
    companions: [],
  }
}
