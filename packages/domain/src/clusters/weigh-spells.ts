import type { Spell } from "./scan-place.ts"

/** A window counts when at most so many would look like it by chance, in the whole city and all its days; */
const MOST_BY_CHANCE = 1
/** or, where many places are unusual, when at most this part of all that count would be there by chance (Benjamini and Hochberg, 1995). */
const PART_BY_CHANCE = 0.1

/**
 * The spells that count: those that fewer than one would look like by chance, and where many are unusual, as many more as leave no more than
 * a tenth of all to chance. In a city where nothing is unusual this adds none.
 */
export function keepUnusual(spells: readonly Spell[]): Spell[] {
  const chances = spells.map(({ chance }) => chance).sort((a, b) => a - b)
  const last = chances.findLastIndex((chance, i) => chance <= PART_BY_CHANCE * (i + 1))
  const most = Math.max(MOST_BY_CHANCE, chances[last] ?? 0)
  return spells.filter(({ chance }) => chance <= most)
}

/** ln(L₁/L₀) of a Poisson count that is higher than expected. */
export function scoreOf(observed: number, expected: number): number {
  return observed > expected ? observed * Math.log(observed / expected) - (observed - expected) : 0
}

/**
 * P(X ≥ n) of a count whose rate is itself known only from `seen` counts (a gamma of this shape): the negative binomial, which is the Poisson
 * where much was seen. Summed from n upwards, for the tails that matter are far smaller than 1 − (what is below them) can tell.
 */
export function tailOf(n: number, expected: number, seen: number): number {
  if (n <= expected) return 1
  const part = expected / (seen + expected)
  let term = seen * Math.log1p(-part)
  for (let i = 0; i < n; i++) term += Math.log((part * (seen + i)) / (i + 1))
  let [probability, sum] = [Math.exp(term), 0]
  for (let i = n; probability > sum * 1e-12; i++) {
    sum += probability
    probability *= (part * (seen + i)) / (i + 1)
  }
  return Math.min(1, sum)
}

/** How many times as many cases as usual each place had on a day: 1 where nothing was unusual. */
export function liftOf(spells: readonly Spell[]): (place: string, day: number) => number {
  const byPlace = new Map<string, Spell[]>()
  for (const spell of spells) byPlace.set(spell.place, [...(byPlace.get(spell.place) ?? []), spell])
  return (place, day) => {
    const spell = byPlace.get(place)?.find(({ first, last }) => first <= day && day <= last)
    return spell ? spell.cases.length / spell.expected : 1
  }
}
