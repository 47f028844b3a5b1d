import type { IndexedCase, PlacedStay, Stay } from "./cluster-input.ts"

/** Of a crowd so many stays are looked at, the latest arrivals first: a day at a great station costs what it costs elsewhere. */
const MOST_LOOKED_AT = 400
/** Minutes together that make half of a whole. */
const HALF_MINUTES = 60
/** Others that are nearly as likely are named, so many at most, when they have this part of the best one's score. */
const MOST_TIES = 5
const NEARLY = 0.9
/** A place's unusual days count more for what happened there, so many times at most. */
const MOST_LIFT = 10

/** Who likely infected a case, where and when. */
export interface Infection {
  readonly case: string
  readonly infector: string
  readonly place: string
  readonly day: number
  /** Minutes that they shared the place, or its air within the linger time, on all days. */
  readonly minutes: number
  /** Days from the infector's onset to the case's. */
  readonly serialDays: number
  readonly score: number
  /** Others who are as likely, or nearly so. */
  readonly ties: readonly string[]
}

interface Candidate {
  readonly of: IndexedCase
  score: number
  minutes: number
  best: { readonly place: string; readonly day: number; readonly weight: number }
}

/** What weighs the days between a meeting and the onset. */
export interface Incubation {
  readonly shortestDays: number
  readonly longestDays: number
}

/** What weighs meetings. */
export interface InfectionRules {
  readonly lingerMinutes: number
  readonly incubation: Incubation
  /** Cases of a place on a day against what is usual there; 1 is usual. */
  readonly lift: (place: string, day: number) => number
}

/**
 * The likeliest infector: somebody infectious who shared a place on a day that lies within the case's incubation, and fell ill earlier, so that
 * nobody can infect an ancestor. Each meeting weighs by its minutes, by how usual its incubation would be, and by how unusual its place was.
 */
export function findInfector(
  theCase: IndexedCase,
  { lingerMinutes, incubation, lift }: InfectionRules,
): Infection | null {
  const candidates = new Map<IndexedCase, Candidate>()
  for (const stay of theCase.stays) {
    if (!stay.wasExposed || stay.at.infectious.length === 0) continue
    const unusual = Math.min(MOST_LIFT, lift(stay.at.place, stay.day))
    const fit = incubationWeight(theCase.zero - stay.day, incubation) * unusual
    for (const other of infectiousBeside(stay, lingerMinutes)) weigh(candidates, stay, other, { fit, lingerMinutes })
  }
  const ranked = [...candidates.values()].sort(
    (a, b) => b.score - a.score || a.of.zero - b.of.zero || (a.of.id < b.of.id ? -1 : 1),
  )
  const [best, ...rest] = ranked
  if (!best) return null
  const ties = rest.filter(({ score }) => score >= best.score * NEARLY).slice(0, MOST_TIES)
  return {
    case: theCase.id,
    infector: best.of.id,
    place: best.best.place,
    day: best.best.day,
    minutes: best.minutes,
    serialDays: theCase.zero - best.of.zero,
    score: best.score,
    ties: ties.map(({ of }) => of.id),
  }
}

function weigh(
  candidates: Map<IndexedCase, Candidate>,
  stay: PlacedStay,
  other: Stay,
  { fit, lingerMinutes }: { readonly fit: number; readonly lingerMinutes: number },
): void {
  const minutes = sharedMinutes(stay, other, lingerMinutes)
  const weight = (minutes / (minutes + HALF_MINUTES)) * fit
  const meeting = { place: stay.at.place, day: stay.day, weight }
  const known = candidates.get(other.of)
  if (!known) return void candidates.set(other.of, { of: other.of, score: weight, minutes, best: meeting })
  known.score += weight
  known.minutes += minutes
  if (weight > known.best.weight) known.best = meeting
}

const sharedMinutes = (stay: Stay, other: Stay, linger: number) =>
  Math.min(stay.departure, other.departure + linger) - Math.max(stay.arrival, other.arrival)

/** Stays of infectious others who fell ill earlier and were there with a stay, or left within the linger time before it. */
function* infectiousBeside(stay: PlacedStay, linger: number): Generator<Stay> {
  const { infectious } = stay.at
  let at = lastBefore(infectious, stay.day, stay.departure)
  for (let looked = 0; looked < MOST_LOOKED_AT; looked++) {
    const other = infectious[at--]
    if (other?.day !== stay.day) return
    if (other.of.zero < stay.of.zero && sharedMinutes(stay, other, linger) > 0) yield other
  }
}

/** Index of the last stay of the day that began before the minute; of an earlier day where there is none. */
function lastBefore(stays: readonly Stay[], day: number, minute: number): number {
  let [low, high] = [0, stays.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const stay = stays[middle]
    if (stay && (stay.day < day || (stay.day === day && stay.arrival < minute))) low = middle + 1
    else high = middle
  }
  return low - 1
}

/**
 * How usual an incubation of so many days is, 1 at its most usual: a log-normal whose median is the geometric mean of the shortest and longest
 * incubation, and whose central 95 % they are. Profiles name no more than these two.
 */
export function incubationWeight(days: number, { shortestDays, longestDays }: Incubation): number {
  const deviation = Math.log(longestDays / shortestDays) / 4
  const distance = Math.log(Math.max(0.5, days) / Math.sqrt(shortestDays * longestDays)) / deviation
  return Math.exp(-0.5 * distance ** 2)
}
