import type { Spell } from "./scan-place.ts"

/** Two spells are one cluster when so many cases, and such a part of the smaller one's, were at both. Those of one place always are. */
const CASES_IN_COMMON = 2
const PART_IN_COMMON = 1 / 3

/** Cases that are linked by places and days. */
export interface ClusterSpells {
  /** By first day, then place. */
  readonly spells: readonly Spell[]
  readonly cases: readonly string[]
  readonly first: number
  readonly last: number
  /** The highest of its spells: they share cases, so that a sum would count these twice. */
  readonly score: number
  readonly chance: number
}

/** Joins spells that share cases. The strongest cluster comes first. */
export function joinSpells(spells: readonly Spell[]): ClusterSpells[] {
  const root = spells.map((_, i) => i)
  const rootOf = (i: number): number => {
    let at = i
    for (let up = root[at] ?? at; up !== at; up = root[at] ?? at) {
      root[at] = root[up] ?? up
      at = up
    }
    return at
  }
  const ofCase = new Map<string, number[]>()
  for (const [i, { cases }] of spells.entries())
    for (const each of cases) ofCase.set(each, [...(ofCase.get(each) ?? []), i])
  const shared = new Map<number, number>()
  for (const list of ofCase.values())
    for (const a of list)
      for (const b of list) {
        if (a >= b) continue
        const pair = a * spells.length + b
        shared.set(pair, (shared.get(pair) ?? 0) + 1)
      }
  for (const [pair, n] of shared) {
    const [a, b] = [Math.floor(pair / spells.length), pair % spells.length]
    const smaller = Math.min(spells[a]?.cases.length ?? 0, spells[b]?.cases.length ?? 0)
    if (n >= CASES_IN_COMMON && n >= smaller * PART_IN_COMMON) root[rootOf(b)] = rootOf(a)
  }
  const ofPlace = new Map<string, number>()
  for (const [i, { place }] of spells.entries()) {
    const known = ofPlace.get(place)
    if (known === undefined) ofPlace.set(place, i)
    else root[rootOf(i)] = rootOf(known)
  }
  const groups = new Map<number, Spell[]>()
  for (const [i, spell] of spells.entries()) groups.set(rootOf(i), [...(groups.get(rootOf(i)) ?? []), spell])
  return [...groups.values()].map(clusterOf).sort(byStrength)
}

function clusterOf(spells: readonly Spell[]): ClusterSpells {
  const sorted = [...spells].sort((a, b) => a.first - b.first || (a.place < b.place ? -1 : 1))
  return {
    spells: sorted,
    cases: [...new Set(spells.flatMap(({ cases }) => cases))].sort(),
    first: Math.min(...spells.map(({ first }) => first)),
    last: Math.max(...spells.map(({ last }) => last)),
    score: Math.max(...spells.map(({ score }) => score)),
    chance: Math.min(...spells.map(({ chance }) => chance)),
  }
}

function byStrength(a: ClusterSpells, b: ClusterSpells): number {
  return b.score - a.score || a.first - b.first || ((a.spells[0]?.place ?? "") < (b.spells[0]?.place ?? "") ? -1 : 1)
}
