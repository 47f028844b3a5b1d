import { expect, test } from "vitest"
import { checkPin, readPin } from "./choose-pin.ts"
import { isLockDue, waitAfter } from "./lock-watch.ts"

test("a PIN has at least six characters, is not the first that anyone would try, and was typed twice alike", () => {
  expect(checkPin("48291", "48291")).toBe("too-short")
  for (const easy of ["000000", "123456", "987654", "abcdef", "QWERTY"]) expect(checkPin(easy, easy)).toBe("too-easy")
  expect(checkPin("482913", "482931")).toBe("not-the-same")
  expect(checkPin("482913", "482913")).toBeNull()
  expect(checkPin("three grey herons", "three grey herons")).toBeNull()
})

test("full-width digits are the same digits", () => {
  expect(readPin("４８２９１３")).toBe("482913")
  expect(checkPin("４８２９１３", "482913")).toBeNull()
})

test("a lock closes once nobody has looked for as long as its owner chose, and when the clock runs backwards", () => {
  expect(isLockDue(1000, 1059, 1)).toBe(false)
  expect(isLockDue(1000, 1060, 1)).toBe(true)
  expect(isLockDue(1000, 1001, 0)).toBe(true)
  expect(isLockDue(1000, 999, 15)).toBe(true)
})

test("three attempts are free, then each waits twice as long as the one before, five minutes at most", () => {
  expect([1, 2, 3, 4, 5, 20].map(waitAfter)).toEqual([0, 0, 5, 10, 20, 300])
})
