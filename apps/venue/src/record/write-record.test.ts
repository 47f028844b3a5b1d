import type { Diligence, Venue } from "@homesafe/api"
import { loadVenue } from "@homesafe/i18n/venue"
import { parse } from "csv-parse/browser/esm/sync"
import { expect, test } from "vitest"
import { linesOfRecord, writeRecord } from "./write-record.ts"

const t = await loadVenue("en")
const names = { en: "=SUM(A1) Noodles", hant: "麵家" }
const venue = {
  names,
  registerNumber: "-12",
  entrances: [
    { names: { en: 'The "Front" door', hant: "正門" }, staffOnly: false },
    { names: null, staffOnly: true },
  ],
  codes: [{ entrance: 0, kind: "reviewed", header: { notBefore: 20_000 } }],
} as unknown as Venue // as: what the record reads of it
const diligence: Diligence = {
  checks: [
    { kind: "staff-told", entrance: null, day: 20_003 },
    { kind: "displayed", entrance: 1, day: 20_001 },
  ],
  inspections: [{ finding: "older", entrance: 0, day: 20_002 }],
}

test("the record holds codes, checks and inspections, newest first, each with its door", () => {
  expect(linesOfRecord(t, venue, diligence)).toEqual([
    { day: 20_003, what: "Staff know the rule", door: "" },
    { day: 20_002, what: "Inspector: An older poster", door: 'The "Front" door' },
    { day: 20_001, what: "The poster hung and read well", door: "The only entrance" },
    { day: 20_000, what: "A reviewed code was issued", door: 'The "Front" door' },
  ])
})

test("as a table it is read back as it was, and no cell is a formula", () => {
  const text = writeRecord(t, venue, linesOfRecord(t, venue, diligence))
  const rows: string[][] = parse(text, { bom: true, relax_column_count: true })
  expect(rows[0]).toEqual(["Rule and record", "’=SUM(A1) Noodles", "’-12"])
  expect(rows[4]).toEqual(["2024-10-06", "Inspector: An older poster", 'The "Front" door'])
  expect(rows.flat().filter((cell) => /^[=+\-@]/.test(cell))).toEqual([])
})
