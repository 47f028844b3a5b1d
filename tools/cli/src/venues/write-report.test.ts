import { expect, test } from "vitest"
import { escapeCell } from "./write-report.ts"

test("no cell of the report is taken for a formula by a spreadsheet", () => {
  expect(escapeCell('=HYPERLINK("http://x")')).toBe(`"'=HYPERLINK(""http://x"")"`)
  for (const first of ["=", "+", "-", "@", "\t"]) expect(escapeCell(`${first}1`)).toContain(`'${first}`)
})

test("ordinary names stay as they are", () => {
  expect(escapeCell("海港街街市 (東)")).toBe("海港街街市 (東)")
  expect(escapeCell("Hill Road, North")).toBe('"Hill Road, North"')
})
