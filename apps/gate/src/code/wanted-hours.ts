import type { Catalogue } from "@homesafe/protocol"

const FEWEST = 4
const MOST = 12

/**
 * How many hours one scan of a screen grants: the category's usual stay and the longest time that any catalogued disease lingers, from
 * whatever minute of the first hour; 4 at the least, 12 at the most (Spec §4).
 */
export function wantedHours(catalogue: Catalogue, category: number): number {
  const stay = catalogue.categories.find(({ n }) => n === category)?.stay ?? MOST * 60
  const linger = Math.max(0, ...catalogue.pathogens.map((each) => each.linger))
  return Math.min(MOST, Math.max(FEWEST, Math.ceil((stay + linger) / 60) + 1))
}
