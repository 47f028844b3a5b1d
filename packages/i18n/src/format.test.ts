import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { fixedZone } from "./fixed-zone.ts"
import { formatBytes, formatDate, formatDay, formatDuration, formatMoment, formatStay, formatTime } from "./format.ts"

const zone = "Asia/Hong_Kong"
const at = Date.UTC(2026, 10, 21, 11, 5)

describe("dates as a Hong Kong reader writes them", () => {
  test("a day carries its weekday", () => {
    expect(formatDay(at, "en", zone)).toBe("Sat 21 Nov")
    expect(formatDay(at, "zh-Hant", zone)).toBe("11月21日（六）")
    expect(formatDay(at, "zh-Hans", zone)).toBe("11月21日（六）")
    expect(formatDay(Date.UTC(2026, 8, 1), "en", zone)).toBe("Tue 1 Sep")
  })

  test("time has 24 hours, and midnight is 00:00", () => {
    expect(formatTime(at, "zh-Hant", zone)).toBe("19:05")
    expect(formatTime(Date.UTC(2026, 10, 21, 16), "en", zone)).toBe("00:00")
    expect(formatMoment(at, "en", zone)).toBe("Sat 21 Nov, 19:05")
    expect(formatMoment(at, "zh-Hans", zone)).toBe("11月21日（六）19:05")
  })

  test("a stay names the second day only where it differs", () => {
    expect(formatStay(at, at + 5_400_000, "en", zone)).toBe("Sat 21 Nov, 19:05 – 20:35")
    expect(formatStay(at, at + 36_000_000, "en", zone)).toBe("Sat 21 Nov, 19:05 – Sun 22 Nov, 05:05")
  })

  test("a fixed zone gives the same words as its name, at every moment and in every language", () => {
    const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) })
    const place = fc.constantFrom("Asia/Hong_Kong", "Asia/Kathmandu", "America/Phoenix", "UTC")
    fc.assert(
      fc.property(moment, place, fc.constantFrom("en", "zh-Hant", "zh-Hans"), (t, named, language) => {
        const fixed = fixedZone(named, Date.UTC(2026, 10, 21))
        expect(fixed).toMatch(/^[+-]\d\d:\d\d$/)
        for (const write of [formatMoment, formatDate])
          expect(write(t, language, fixed)).toBe(write(t, language, named))
      }),
    )
  })

  test("a zone that changes its clocks keeps its name", () => {
    expect(fixedZone("Europe/London", Date.UTC(2026, 10, 21))).toBe("Europe/London")
    expect(formatTime(Date.UTC(2026, 6, 1, 12), "en", "Europe/London")).toBe("13:00")
  })

  test("full dates, durations and sizes", () => {
    expect(formatDate(at, "en", zone)).toBe("21 Nov 2026")
    expect(formatDate(at, "zh-Hant", zone)).toBe("2026年11月21日")
    expect(formatDuration(79, "en")).toBe("1 h 19 min")
    expect(formatDuration(120, "zh-Hant")).toBe("2小時")
    expect(formatDuration(0, "en")).toBe("0 min")
    expect(formatBytes(4123, "en")).toBe("4.1 kB")
  })
})
