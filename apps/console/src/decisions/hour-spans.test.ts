import { expect, test } from "vitest"
import { hourSpans } from "./hour-spans.ts"

test("hours that follow one another are said as one span", () => {
  expect(hourSpans([1, 2, 4])).toEqual([
    [12, 36],
    [48, 60],
  ])
  expect(hourSpans([23])).toEqual([[276, 288]])
  expect(hourSpans([])).toEqual([])
})
