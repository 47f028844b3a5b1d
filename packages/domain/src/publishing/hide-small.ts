/** A count below this is not published: behind it may stand one person (ADR 0043). */
export const LEAST_PUBLISHED = 5

/** One line of a table of counts. */
export interface Counted<Key> {
  readonly key: Key
  readonly count: number
}

/** A count as it may be published. Zero tells of nobody. */
export function hideSmall(count: number): number | null {
  return count === 0 || count >= LEAST_PUBLISHED ? count : null
}

/**
 * A table whose sum is published too. Small counts are hidden; where the sum would tell what is hidden because it is one line, or because
 * the hidden ones together are small, the smallest of the others is hidden with them.
 */
export function hideSmallOfTable<Key>(
  lines: readonly Counted<Key>[],
): { readonly key: Key; readonly count: number | null }[] {
  const hidden = new Set(lines.filter(({ count }) => hideSmall(count) === null))
  const sumOfHidden = () => [...hidden].reduce((sum, { count }) => sum + count, 0)
  const others = lines.filter((line) => line.count > 0 && !hidden.has(line)).sort((a, b) => a.count - b.count)
  while (hidden.size > 0 && (hidden.size === 1 || sumOfHidden() < LEAST_PUBLISHED)) {
    const next = others.shift()
    if (!next) break
    hidden.add(next)
  }
  return lines.map((line) => ({ key: line.key, count: hidden.has(line) ? null : line.count }))
}
