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

const words = async () => {
  const t = await loadConsole("en")
  return { t, words: wordsOf(t, report, { categories: [] }) }
}

test("a place's name is one cell of one line of the file, and no spreadsheet takes it for a formula", async () => {
  const told = await words()
  const [title, , line] = writeClusters(told.t, report, told.words).split("\r\n")
  expect(title?.startsWith('\ufeff"')).toBe(true)
  expect(line).toBe(`1,"’=HYPERLINK(""http://x""), Bar","2022-01-18","2022-01-18",3,0.2,5,0.01,"C-0001 C-0002 C-0003"`)
})

test("the file for a spreadsheet holds every table of the pages: places by day, sources, chains, curve, lags, kinds and districts", async () => {
  const told = await words()
  const [cluster] = report.clusters
  if (!cluster) throw new Error("no cluster")
  const infection = { case: 1, infector: 0, place: 0, day: 19_010, minutes: 45, serialDays: 11, score: 1, ties: [2] }
  const spells = cluster.spells.map((spell) => ({ ...spell, days: [{ day: 19_010, cases: 3 }] }))
  const full: ClusterReport = {
    ...report,
    clusters: [{ ...cluster, spells, infections: [infection] }],
    curve: [{ day: 19_010, onsets: 2, tests: 1 }],
    lags: [{ step: "onset-test", cases: 3, median: 86_400, p90: null }],
    categories: [{ category: null, places: 4, cases: 5, stays: 6 }],
    districts: [{ district: 17, places: 7, cases: 8, stays: 9 }],
  }
  const place = `"’=HYPERLINK(""http://x""), Bar"`
  const lines = writeClusters(told.t, full, told.words).split("\r\n")
  for (const line of [
    `1,${place},"2022-01-18",3`,
    `1,${place},"2022-01-18","C-0001 C-0002 C-0003",""`,
    `1,"C-0002","C-0001","C-0003",${place},"2022-01-18",45,11`,
    `"2022-01-18",2,1`,
    `"Onset to test",3,1,`,
    `"Not in the register",4,5,6`,
    `"Sai Kung",7,8,9`,
  ])
    expect(lines).toContain(line)
})

test("the data name days as dates", () => {
  const read: unknown = JSON.parse(writePlain(report))
  expect(read).toMatchObject({ from: "2022-01-08", cases: [{ onset: null, tested: "2022-01-28" }, {}, {}] })
})
