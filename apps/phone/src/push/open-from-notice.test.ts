import { expect, test } from "vitest"
import { pageOfNotice } from "./open-from-notice.ts"

test("a notification leads to the app's own pages alone, whatever its data says", () => {
  expect(pageOfNotice({ open: "/diary/exposures" }, "")).toBe("/diary/exposures")
  expect(pageOfNotice({ open: "/" }, "leave")).toBe("/?leave=1")
  for (const data of [{ open: "https://evil.test/" }, { open: "//evil.test" }, { open: 3 }, null, undefined, "x", {}]) {
    expect(pageOfNotice(data, "")).toBe("/diary")
  }
})
