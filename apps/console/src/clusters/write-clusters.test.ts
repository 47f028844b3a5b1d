import type { ClusterReport } from "@homesafe/api"
import { loadConsole } from "@homesafe/i18n/console"
import { expect, test } from "vitest"
import { wordsOf } from "./report-words.ts"
import { writeClusters, writePlain } from "./write-clusters.ts"

const names = { en: '=HYPERLINK("http://x"),\nBar', hant: "酒吧" }
const report: ClusterReport = {
  ...{
    from: 19_000,
    until: 19_040,
    pathogen: 1,
    visits: 3,
    found: 1,
    curve: [],
    lags: [],
    categories: [],
    districts: [],
  },
  cases: [1, 2, 3].map((n) => ({ id: `0000000${n}`, number: `C-000${n}`, onset: null, tested: 19_020 })),
  places: [{ venue: { id: "00000001", names, category: 4 }, plate: null, cases: 3, stays: 3 }],
  chains: { infections: 0, chains: 0, longest: 0 },
  clusters: [
    {
      ...{ cases: [0, 1, 2], first: 19_010, last: 19_010, score: 5, chance: 0.01, infections: [] },
      spells: [
        {
          ...{ place: 0, first: 19_010, last: 19_010, cases: [0, 1, 2], expected: 0.2, score: 5, chance: 0.01 },
          days: [],
        },
      ],
      sources: [{ place: 0, day: 19_010, exposed: [0, 1, 2], infectious: [] }],
    },
  ],
}

test("a place's name is one cell of one line of the file, and no spreadsheet takes it for a formula", async () => {
  const t = await loadConsole("en")
  const [head, line, end] = writeClusters(t, report, wordsOf(t, report)).split("\r\n")
  expect(head?.startsWith('\ufeff"')).toBe(true)
  expect(line).toBe(
    `1,"’=HYPERLINK(""http://x""), Bar","2022-01-18","2022-01-18",3,0.2,5,0.01,"C-0001 C-0002 C-0003","’=HYPERLINK(""http://x""), Bar, 2022-01-18"`,
  )
  expect(end).toBe("")
})

test("the data name days as dates", () => {
  const read: unknown = JSON.parse(writePlain(report))
  expect(read).toMatchObject({ from: "2022-01-08", cases: [{ onset: null, tested: "2022-01-28" }, {}, {}] })
})
