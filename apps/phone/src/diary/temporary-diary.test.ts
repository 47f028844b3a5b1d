import { expect, test } from "vitest"
import { isTemporaryDiary } from "./temporary-diary.ts"

const iphone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Version/19.1 Mobile Safari/604.1"
const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.1 Safari/605.1.15"
const android = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
const seen = (userAgent: string, more = {}) =>
  isTemporaryDiary({ userAgent, maxTouchPoints: 5, standalone: undefined, isAppWindow: false, ...more })

test("outside the installed app an iPhone's or iPad's diary is temporary, in every browser", () => {
  expect(seen(iphone, { standalone: false })).toBe(true)
  expect(seen(iphone.replace("Version/19.1", "CriOS/140"))).toBe(true)
  expect(seen(mac, { standalone: false }), "an iPad").toBe(true)
})

test("the installed app's diary is not, nor is a Mac's or an Android phone's", () => {
  expect(seen(iphone, { standalone: true })).toBe(false)
  expect(seen(iphone, { isAppWindow: true })).toBe(false)
  expect(seen(mac, { maxTouchPoints: 0, standalone: false })).toBe(false)
  expect(seen(android)).toBe(false)
})
