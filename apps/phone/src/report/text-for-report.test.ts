import { hexOf } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { makeVenue } from "../feed/published-lists.test-support.ts"
import { textForReport } from "./text-for-report.ts"

test("a genuine code's digits, which carry the venue's key, are not in a report, whatever host is before them", () => {
  const { url, key } = makeVenue("market")
  const digits = url.split("#")[1] ?? ""
  for (const text of [url, url.replace("homesafe.test", "homesafe.example.org"), `${url}9`]) {
    const said = textForReport(text)
    expect(said).toMatch(/^https?:\/\/[a-z.]+\/v#… \([0-9a-f]{16}\)$/)
    for (let at = 0; at + 6 <= digits.length; at += 6) expect(said).not.toContain(digits.slice(at, at + 6))
    expect(said).not.toContain(hexOf(key).slice(0, 8))
  }
})

test("the same code is known again by its mark, and another is told apart", () => {
  expect(textForReport("https://a.example/v#1")).toBe(textForReport("https://a.example/v#1"))
  expect(textForReport("https://a.example/v#1")).not.toBe(textForReport("https://a.example/v#2"))
  expect(textForReport("https://a.example/pay")).toBe("https://a.example/pay")
  expect(textForReport(`https://a.example/${"x".repeat(5000)}#1`).length).toBeLessThanOrEqual(1200)
})
