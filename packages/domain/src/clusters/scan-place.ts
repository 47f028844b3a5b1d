import type { ClusterIndex, IndexedPlace, Stay } from "./cluster-input.ts"
import { scoreOf, tailOf } from "./weigh-spells.ts"

// A scan of each place's days, as Kulldorff's space-time scan does it for one place: the window with most cases is held against what the
// place usually has (Kulldorff M, A spatial scan statistic, Commun Stat Theory Methods 1997;26:1481).

/** Windows of one place that are looked for. */
const MOST_SPELLS = 4
/** A place with no other case is believed to see at least one in so many days, however quiet the city. */
const QUIETEST_DAYS = 100
/** Windows that could count where many do: at most so many would look like one by chance. */
const LOOKED_AT_BY_CHANCE = 200
/** Days of the shorter windows that are looked at too: who was infected in one evening stands out of that day, and hardly of its week. */
const SHORTER = [1, 3]

/** Added to each day's stays before days are held against each other: of a few stays nobody can tell which days are busy. */
const STAYS_OF_A_DAY = 10
/** Somebody who was there on so many days of a window lives or works there, and says nothing about what is usual. */
const DAYS_OF_A_HABIT = 3

/** What is usual in the city of the analysis. */
export interface Background {
  /** Distinct cases of each place and window, summed. */
  readonly cases: number
  readonly places: number
  readonly first: number
  readonly days: number
  /** How busy each day is: its share of all stays times the number of days, so that the mean is 1. Epidemics have peaks, and sharing begins late. */
  readonly busy: readonly number[]
}

/** Days of one place on which it had more cases than is usual. */
export interface Spell {
  readonly place: string
  readonly first: number
  readonly last: number
  /** Ids, sorted. */
  readonly cases: readonly string[]
  /** Cases that the place would have had in the window by its usual rate. */
  readonly expected: number
  /** Logarithm of the likelihood ratio of observed against expected. */
  readonly score: number
  /** So many places of this city would look like this by chance. */
  readonly chance: number
}

/**
 * Counts what is usual, on all days that could count for some case: a day without a stay, and a place that no case visited, say something too.
 * `known` is how many places there are, where that is known.
 */
export function backgroundOf(
  { cases, places }: ClusterIndex,
  { windowDays, placesKnown: known = 0 }: { readonly windowDays: number; readonly placesKnown?: number | undefined },
): Background {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { exposed, infectious } of cases) {
    first = Math.min(first, exposed.from, infectious.from)
    last = Math.max(last, exposed.until, infectious.until)
  }
  const days = cases.length === 0 ? 1 : last - first + 1
  const counts = Array.from({ length: days }, () => STAYS_OF_A_DAY)
  let atPlaces = 0
  for (const { stays } of places) {
    atPlaces += countByWindow(stays, windowDays)
    for (const { day } of stays) counts[day - first] = (counts[day - first] ?? 0) + 1
  }
  const all = counts.reduce((sum, n) => sum + n, 0)
  const busy = counts.map((n) => (n * days) / all)
  return { cases: atPlaces, places: Math.max(known, places.length), first, days, busy }
}

/** Distinct cases of each whole window of days, summed. */
function countByWindow(stays: readonly Stay[], windowDays: number): number {
  let [window, sum] = [Number.NaN, 0]
  let there = new Set<Stay["of"]>()
  for (const { day, of } of stays) {
    if (Math.floor(day / windowDays) !== window) {
      sum += there.size
      there = new Set()
      window = Math.floor(day / windowDays)
    }
    there.add(of)
  }
  return sum + there.size
}

/**
 * The spells of one place. Its usual rate is what it had outside the window, drawn towards the mean of all other places with the weight of
 * one window (a gamma prior): a quiet place needs fewer cases than a busy market. Days count as much as the city was busy on them. Windows of
 * several lengths are tried, and the chance is told for all of them.
 */
export function scanPlace(
  { place, stays }: IndexedPlace,
  background: Background,
  { leastCases, windowDays }: { readonly leastCases: number; readonly windowDays: number },
): Spell[] {
  if (stays.length < leastCases) return []
  const own = countByWindow(stays, windowDays)
  const others = (background.cases - own) / (Math.max(1, background.places - 1) * background.days)
  const usual = Math.max(1 / QUIETEST_DAYS, others)
  const lengths = [...SHORTER.filter((days) => days < windowDays), windowDays]
  const spells: Spell[] = []
  let left = stays
  let outside = background.days
  while (spells.length < MOST_SPELLS) {
    const asked = { place, left, outside, usual, windowDays, leastCases, background }
    const [found] = lengths
      .flatMap((days) => unusualDays(asked, days, lengths.length) ?? [])
      .sort((a, b) => a.spell.chance - b.spell.chance || b.inside - a.inside)
    if (!found || found.spell.chance > LOOKED_AT_BY_CHANCE) break
    const { spell, there } = found
    outside -= found.inside
    spells.push(spell)
    left = left.filter(({ day, of }) => (day < spell.first || day > spell.last) && !there.has(of))
  }
  return spells.sort((a, b) => a.first - b.first)
}

interface Asked {
  readonly place: string
  readonly left: readonly Stay[]
  /** Days, as busy as the city was, that no spell of the place has taken yet. */
  readonly outside: number
  readonly usual: number
  readonly windowDays: number
  readonly leastCases: number
  readonly background: Background
}

interface Unusual {
  readonly spell: Spell
  readonly there: ReadonlyMap<Stay["of"], ReadonlySet<number>>
  readonly inside: number
}

/** The fullest window of so many days, held against the place's usual rate; nothing where it has too few cases. */
function unusualDays(
  { place, left, outside, usual, windowDays, leastCases, background }: Asked,
  days: number,
  lengths: number,
): Unusual | undefined {
  const [from, until] = fullestWindow(left, days)
  const found = left.slice(from, until)
  const [first, last] = [found[0]?.day, found.at(-1)?.day]
  const there = daysThere(found)
  if (first === undefined || last === undefined || there.size < leastCases) return undefined
  const inside = busyDays(background, last - days + 1, last)
  const rest = [...left.slice(0, from), ...left.slice(until)].filter(
    ({ of }) => (there.get(of)?.size ?? 0) < DAYS_OF_A_HABIT,
  )
  const seen = countByWindow(rest, windowDays) + usual * windowDays
  const rate = seen / (Math.max(0, outside - inside) + windowDays)
  const expected = rate * Math.max(inside, 1)
  const windows = background.places * Math.max(1, background.days / days) * lengths
  const chance = tailOf(there.size, expected, seen) * windows
  const cases = [...there.keys()].map(({ id }) => id).sort()
  const spell = { place, first, last, cases, expected, score: scoreOf(there.size, expected), chance }
  return { spell, there, inside }
}

/** The days of a window, each as busy as the city was. */
function busyDays({ first, busy }: Background, from: number, until: number): number {
  let sum = 0
  for (let day = from; day <= until; day++) sum += busy[day - first] ?? 0
  return sum
}

function daysThere(stays: readonly Stay[]): Map<Stay["of"], Set<number>> {
  const there = new Map<Stay["of"], Set<number>>()
  for (const { of, day } of stays) {
    const days = there.get(of)
    if (days) days.add(day)
    else there.set(of, new Set([day]))
  }
  return there
}

/** The stays, from one index to another, of the days with most distinct cases: the earliest where several have as many. */
function fullestWindow(stays: readonly Stay[], days: number): readonly [number, number] {
  const counts = new Map<Stay["of"], number>()
  let best: readonly [number, number] = [0, 0]
  let most = 0
  let from = 0
  for (const [i, stay] of stays.entries()) {
    counts.set(stay.of, (counts.get(stay.of) ?? 0) + 1)
    for (let oldest = stays[from]; oldest && oldest.day <= stay.day - days; oldest = stays[++from]) {
      const n = (counts.get(oldest.of) ?? 0) - 1
      if (n > 0) counts.set(oldest.of, n)
      else counts.delete(oldest.of)
    }
    // All of the last day's stays belong to it, also those that bring no further case.
    if (counts.size > most || (counts.size === most && best[0] === from && stays[i - 1]?.day === stay.day)) {
      most = counts.size
      best = [from, i + 1]
    }
  }
  return best
}
