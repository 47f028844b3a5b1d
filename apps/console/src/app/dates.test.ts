import { expect, test } from "vitest"
import { dateOfDay, dayOfDate, momentOf } from "./dates.ts"

const hongKong = { offset: 14_400, startClock: "04:00" }

test("a date field and a service day name each other", () => {
  expect(dayOfDate("2024-10-04", 14_400)).toBe(20_000)
  expect(dateOfDay(20_000)).toBe("2024-10-04")
})

test("a date and a time are a moment of the place’s own clock, also in the night before the service day begins", () => {
  expect(momentOf("2024-10-04", "10:00", hongKong)).toBe(Date.parse("2024-10-04T10:00:00+08:00") / 1000)
  expect(momentOf("2024-10-04", "02:30", hongKong)).toBe(Date.parse("2024-10-04T02:30:00+08:00") / 1000)
  expect(momentOf("", "10:00", hongKong)).toBeUndefined()
  expect(momentOf("2024-10-04", "", hongKong)).toBeUndefined()
})
