import { expect, test } from "vitest"
import { digitsOfTyped, faultOfCode, groupDigits } from "./type-code.ts"

const CODE = "73049182556610384927"

test("a code may be typed in groups, with full-width or other scripts' digits, with any dash", () => {
  expect(digitsOfTyped("7304 9182 5566 1038 4927")).toBe(CODE)
  expect(digitsOfTyped("７３０４－９１８２　５５６６–1038—4927 ")).toBe(CODE)
  expect(digitsOfTyped("٧٣٠٤ ٩١٨٢ ٥٥٦٦ ١٠٣٨ ٤٩٢٧")).toBe(CODE)
  expect(digitsOfTyped("७३०४")).toBe("7304")
  expect(digitsOfTyped("𝟕𝟑𝟎𝟒")).toBe("7304")
})

test("what is missing is said in numbers", () => {
  expect(faultOfCode(CODE)).toBeNull()
  expect(faultOfCode(CODE.slice(0, 15))).toEqual({ fault: "too-few", have: 15, missing: 5 })
  expect(faultOfCode(`${CODE}1`)).toEqual({ fault: "too-many", have: 21 })
  expect(faultOfCode("7304x")).toEqual({ fault: "not-digits" })
})

test("a code is shown in groups of four", () => {
  expect(groupDigits(CODE)).toBe("7304 9182 5566 1038 4927")
  expect(groupDigits("73049")).toBe("7304 9")
})
