import { codeWords, loadConsole } from "@homesafe/i18n/console"
import { QUARANTINES, REPAIRS } from "@homesafe/lists"
import { expect, test } from "vitest"
import { reportLines } from "./report-lines.ts"

test("no cell of the report is taken for a formula, and a row stays one line", async () => {
  const t = await loadConsole("en")
  const row = {
    id: "0",
    place: 0,
    number: 2,
    state: "accepted" as const,
    notes: [],
    handled: null,
    cells: ["=1+1", "a\nb", '"x"'],
  }
  const [, , line] = reportLines(t, ["A", "B", "C"], [row], String)
  expect(line).toBe('"2","Accepted","","","’=1+1","a b","""x"""\r\n')
})

test("every repair and every reason has its words in three languages", async () => {
  for (const language of ["en", "zh-Hant", "zh-Hans"] as const) {
    const t = await loadConsole(language)
    for (const code of REPAIRS) expect(codeWords(t, "how", code)).not.toBe(code)
    for (const code of QUARANTINES) expect(codeWords(t, "why", code)).not.toBe(code)
  }
})
