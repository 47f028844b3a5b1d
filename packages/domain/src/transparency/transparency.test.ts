import { serviceDay } from "@homesafe/protocol"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { dateOfDay, dayOfDate, endedWeeks, publishCells, sumOfCells, weekOf } from "../index.ts"

const category = fc.option(fc.nat(127), { nil: null })
const table = fc.uniqueArray(fc.tuple(category, fc.nat(40)), { selector: ([name]) => name })
const published = (rows: readonly (readonly [number | null, number])[]) => {
  const cells = publishCells(new Map(rows))
  return { cells, sum: sumOfCells(cells) }
}

describe("small numbers", () => {
  test("a count below five, none among them, does not stand in a table; others are rounded down to fives", () => {
    const rows = [0, 1, 4, 5, 9, 10, 23].map((count, nth): [number, number] => [nth, count])
    expect(published(rows)).toEqual({
      cells: [
        { category: 3, least: 5 },
        { category: 4, least: 5 },
        { category: 5, least: 10 },
        { category: 6, least: 20 },
      ],
      sum: 40,
    })
  })

  test("one more or one fewer within its five changes neither a cell nor the sum: no difference tells a small number", () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(4), { minLength: 130, maxLength: 130 }), (rows, other) => {
        const moved = rows.map(([name, count], nth): [number | null, number] => [
          name,
          count - (count % 5) + (other[nth] ?? 0),
        ])
        expect(published(moved)).toEqual(published(rows))
      }),
    )
  })
})

describe("weeks", () => {
  test("a week begins on a Monday and is published when its Sunday is over", () => {
    const monday = dayOfDate("2025-06-02")
    for (let nth = 0; nth < 7; nth += 1) expect(weekOf(serviceDay(monday + nth))).toBe(monday)
    const dates = (today: string, first: string) =>
      endedWeeks(dayOfDate(today), dayOfDate(first), 3).map((week) => dateOfDay(week))
    expect(dates("2025-06-08", "2025-05-01")).toEqual(["2025-05-12", "2025-05-19", "2025-05-26"])
    expect(dates("2025-06-09", "2025-05-29")).toEqual(["2025-05-26", "2025-06-02"])
    expect(dates("2025-06-08", "2025-06-03")).toEqual([])
  })
})
