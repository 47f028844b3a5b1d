import type { CaseVisit } from "@homesafe/api"
import { expect, test } from "vitest"
import { layOutVisits } from "./lay-out-visits.ts"

const visit = (day: number, arrival: number, departure: number): CaseVisit => ({
  vid: "00".repeat(8),
  venue: null,
  plate: null,
  day,
  arrival,
  departure,
  verdict: "proven",
  reason: null,
  infectious: true,
  hours: null,
  interview: null,
  decisions: [],
})

test("every day from the first to the last has its row, also one without a visit", () => {
  const rows = layOutVisits([visit(10, 100, 200), visit(12, 100, 200)])
  expect(rows.map(({ day, bars }) => [day, bars.length])).toEqual([
    [10, 1],
    [11, 0],
    [12, 1],
  ])
})

test("visits at the same time stand in lanes of their own, and a lane is used again", () => {
  const [row] = layOutVisits([visit(10, 300, 400), visit(10, 100, 350), visit(10, 350, 360), visit(10, 420, 430)])
  expect(row?.lanes).toBe(2)
  expect(row?.bars.map(({ index, lane }) => [index, lane])).toEqual([
    [1, 0],
    [0, 1],
    [2, 0],
    [3, 0],
  ])
})

test("where the visits lie months apart, only days with visits have rows", () => {
  expect(layOutVisits([visit(10, 1, 2), visit(500, 1, 2)]).map(({ day }) => day)).toEqual([10, 500])
  expect(layOutVisits([])).toEqual([])
})
