import { expect, test } from "vitest"
import { isReportable } from "./is-reportable.ts"

test("an imitation is offered for a report; a certificate or a password that was scanned by mistake is not", () => {
  expect(isReportable("not-our-code", "https://example.org/v")).toBe(true)
  for (const text of [
    "HC1:6BFOXN%TS3DH0YOJ58S",
    "shc:/5676290952432060346",
    "NZCP:/1/2KCEVIQ",
    "WIFI:S:home;P:secret;;",
    "",
  ]) {
    expect(isReportable("not-our-code", text), text).toBe(false)
  }
})

test("what is wrong with a phone's own clock or diary is nobody's fraud", () => {
  const url = "https://homesafe.test/v#1"
  for (const problem of ["bad-signature", "wrong-host", "revoked"]) expect(isReportable(problem, url)).toBe(true)
  for (const problem of ["clock-behind", "day-full", "too-old-screen", "not-a-plate"]) {
    expect(isReportable(problem, url), problem).toBe(false)
  }
})
