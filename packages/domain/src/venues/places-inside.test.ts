import { expect, test } from "vitest"
import { canHoldPlace, categories, categoryOf } from "../index.ts"

const numberOf = (en: string) => categories.find((each) => each.en === en)?.n ?? Number.NaN

test("a shop, a restaurant or a cinema lies in a mall; a mall lies in none of them", () => {
  const mall = numberOf("Shopping mall or complex")
  for (const inner of ["Shop", "Restaurant", "Performance venue or cinema", "Library"]) {
    expect(canHoldPlace(mall, numberOf(inner))).toBe(true)
    expect(canHoldPlace(numberOf(inner), mall)).toBe(false)
  }
})

test("whoever comes to another mall, hotel, school or ward has left the last place", () => {
  for (const place of ["Shopping mall or complex", "Hotel", "School", "Hospital ward", "Emergency department"]) {
    for (const { n } of categories) expect(canHoldPlace(n, numberOf(place))).toBe(false)
  }
})

test("every number in the rule stands in the seeded catalogue, and no place holds its own kind", () => {
  for (let outer = 0; outer < 128; outer++) {
    for (let inner = 0; inner < 128; inner++) {
      if (!canHoldPlace(outer, inner)) continue
      expect([categoryOf(outer), categoryOf(inner)]).not.toContain(undefined)
      expect(outer).not.toBe(inner)
    }
  }
})
