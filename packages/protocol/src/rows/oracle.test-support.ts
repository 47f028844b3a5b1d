// A second matcher, written from the text of docs/spec and from nothing else: no keys, no bits, no units. It paints minutes on a day
// and counts them. It shares no line with the code that it judges, and it is as slow as it looks.

const DAY = 1440

/** What a person did, in minutes of a service day. */
export interface OracleStay {
  readonly venue: number
  readonly day: number
  readonly arrival: number
  readonly departure: number
}
/** What officers decided, in order of approval. Windows in minutes. */
export interface OracleDecision {
  readonly id: string
  readonly venue: number
  readonly day: number
  readonly windows: readonly (readonly [number, number])[]
  readonly severity: number
  readonly supersedes: string | null
}
export interface OracleAlert {
  readonly day: number
  readonly severity: number
  readonly minutes: number
}
/** What the world is like: venues whose feed speaks of hours, and how many minutes each severity needs. */
export interface OracleWorld {
  readonly isHourVenue: (venue: number) => boolean
  readonly minMinutes: (severity: number) => number
}

interface Row {
  readonly from: number
  readonly until: number
  readonly stays: readonly OracleStay[]
  readonly isRisky: readonly boolean[]
  readonly severity: number
}

/** The warnings that these stays and decisions must raise, from the diary's stays or from the rows' hulls alone. Spec §5, §7. */
export function oracleAlerts(
  world: OracleWorld,
  stays: readonly OracleStay[],
  decisions: readonly OracleDecision[],
  from: "diary" | "rows",
): OracleAlert[] {
  const alerts: OracleAlert[] = []
  for (const day of new Set(stays.map((stay) => stay.day))) {
    const rows = rowsOfDay(
      world,
      stays.filter((stay) => stay.day === day),
      decisions.filter((decision) => decision.day === day),
    )
    for (const group of groupsOf(rows)) {
      const severity = Math.max(...group.map((row) => row.severity))
      const minutes = new Set(group.flatMap((row) => minutesOf(row, from))).size // a minute is counted once
      if (minutes > 0 && minutes >= world.minMinutes(severity)) alerts.push({ day, severity, minutes })
    }
  }
  return alerts
}

function rowsOfDay(world: OracleWorld, stays: readonly OracleStay[], decisions: readonly OracleDecision[]): Row[] {
  const rows: Row[] = []
  for (const venue of new Set(stays.map((stay) => stay.venue))) {
    const here = stays.filter((stay) => stay.venue === venue)
    const about = decisions.filter((decision) => decision.venue === venue)
    const spans = world.isHourVenue(venue)
      ? Array.from({ length: 24 }, (_, hour) => [hour * 60, hour * 60 + 60] as const)
      : [[0, DAY] as const]
    for (const span of spans) {
      const row = rowOfSpan(span, here, about)
      if (row) rows.push(row)
    }
  }
  return rows
}

/** One row key: a venue's day, or one hour of it. Nothing where the person was not, or where nothing is in force. */
function rowOfSpan(
  [first, last]: readonly [number, number],
  stays: readonly OracleStay[],
  decisions: readonly OracleDecision[],
): Row | undefined {
  // A stay of no length was still at its minute.
  const here = stays.filter((stay) => stay.arrival < last && Math.max(stay.departure, stay.arrival + 1) > first)
  if (here.length === 0) return undefined
  const from = Math.min(...here.map((stay) => floorTo5(Math.max(stay.arrival, first))))
  const until = Math.max(...here.map((stay) => roundedEnd(stay, first, last)))
  const inForce = decisions.filter((one, at) => !decisions.slice(at + 1).some((later) => later.supersedes === one.id))
  const painted = inForce.filter(({ windows }) => windows.some(([a, b]) => a < last && b > first))
  if (painted.length === 0) return undefined
  const exact = Array.from({ length: DAY }, (_, minute) => {
    const isInSpan = minute >= first && minute < last
    return isInSpan && painted.some(({ windows }) => windows.some(([a, b]) => minute >= a && minute < b))
  })
  const beginnings = exact.filter((risky, minute) => risky && !exact[minute - 1]).length
  const isRisky = beginnings === 1 ? exact : wholeHours(exact)
  return { from, until, stays: here, isRisky, severity: Math.max(...painted.map(({ severity }) => severity)) }
}

/** Several windows are told in whole hours: every hour that one of them touches. */
function wholeHours(exact: readonly boolean[]): boolean[] {
  return exact.map((_, minute) => {
    const hour = Math.floor(minute / 60) * 60
    return exact.slice(hour, hour + 60).includes(true)
  })
}

function floorTo5(minute: number): number {
  return minute - (minute % 5)
}

function roundedEnd(stay: OracleStay, first: number, last: number): number {
  const departure = Math.min(stay.departure, last)
  const up = departure % 5 === 0 ? departure : floorTo5(departure) + 5
  return Math.max(up, floorTo5(Math.max(stay.arrival, first)) + 5)
}

/** Rows of one day whose intervals touch, each with all that it reaches through others. */
function groupsOf(rows: readonly Row[]): Row[][] {
  const groups: Row[][] = []
  for (const row of rows) {
    const touched = groups.filter((group) => group.some((each) => each.from <= row.until && row.from <= each.until))
    for (const group of touched) groups.splice(groups.indexOf(group), 1)
    groups.push([row, ...touched.flat()])
  }
  return groups
}

function minutesOf(row: Row, from: "diary" | "rows"): number[] {
  const spans =
    from === "rows" ? [[row.from, row.until] as const] : row.stays.map((s) => [s.arrival, s.departure] as const)
  const risky: number[] = []
  for (const [a, b] of spans) {
    for (let minute = a; minute < b; minute++) if (row.isRisky[minute]) risky.push(minute)
  }
  return risky
}
