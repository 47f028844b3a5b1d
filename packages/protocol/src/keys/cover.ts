import type { Bytes } from "../shared/bytes.ts"
import { descend, LEVELS } from "./key-tree.ts"

/** A subtree of a day's hours: level 0 is the day, level 5 an hour. */
export interface Subtree {
  readonly level: number
  readonly index: number
}

/** The fewest subtrees that hold exactly the hours first..last, in ascending order. Spec §4. */
export function coverOf(first: number, last: number): Subtree[] {
  const cover: Subtree[] = []
  for (let hour = first; hour <= last; ) {
    let size = 1
    while (hour % (size * 2) === 0 && hour + size * 2 - 1 <= last) size *= 2
    cover.push({ level: LEVELS - Math.log2(size), index: hour / size })
    hour += size
  }
  return cover
}

/** The keys of a cover, made from the day key. */
export function coverNodes(dayKey: Uint8Array, first: number, last: number): Bytes[] {
  return coverOf(first, last).map(({ level, index }) => descend(dayKey, level, index))
}

/** The key of one hour from a cover's nodes; nothing when the hour was not granted. */
export function leafFromCover(
  nodes: readonly Uint8Array[],
  first: number,
  last: number,
  hour: number,
): Bytes | undefined {
  if (hour < first || hour > last) return undefined
  const cover = coverOf(first, last)
  const found = cover.findIndex(({ level, index }) => hour >> (LEVELS - level) === index)
  const node = nodes[found]
  const depth = LEVELS - (cover[found]?.level ?? LEVELS)
  return node === undefined ? undefined : descend(node, depth, hour & ((1 << depth) - 1))
}
