import { expect, test } from "vitest"
import { sayTimes, unitOfClock } from "./times.ts"

test("a service day in Hong Kong begins at 04:00: unit 0 is 04:00 and 03:55 is the last", () => {
  const say = sayTimes({ timeZone: "Asia/Hong_Kong", offset: 14_400 }, "en")
  expect(say.unitClock(20_000, 0)).toBe("04:00")
  expect(say.units(20_000, 72, 106)).toBe("10:00 – 12:50")
  expect(unitOfClock("04:00", "04:00")).toBe(0)
  expect(unitOfClock("03:55", "04:00")).toBe(287)
  expect(unitOfClock("10:02", "04:00")).toBe(72)
  expect(unitOfClock("noon", "04:00")).toBeUndefined()
})
