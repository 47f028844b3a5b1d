import type { Decision } from "../decide/decision.ts"
import { stateOfRow } from "../decide/row-state.ts"
import { DEP, steadyRandom, TODAY } from "../deployment.test-support.ts"
import { dayKeyOf, leafOf, rowKeyOf } from "../keys/key-tree.ts"
import type { Bytes } from "../shared/bytes.ts"
import { serviceDay, units } from "../shared/units.ts"
import { alertsOf, type MatchedRow } from "./alerts.ts"
import { buildBatch, type RealRow } from "./make-batch.ts"
import { matchShard } from "./match-shard.ts"
import { type OracleAlert, type OracleDecision, type OracleStay, oracleAlerts } from "./oracle.test-support.ts"
import {
  type Below,
  livePhone,
  MIN_MINUTES,
  numbersFrom,
  type Phone,
  someMinute,
  VENUES,
  WORLD,
} from "./random-lives.test-support.ts"

const LISTS_PER_PHONE = 60

/** Decisions about half the days of a phone's venues: near its visits' edges, apart from them, several, corrected, withdrawn. */
function someDecisions(below: Below, stays: readonly OracleStay[]): OracleDecision[] {
  const decisions: OracleDecision[] = []
  const places = new Map(stays.map((stay) => [`${stay.venue} ${stay.day}`, stay]))
  for (const { venue, day } of places.values()) {
    if (below(3) === 0) continue
    const here = stays.filter((stay) => stay.venue === venue && stay.day === day)
    const earlier: string[] = []
    for (let more = 1 + below(4); more > 0; more--) {
      const isWithdrawal = earlier.length > 0 && below(4) === 0
      const count = isWithdrawal ? 0 : ([1, 1, 1, 2, 3][below(5)] ?? 1)
      const windows = Array.from({ length: count }, () => someWindow(below, here))
      const supersedes =
        isWithdrawal || (earlier.length > 0 && below(3) === 0) ? earlier[below(earlier.length)] : undefined
      const id = `${decisions.length}`.padStart(32, "0")
      decisions.push({ id, venue, day, windows, severity: 1 + below(5), supersedes: supersedes ?? null })
      earlier.push(id)
    }
  }
  return decisions
}

function someWindow(below: Below, here: readonly OracleStay[]): readonly [number, number] {
  const stay = here[below(here.length)]
  const edges = stay ? [stay.arrival, stay.departure] : []
  const near = () => Math.floor((edges[below(2)] ?? 0) / 5) * 5 + 5 * (below(5) - 2)
  const somewhere = () => Math.floor(someMinute(below) / 5) * 5
  const from = Math.min(Math.max(below(2) ? near() : somewhere(), 0), 1435)
  const until = Math.min(Math.max(below(2) ? near() : from + 5 * below(60), from + 5), 1440)
  return [from, until]
}

function decisionOf(one: OracleDecision): Decision {
  const windows = one.windows.map(([from, until]) => [units(from / 5), units(until / 5)] as const)
  const { id, severity, supersedes } = one
  const vid = VENUES[one.venue]?.vid ?? ""
  return {
    v: 1,
    dep: DEP,
    id,
    vid,
    day: serviceDay(one.day),
    windows,
    severity,
    template: severity,
    pool: null,
    supersedes,
  }
}

const rowKeys = new Map<string, ReadonlyMap<number | null, Bytes>>()

/** A venue-day's row keys, by hour or for all of it; worked out once. */
function rowKeysOf(venue: number, day: number): ReadonlyMap<number | null, Bytes> {
  const place = VENUES[venue]
  if (place === undefined) throw new Error("no such venue")
  const known = rowKeys.get(`${venue} ${day}`)
  if (known) return known
  const dayKey = dayKeyOf(place.venueKey, serviceDay(day))
  const hours = WORLD.isHourVenue(venue) ? Array.from({ length: 24 }, (_, hour) => hour) : [null]
  const made = new Map(
    hours.map((hour) => [hour, rowKeyOf(hour === null ? dayKey : leafOf(dayKey, hour), place.vid)] as const),
  )
  rowKeys.set(`${venue} ${day}`, made)
  return made
}

/** The list as the authority makes it: what is in force for each key, under that key. */
function publish(decisions: readonly OracleDecision[], seq: number) {
  const all = decisions.map(decisionOf)
  const rows: RealRow[] = []
  for (const place of new Set(decisions.map(({ venue, day }) => `${venue} ${day}`))) {
    const [venue = 0, day = 0] = place.split(" ").map(Number)
    const vid = VENUES[venue]?.vid ?? ""
    const about = all.filter((decision) => decision.vid === vid && decision.day === day)
    for (const [hour, rowKey] of rowKeysOf(venue, day)) {
      const state = stateOfRow({ vid, day: serviceDay(day), hour }, about, TODAY)
      if (state) rows.push({ rowKey, message: state.message, text: null })
    }
  }
  return buildBatch({ dep: DEP, seq, seed: steadyRandom(`list ${seq}`)(32), today: TODAY, rows })
}

function alertsOfPhone(
  phone: Phone,
  batch: ReturnType<typeof publish>,
  seq: number,
  from: "diary" | "rows",
): OracleAlert[] {
  const templates = new Set(MIN_MINUTES.keys())
  const expected = { seq, salt: batch.salt, cell: 0, n: batch.n, today: TODAY, dep: DEP, templates }
  const result = matchShard(batch.shard, expected, phone.rows)
  if (!result.ok || !result.value.canary || result.value.impossible > 0) throw new Error("checking does not work")
  const matched = result.value.matches.map(({ row, message }): MatchedRow => {
    const visits = phone.kept.filter(
      (visit) => visit.day === row.day && visit.rows.some((each) => each.row === row.row),
    )
    const intervals = visits.map((visit) => [visit.arrival, visit.departure] as const)
    return from === "diary" ? { row, message, intervals } : { row, message }
  })
  return alertsOf(matched, (template) => MIN_MINUTES[template] ?? 0)
}

const told = (alerts: readonly OracleAlert[]) =>
  alerts.map(({ day, severity, minutes }) => `day ${day} severity ${severity}: ${minutes} min`).sort()

/** How two matchers fared: pairs of a stay and a venue-day with decisions, warnings among them, and what they did not agree on. */
export interface Comparison {
  readonly pairs: number
  readonly warnings: number
  readonly disagreements: readonly string[]
}

/** Lets the real pipeline (scan, store, decisions, shard, match, alerts) and the oracle judge the same random lives. */
export async function compareWithOracle(count: number, seed = 1): Promise<Comparison> {
  let [pairs, warnings] = [0, 0]
  const disagreements: string[] = []
  for (let life = 1; pairs < count; life++) {
    const phone = await livePhone(seed * 1_000_003 + life)
    const below = numbersFrom(seed * 7_000_003 + life)
    for (let list = 1; list <= LISTS_PER_PHONE && pairs < count; list++) {
      const decisions = someDecisions(below, phone.stays)
      const batch = publish(decisions, list)
      const places = new Set(decisions.map(({ venue, day }) => `${venue} ${day}`))
      pairs += phone.stays.filter(({ venue, day }) => places.has(`${venue} ${day}`)).length
      for (const from of ["diary", "rows"] as const) {
        const expected = told(oracleAlerts(WORLD, phone.stays, decisions, from))
        const real = told(alertsOfPhone(phone, batch, list, from))
        warnings += expected.length
        if (expected.join() !== real.join()) {
          const only = (a: string[], b: string[]) => a.filter((each) => !b.includes(each)).join(", ")
          disagreements.push(
            `seed ${seed}, phone ${life}, list ${list}, ${from}: the oracle alone says [${only(expected, real)}], the phone alone [${only(real, expected)}]`,
          )
        }
      }
    }
  }
  return { pairs, warnings, disagreements }
}
