import { expect, test } from "vitest"
import { sayTimes, unitOfClock } from "./times.ts"

test("a service day in Hong Kong begins at 04:00: unit 0 is 04:00 and 03:55 is the last", () => {
  const say = sayTimes({ timeZone: "Asia/Hong_Kong", offset: 14_400 }, "en")
  expect(say.unitClock(20_000, 0)).toBe("04:00")
  expect(say.units(20_000, 72, 106)).toBe("Fri 4 Oct, 10:00 – 12:50")
  expect(unitOfClock("04:00", "04:00")).toBe(0)
  expect(unitOfClock("03:55", "04:00")).toBe(287)
  expect(unitOfClock("10:02", "04:00")).toBe(72)
  expect(unitOfClock("noon", "04:00")).toBeUndefined()
})

test("what happened after midnight is told with the date that an officer's calendar has, not with the service day's", () => {
  const say = sayTimes({ timeZone: "Asia/Hong_Kong", offset: 14_400 }, "en")
  expect(say.units(20_000, 287, 288)).toBe("Sat 5 Oct, 03:55 – 04:00")
  expect(say.minutes(20_000, 1150, 1220)).toBe("Fri 4 Oct, 23:10 – Sat 5 Oct, 00:20")
})
