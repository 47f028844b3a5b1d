import { hexOf } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { makeVenue } from "../feed/published-lists.test-support.ts"
import { textForReport } from "./text-for-report.ts"

const MARK = String.raw`… \([0-9a-f]{16}\)`

test("a genuine code's digits, which carry the venue's key, are not in a report, whatever host is before them", () => {
  const { url, key } = makeVenue("market")
  const digits = url.split("#")[1] ?? ""
  for (const text of [url, url.replace("homesafe.test", "homesafe.example.org"), `${url}9`]) {
    const said = textForReport(text)
    expect(said).toMatch(new RegExp(`^https?://[a-z.]+/v#${MARK}$`))
    for (let at = 0; at + 6 <= digits.length; at += 6) expect(said).not.toContain(digits.slice(at, at + 6))
    expect(said).not.toContain(hexOf(key).slice(0, 8))
  }
})

test("hostile 5: of what is no address the scheme alone goes: no certificate, no password, no name", () => {
  const says = (text: string) => textForReport(text).replace(new RegExp(MARK), "")
  expect(says("WIFI:S:home;P:secret;;")).toBe("WIFI:")
  expect(says("HC1:6BFOXN%TS3DH0YOJ58S")).toBe("HC1:")
  expect(says("javascript:alert(1)")).toBe("javascript:")
  expect(says("tel:+85212345678")).toBe("tel:")
  expect(says("Chan Tai Man, flat 3")).toBe("")
  expect(says("https://evil.example/pay?token=abc#x")).toBe("https://evil.example/pay?")
  expect(says("https://official@evil.example/v##1")).toBe("https://official@evil.example/v#")
})

test("the same code is known again by its mark, and another is told apart; what is long is cut", () => {
  expect(textForReport("https://a.example/v#1")).toBe(textForReport("https://a.example/v#1"))
  expect(textForReport("https://a.example/v#1")).not.toBe(textForReport("https://a.example/v#2"))
  expect(textForReport("https://a.example/pay")).toBe("https://a.example/pay")
  expect(textForReport(`https://a.example/${"x".repeat(5000)}#1`).length).toBeLessThanOrEqual(1200)
})
