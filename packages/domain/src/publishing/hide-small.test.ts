import fc from "fast-check"
import { expect, test } from "vitest"
import { hideSmall, hideSmallOfTable, LEAST_PUBLISHED } from "./hide-small.ts"

const table = (counts: readonly number[]) => counts.map((count, key) => ({ key, count }))
const shown = (counts: readonly number[]) => hideSmallOfTable(table(counts)).map(({ count }) => count)

test("a small count is hidden, and none is not", () => {
  expect([0, 1, 4, 5, 900].map(hideSmall)).toEqual([0, null, null, 5, 900])
})

test("one hidden line alone would follow from the sum: the smallest other one is hidden with it", () => {
  expect(shown([3, 40, 12, 0])).toEqual([null, 40, null, 0])
  expect(shown([1, 1, 40])).toEqual([null, null, null])
  expect(shown([3, 4, 40])).toEqual([null, null, 40])
  expect(shown([7, 40])).toEqual([7, 40])
})

test("what a reader can work out from a table and its sum is never a small count of one line", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 8 }), (counts) => {
      const rows = shown(counts)
      const hidden = counts.filter((_, i) => rows[i] === null)
      const sum = hidden.reduce((a, b) => a + b, 0)
      for (const [i, row] of rows.entries()) {
        if (row === null) continue
        expect(row).toBe(counts[i])
        expect(row === 0 || row >= LEAST_PUBLISHED).toBe(true)
      }
      // The hidden ones are several, or all that there are.
      const positive = counts.filter((count) => count > 0)
      if (hidden.length === 1) expect(positive).toHaveLength(1)
      else if (hidden.length > 0 && hidden.length < positive.length) expect(sum).toBeGreaterThanOrEqual(LEAST_PUBLISHED)
    }),
  )
})
