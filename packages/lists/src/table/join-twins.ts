import type { Publisher } from "../publishers/publisher.ts"
import type { Field, Mapping, SourceRow, SourceTable } from "../shapes.ts"
import { guessColumns } from "./guess-mapping.ts"

/** A list joined with its twin in the other language, and the rows whose twin is not theirs. */
export interface Twinned {
  readonly table: SourceTable
  readonly mapping: Mapping
  readonly apart: ReadonlySet<number>
}

const TWIN_TITLE = "名稱 (twin)"

/** Joins two lists row by row. A pair must agree in district, day and every column that holds no words; else each row stands alone. */
export function joinTwins(
  table: SourceTable,
  twin: SourceTable,
  publisher: Publisher | undefined,
  mapping: Mapping,
): Twinned {
  const other = guessColumns(twin, publisher?.titles ?? {})
  const nameAt = twin.head.findIndex((title) => other[title] === "name" || other[title] === "nameZh")
  const apart = new Set<number>()
  const pairs = new Map(twin.rows.map((row, at) => [at, row]))
  const rows: SourceRow[] = table.rows.map((row, at) => {
    const partner = pairs.get(at)
    if (partner && nameAt >= 0 && isPair(row, partner, publisher)) {
      pairs.delete(at)
      return { ...row, cells: [...row.cells, partner.cells[nameAt] ?? ""] }
    }
    apart.add(row.number)
    return { ...row, cells: [...row.cells, ""] }
  })
  // What the twin alone holds is not dropped: its rows follow, numbered after the others.
  const last = table.rows.at(-1)?.number ?? 0
  const alone = [...pairs.values()].map((row, at) => {
    const cells = Array.from({ length: table.head.length + 1 }, () => "")
    for (const [title, field] of Object.entries(other)) {
      const place = table.head.findIndex((own) => mapping.columns[own] === field)
      const value = row.cells[twin.head.indexOf(title)] ?? ""
      if (field === "name" || field === "nameZh") cells[cells.length - 1] = value
      else if (place >= 0) cells[place] = value
    }
    const number = last + 1 + at
    apart.add(number)
    return { number, cells }
  })
  const columns: Record<string, Field> = { ...mapping.columns, [TWIN_TITLE]: "nameZh" }
  return {
    table: { ...table, head: [...table.head, TWIN_TITLE], rows: [...rows, ...alone] },
    mapping: { ...mapping, columns },
    apart,
  }
}

function isPair(row: SourceRow, partner: SourceRow, publisher: Publisher | undefined): boolean {
  if (row.cells.length !== partner.cells.length) return false
  return row.cells.every((cell, at) => {
    const other = partner.cells[at] ?? ""
    const [one, two] = [publisher?.district?.(cell), publisher?.district?.(other)]
    if (one !== undefined || two !== undefined) return one === two
    // Words are translated; numbers and dates are not.
    const isWordless = !/\p{L}/u.test(cell) && !/\p{L}/u.test(other)
    return !isWordless || cell.replace(/\s/g, "") === other.replace(/\s/g, "")
  })
}
