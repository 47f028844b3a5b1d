/** Counts below this are not published, and no two published counts tell one by their difference. */
export const SMALLEST_PUBLISHED = 5

/** What may be known of a count: that it is at least so many. Rounded down to a multiple of five; 0 for all below five, none included. */
export function atLeast(count: number): number {
  return Math.floor(count / SMALLEST_PUBLISHED) * SMALLEST_PUBLISHED
}

/** One cell of a published table: a category of the catalogue, null for what has none. */
export interface PublishedCell {
  readonly category: number | null
  readonly least: number
}

/**
 * A table as it may be published. A category whose count is small does not stand in it, whether it is one or none, and every sum is the sum
 * of what is published: nothing here depends on more than each count's multiple of five, so that no difference tells more.
 */
export function publishCells(counts: ReadonlyMap<number | null, number>): PublishedCell[] {
  return [...counts]
    .map(([category, count]) => ({ category, least: atLeast(count) }))
    .filter(({ least }) => least > 0)
    .sort((a, b) => (a.category ?? Number.MAX_SAFE_INTEGER) - (b.category ?? Number.MAX_SAFE_INTEGER))
}

/** The published sum of a table. */
export function sumOfCells(cells: readonly PublishedCell[]): number {
  return cells.reduce((sum, { least }) => sum + least, 0)
}
