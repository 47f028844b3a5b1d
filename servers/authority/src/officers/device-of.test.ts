import { expect, test } from "vitest"
import { deviceOf } from "./device-of.ts"

test("a session's device is the browser's and the system's name, without a version; nothing where a browser does not say", () => {
  const chromium = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
  const said = [
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chromium} Safari/537.36 Edg/140.0.0.0`, "Edge, Windows"],
    [`Mozilla/5.0 (Linux; Android 15; Pixel 9) ${chromium} Mobile Safari/537.36`, "Chrome, Android"],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 15.6; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox, macOS"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/18.6 Mobile/15E148 Safari/604.1",
      "Safari, iPhone",
    ],
    ["curl/8.5.0", null],
    ["", null],
    [undefined, null],
  ] as const
  for (const [agent, device] of said) expect(deviceOf(agent), agent).toBe(device)
})
