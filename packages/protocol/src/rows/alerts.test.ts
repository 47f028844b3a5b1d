import { expect, test } from "vitest"
import { serviceDay, units } from "../shared/units.ts"
import { alertsOf, type MatchedRow } from "./alerts.ts"
import { messageOf } from "./row-message.ts"

/** A stay and a window in units of five minutes. */
function matched(row: number, stay: readonly [number, number], window: readonly [number, number]): MatchedRow {
  const facts = { daysAgo: 0, severity: 1, template: 1, corrected: false }
  return {
    row: {
      day: serviceDay(20_000),
      row,
      rowKey: new Uint8Array(16),
      arrival: units(stay[0]),
      departure: units(stay[1]),
    },
    message: messageOf([[units(window[0]), units(window[1])]], facts),
  }
}

test("rows of adjoining hours are added: fifteen minutes on either side of an hour's end are thirty", () => {
  const rows = [matched(0, [9, 12], [0, 12]), matched(1, [12, 15], [12, 24])]
  expect(alertsOf(rows, () => 30)).toMatchObject([{ minutes: 30, rows: [0, 1] }])
  expect(alertsOf(rows, () => 31)).toEqual([])
})

test("a phone that scanned poster and screen counts a minute once, and is not warned for less than it takes", () => {
  const poster = matched(0, [9, 15], [0, 24])
  const screen = [matched(1, [9, 12], [0, 12]), matched(2, [12, 15], [12, 24])]
  expect(alertsOf([poster, ...screen], () => 1)).toMatchObject([{ minutes: 30, rows: [0, 1, 2] }])
  expect(alertsOf([poster, ...screen], () => 31)).toEqual([])
})
