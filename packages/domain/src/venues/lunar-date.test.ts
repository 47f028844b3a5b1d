import { expect, test } from "vitest"
import { dateOfDay, dayOfLunarDate } from "../index.ts"

const dateOf = (year: number, month: number, day: number) => {
  const found = dayOfLunarDate({ year, month, day })
  return found === undefined ? undefined : dateOfDay(found)
}

// Hong Kong Observatory, Gregorian-Lunar calendar conversion tables.
const NEW_YEARS = [
  "2020-01-25",
  "2021-02-12",
  "2022-02-01",
  "2023-01-22",
  "2024-02-10",
  "2025-01-29",
  "2026-02-17",
  "2027-02-06",
  "2028-01-26",
  "2029-02-13",
  "2030-02-03",
]

test("the first day of the first month is the New Year of the Observatory's tables, 2020 to 2030", () => {
  expect(NEW_YEARS.map((_, n) => dateOf(2020 + n, 1, 1))).toEqual(NEW_YEARS)
})

test("the fifteenth day comes fourteen days later; festivals of later months are found past a leap month", () => {
  expect(dateOf(2021, 1, 15)).toBe("2021-02-26")
  expect(dateOf(2023, 8, 15)).toBe("2023-09-29") // 2023 has a second second month
  expect(dateOf(2025, 9, 9)).toBe("2025-10-29") // 2025 has a second sixth month
  expect(dateOf(2026, 12, 8)).toBe("2027-01-15")
})

test("a day that a month does not have is none", () => {
  expect(dateOf(2026, 1, 31)).toBeUndefined()
  expect(dateOf(2026, 13, 1)).toBeUndefined()
})
