import { readScannedCode } from "../codes/verify-scanned-code.ts"
import {
  DEP,
  NOW,
  posterOf,
  scanned,
  shownBy,
  steadyRandom,
  TODAY,
  TRUST,
  UPLOAD,
  venueOf,
} from "../deployment.test-support.ts"
import { addDays, serviceDay, startOfServiceDay, unixSeconds } from "../shared/units.ts"
import { checkIn } from "../store/check-in.ts"
import { checkOut, type KeptVisit } from "../store/check-out.ts"
import { memoryFile } from "../store/memory-file.test-support.ts"
import { createStore, openStore } from "../store/open-store.ts"
import { type MatchRow, matchRows } from "../store/read-store.ts"
import type { Store, StorePlace } from "../store/store-file.ts"
import type { OracleStay, OracleWorld } from "./oracle.test-support.ts"

const OFFSET = TRUST.offset
/** Places of a day first, then places of hours. */
export const VENUES = Array.from({ length: 10 }, (_, i) => venueOf(`oracle ${i}`, { hourRows: i >= 5 }))
/** The last three show a screen; two of the hour venues print a poster. */
const isScreen = (venue: number) => venue >= 7
/** By severity, which is also the number of its template. */
export const MIN_MINUTES = [0, 1, 5, 15, 30, 120] as const
/** Ten venues, and how many minutes each severity needs. */
export const WORLD: OracleWorld = {
  isHourVenue: (venue) => venue >= 5,
  minMinutes: (severity) => MIN_MINUTES[severity] ?? 0,
}

export type Below = (limit: number) => number

/** Numbers below a limit, the same for the same seed. */
export function numbersFrom(seed: number): Below {
  let state = Math.imul(seed, 0x9e3779b1) | 1
  return (limit) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
}

/** A minute of the day; edges of the day, of hours and of five minutes more often than chance would. Minute 1200 is midnight. */
export function someMinute(below: Below): number {
  const kind = below(8)
  if (kind === 0) return below(24) * 60
  if (kind === 1) return below(288) * 5
  if (kind === 2) return [0, 1, 4, 5, 1195, 1199, 1200, 1201, 1430, 1438, 1439][below(11)] ?? 0
  return below(1440)
}

function someLength(below: Below): number {
  return [0, 0, 1, 4, 5, 6, 15, 59, 60, 61, below(120), below(700)][below(12)] ?? 0
}

export interface Phone {
  /** What its store holds, chaff included. */
  readonly rows: readonly MatchRow[]
  readonly stays: readonly OracleStay[]
  readonly kept: readonly KeptVisit[]
}

const base = memoryFile()
const placeOn = (file: ReturnType<typeof memoryFile>, name: string): StorePlace => {
  return { file, random: steadyRandom(name), dep: DEP, offset: OFFSET, uploadKey: () => UPLOAD, chaff: "day" }
}
const clock = { now: NOW, floor: NOW, hiddenSince: {} }
await createStore(placeOn(base, "oracle"), clock)

/** A phone that has lived for 31 days: it scanned, it left, and its real store kept what it keeps. */
export async function livePhone(seed: number): Promise<Phone> {
  const below = numbersFrom(seed)
  const opened = await openStore(placeOn(memoryFile(base.bytes.slice()), `phone ${seed}`), clock, { kind: "none" })
  if (!opened.ok) throw new Error(opened.problem)
  const { store } = opened.value
  const stays: OracleStay[] = []
  const kept: KeptVisit[] = []
  let free = startOfServiceDay(addDays(TODAY, -30), OFFSET)
  for (let day = TODAY - 30; day < TODAY; day++) {
    const count = below(6)
    const starts = Array.from({ length: count }, () => someMinute(below)).sort((a, b) => a - b)
    for (const start of starts) {
      const at = unixSeconds(Math.max(free, startOfServiceDay(serviceDay(day), OFFSET) + start * 60 + below(60)))
      const left = unixSeconds(at + someLength(below) * 60 + below(2) * below(60))
      const visit = await makeVisit(store, below(VENUES.length), at, left)
      stays.push(...visit.stays)
      kept.push(...visit.kept)
      // Sometimes the next door is entered in the same minute.
      free = unixSeconds(left + below(3) * below(1200))
    }
  }
  return { rows: matchRows(store, TODAY), stays, kept }
}

async function makeVisit(store: Store, venue: number, at: ReturnType<typeof unixSeconds>, left: typeof at) {
  const place = VENUES[venue]
  if (place === undefined) throw new Error("no such venue")
  const bytes = isScreen(venue) ? shownBy(place, at, 4) : posterOf(place)
  const code = readScannedCode(scanned(bytes), { trust: TRUST, revoked: new Map(), now: at })
  if (!code.ok) throw new Error(code.problem)
  const entered = checkIn(store, code.value, { now: at, assumedDeparture: left, mayPassEnd: true })
  if (!entered.ok) throw new Error(entered.problem)
  const ended = await checkOut(store, entered.value, left)
  if (!ended.ok || ended.value.some((part) => part.full)) throw new Error("a day had no room")
  return { kept: ended.value, stays: staysOf(venue, at, left) }
}

/** The same visit in the oracle's words: whole minutes; two stays across 04:00; at a screen no longer than its four hours or its day. */
function staysOf(venue: number, at: number, left: number): OracleStay[] {
  const day = Math.floor((at + OFFSET) / 86_400)
  const into = (t: number) => Math.floor((t + OFFSET - day * 86_400) / 60)
  const [arrival, departure] = [into(at), into(left)]
  if (isScreen(venue)) {
    const granted = Math.min(1440, (Math.floor(arrival / 60) + 4) * 60)
    return [{ venue, day, arrival, departure: Math.min(departure, granted) }]
  }
  if (departure <= 1440) return [{ venue, day, arrival, departure }]
  return [
    { venue, day, arrival, departure: 1440 },
    { venue, day: day + 1, arrival: 0, departure: departure - 1440 },
  ]
}
