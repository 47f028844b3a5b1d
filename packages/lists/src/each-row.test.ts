import fc from "fast-check"
import { expect, test } from "vitest"
import { readList } from "./read-list.ts"
import { FIELDS, type ListReading } from "./shapes.ts"

const piece = fc.oneof(
  fc.constantFrom(
    "9am to 10am on 5 July 2031",
    "13/08/2031, 1:00 pm",
    "NA",
    "",
    "All day",
    "noon",
    "midnight",
    "to close",
    "44385",
    "0.5",
    "2031-07-05T10:00:00Z",
    "31/02/2031",
    "Rows 1-3",
    "靜寂旅館",
    "下午3時",
    "7-5-31",
    "1:00 - 2:00",
    "and",
    "-",
    "*STAFF*",
    "a0l4a0000004EhJ",
  ),
  fc.string({ unit: "grapheme", maxLength: 30 }),
)
const quote = (cell: string) => `"${cell.replace(/"/g, '""')}"`

/** Nothing that an outcome may say is missing, and no time is impossible. */
function checkReading(read: ListReading): void {
  expect(read.outcomes).toHaveLength(read.table.rows.length)
  for (const outcome of read.outcomes) {
    if (outcome.state === "quarantined") expect(outcome.why.length).toBeGreaterThan(0)
    else if (outcome.state === "repaired") expect(outcome.how.length).toBeGreaterThan(0)
    if (outcome.state === "quarantined") continue
    for (const one of outcome.exposures) {
      expect(one.end).toBeGreaterThan(one.start)
      expect(one.end - one.start).toBeLessThanOrEqual(25 * 3600)
      expect(one.names.length).toBeGreaterThan(0)
    }
  }
}

test("any table of any cells is read without a throw, and each of its rows has one outcome", () => {
  const width = 5
  const rowOf = fc.array(piece, { minLength: width, maxLength: width })
  fc.assert(
    fc.property(
      fc.array(rowOf, { minLength: 1, maxLength: 12 }),
      fc.array(fc.constantFrom(...FIELDS), { minLength: width, maxLength: width }),
      fc.constantFrom(",", ";", "\t"),
      (rows, fields, mark) => {
        const titles = ["Alpha", "Bravo", "Charlie", "Delta", "Echo"]
        const text = [titles, ...rows].map((cells) => cells.map(quote).join(mark)).join("\n")
        const columns = Object.fromEntries(titles.map((title, at) => [title, fields[at] ?? "notes"] as const))
        const read = readList(new TextEncoder().encode(`${text}\n`), {
          mapping: { columns, timeZone: "Pacific/Auckland" },
        })
        if (!read.ok) return
        checkReading(read.value)
        expect(read.value.outcomes.length + read.value.table.above.length).toBe(rows.length)
      },
    ),
    { numRuns: 400 },
  )
})

test("any bytes are read or refused, and never thrown at", () => {
  const parts = fc.array(
    fc.oneof(
      piece,
      fc.constantFrom(
        "\n",
        "\r\n",
        ",",
        ";",
        '"',
        "|",
        "| --- |",
        "id,Event,Start,End,Location",
        "{",
        "}",
        "[",
        "<table>",
        "<tr><td>",
      ),
    ),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        parts.map((some) => new TextEncoder().encode(some.join(""))),
      ),
      (file) => {
        const read = readList(file)
        if (read.ok) checkReading(read.value)
        else expect(read.offset).toBeLessThanOrEqual(file.length)
      },
    ),
    { numRuns: 800 },
  )
})
