import { expect, test } from "vitest"
import { readMarks } from "./read-marks.ts"

const pattern = "[A-Z]{2}[0-9]{1,4}"

test("marks are read in their one spelling, each once, whatever stands between them", () => {
  expect(readMarks("ab 1234\nＡＢ１２３４, CD-5\n\n；EF 60", pattern)).toEqual({
    plates: ["AB1234", "CD5", "EF60"],
    wrong: [],
  })
})

test("what is no mark is named, with what may have been meant, and nothing takes its place", () => {
  expect(readMarks("AB12O4\n<b>x</b>\nAB1", pattern)).toEqual({
    plates: ["AB1"],
    wrong: [
      { typed: "AB12O4", proposals: ["AB1204"] },
      { typed: "<b>x</b>", proposals: [] },
    ],
  })
})
