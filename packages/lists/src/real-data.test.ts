import fs from "node:fs"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { compareLists, type StoredExposure } from "./compare-lists.ts"
import { readList } from "./read-list.ts"
import type { ListReading } from "./shapes.ts"

const root = path.resolve(import.meta.dirname, "../../..")
const folder = [process.env.HOMESAFE_REAL_DATA, path.resolve(root, "../shared/data")].find(
  (one) => one !== undefined && fs.existsSync(path.join(one, "nz-loi")),
)
if (folder === undefined)
  console.log("  skipped: the published lists are not here (HOMESAFE_REAL_DATA names their folder)")

const filesIn = (place: string) =>
  fs.readdirSync(path.join(folder ?? "", place)).map((name) => path.join(folder ?? "", place, name))
const known = new Map<string, ReturnType<typeof readList>>()
const read = (file: string) => {
  const list = known.get(file) ?? readList(fs.readFileSync(file))
  known.set(file, list)
  return list
}

function totalsOf(files: readonly string[]): Record<string, number> {
  const totals: Record<string, number> = { rows: 0, accepted: 0, repaired: 0, quarantined: 0, refused: 0, exposures: 0 }
  for (const file of files) {
    const list = read(file)
    if (!list.ok) totals.refused = (totals.refused ?? 0) + 1
    else count(list.value, totals)
  }
  return totals
}

function count(list: ListReading, totals: Record<string, number>): void {
  expect(list.outcomes).toHaveLength(list.table.rows.length)
  totals.rows = (totals.rows ?? 0) + list.table.rows.length
  for (const outcome of list.outcomes) {
    totals[outcome.state] = (totals[outcome.state] ?? 0) + 1
    if (outcome.state === "quarantined") continue
    totals.exposures = (totals.exposures ?? 0) + outcome.exposures.length
    for (const one of outcome.exposures) {
      expect(one.end).toBeGreaterThan(one.start)
      expect(one.end - one.start).toBeLessThanOrEqual(86_400)
    }
  }
}

describe.skipIf(folder === undefined)("the lists as they were published", () => {
  test("New Zealand, 132 days of 2021: no row is lost, and no time is impossible", () => {
    const totals = totalsOf(filesIn("nz-loi/daily"))
    console.log("  New Zealand", totals)
    expect(totals).toEqual({
      rows: 29712,
      accepted: 23531,
      repaired: 6103,
      quarantined: 78,
      refused: 0,
      exposures: 29611,
    })
  })

  test("New Zealand, the broken files: conflict marks refuse the whole, a stray byte its row", () => {
    const [mixed = "", conflict = ""] = filesIn("nz-loi/dirty")
    expect(read(conflict)).toMatchObject({ ok: false, reason: "merge-conflict", offset: 0 })
    const list = read(mixed)
    const bad = list.ok ? list.value.outcomes.filter(({ state }) => state === "quarantined") : []
    expect(bad).toMatchObject([{ why: [{ code: "byte-not-utf8", given: "25145" }] }])
  })

  test("New Zealand, day after day: corrections are corrections, and an exposure that returns is not new", () => {
    const stored = new Map<number, StoredExposure<number>>()
    const totals = { fresh: 0, corrected: 0 }
    for (const file of filesIn("nz-loi/daily")) {
      const list = read(file)
      if (!list.ok) continue
      const compared = compareLists([...stored.values()], list.value.outcomes)
      for (const { key, now } of [...compared.unchanged, ...compared.corrected]) stored.set(key, { key, exposure: now })
      for (const exposure of compared.fresh) stored.set(stored.size, { key: stored.size, exposure })
      totals.fresh += compared.fresh.length
      totals.corrected += compared.corrected.length
    }
    console.log("  New Zealand, imported in order", totals)
    // The files hold 2,865 ids; the rows that never could be read are not among the exposures.
    expect(totals.fresh).toBeGreaterThan(2800)
    expect(totals.fresh).toBeLessThan(2900)
  })

  test("New South Wales, 50 days of free text", () => {
    const totals = totalsOf(filesIn("au-nsw"))
    console.log("  New South Wales", totals)
    expect(totals).toMatchObject({ rows: 20705, refused: 0 })
    expect(totals.quarantined).toBeLessThan(210)
  })

  test("Victoria: the workbook and the CSV say the same", () => {
    const [sheet, text] = filesIn("au-vic").map((file) => totalsOf([file]))
    console.log("  Victoria", sheet)
    expect(sheet).toEqual(text)
    expect(sheet).toMatchObject({ rows: 460, quarantined: 4 })
  })

  test("Nova Scotia", () => {
    const totals = totalsOf(filesIn("ca-ns"))
    console.log("  Nova Scotia", totals)
    expect(totals).toMatchObject({ rows: 636, quarantined: 1 })
  })

  test("Hong Kong, each revision in two languages: residences wait, visits are read, twins are joined", () => {
    const files = filesIn("hk-buildings/history")
    const totals = totalsOf(files)
    console.log("  Hong Kong", totals)
    expect(totals).toMatchObject({ rows: 34432, repaired: 12014, quarantined: 22418 })
    const english = files.filter((file) => file.endsWith("_eng.csv"))
    const joined = english.map((file) =>
      readList(fs.readFileSync(file), { twin: fs.readFileSync(file.replace("_eng", "_chi")) }),
    )
    const pairs = joined
      .flatMap((list) => (list.ok ? list.value.outcomes : []))
      .flatMap((row) => (row.state === "quarantined" ? [] : row.exposures))
    expect(pairs.filter(({ names }) => names.some(({ language }) => language === "zh-Hant")).length).toBeGreaterThan(
      0.98 * pairs.length,
    )
  })
})
