import type { Publisher } from "./publishers/publisher.ts"
import type { Field, ListReading, Mapping, RowOutcome, SourceRow, SourceTable } from "./shapes.ts"
import { composeTime, tokeniseCell } from "./table/compose-time.ts"
import { questionsOf } from "./table/guess-mapping.ts"
import { joinTwins, type Twinned } from "./table/join-twins.ts"
import { markRepeats } from "./table/mark-repeats.ts"
import { present } from "./table/missing.ts"
import { type PreparedRow, type RowContext, readRow } from "./table/read-row.ts"
import { checkPublished } from "./table/read-times.ts"
import { decideRules } from "./table/time-rules.ts"
import { titleWords } from "./table/title-words.ts"

/** Reads all rows of a table under one mapping: first what the columns say together, then each row. */
export function readRows(
  source: SourceTable,
  publisher: Publisher | undefined,
  mapping: Mapping,
  readAt: number | undefined,
  twin: SourceTable | undefined,
): ListReading {
  const joined: Twinned = twin
    ? joinTwins(source, twin, publisher, mapping)
    : { table: source, mapping, apart: new Set() }
  const { table } = joined
  const places = placesOf(table, joined.mapping)
  const hasTimeColumn =
    !publisher?.daysOnly &&
    ["times", "startTime", "endTime", "start", "end"].some((field) => places.has(field as Field)) // as: the fields above are fields
  const prepared = table.rows.map((row) => prepare(row, places, hasTimeColumn))
  const decided = decideRules(
    prepared.map(({ time }) => time.tokens),
    joined.mapping,
    publisher?.dayOrder,
  )
  const publishedTokens = prepared.map(({ cells }) => tokeniseCell(cells("published"), []))
  const published = decideRules(publishedTokens, { columns: {} }, publisher?.dayOrder).rules
  const context: RowContext = {
    publisher,
    format: publisher?.format ?? "table",
    nameTitle: titleOf(joined.mapping, "name"),
    nameLanguage: publisher?.language(titleOf(joined.mapping, "name")) ?? languageOf(titleOf(joined.mapping, "name")),
    chineseLanguage: publisher?.format === "hong-kong" ? "zh-Hant" : "zh",
    decided,
    published,
    newestPublished: newest(prepared, published),
    medianYear: medianYear(prepared),
    readAt,
    width: table.head.length,
  }
  const outcomes = markRepeats(
    prepared.map((row) => repeatsHead(row, table) ?? readRow(row, context)),
    joined.apart,
  )
  const needsOrder = decided.by === "undecided" && outcomes.some((row) => hasReason(row, "day-order-undecided"))
  const needsHours = decided.needsHours && outcomes.some((row) => hasReason(row, "half-day-undecided"))
  return {
    format: publisher?.format ?? "table",
    table,
    mapping: joined.mapping,
    dayOrderBy: decided.by,
    outcomes,
    questions: questionsOf(joined.mapping, needsOrder, needsHours),
  }
}

function placesOf(table: SourceTable, mapping: Mapping): Map<Field, number[]> {
  const places = new Map<Field, number[]>()
  for (const [at, title] of table.head.entries()) {
    const field = mapping.columns[title]
    if (field !== undefined) places.set(field, [...(places.get(field) ?? []), at])
  }
  return places
}

function prepare(row: SourceRow, places: ReadonlyMap<Field, readonly number[]>, hasTimeColumn: boolean): PreparedRow {
  const all = (field: Field) => {
    const values = (places.get(field) ?? []).flatMap((at) => present(row.cells[at]) ?? [])
    // Of two columns with the same day, the one that a person can read goes first; the serial number checks it.
    return [...values.filter((value) => !/^\d+$/.test(value)), ...values.filter((value) => /^\d+$/.test(value))]
  }
  const raw = (field: Field) => {
    // Line breaks inside a cell part times and addresses: only these fields keep them.
    const at = (places.get(field) ?? []).find((place) => present(row.cells[place]) !== undefined)
    return at === undefined ? undefined : (row.cells[at] ?? "").trim()
  }
  const cells = (field: Field) =>
    field === "when" || field === "times" || field === "name" ? raw(field) : all(field)[0]
  return { row, cells, all, time: composeTime(cells, hasTimeColumn) }
}

function repeatsHead({ row }: PreparedRow, table: SourceTable): RowOutcome | undefined {
  const isHead =
    row.cells.length === table.head.length &&
    row.cells.every((cell, at) => titleWords(cell) === titleWords(table.head[at] ?? ""))
  return isHead ? { state: "quarantined", row, why: [{ code: "repeats-head" }] } : undefined
}

function titleOf(mapping: Mapping, field: Field): string {
  return Object.entries(mapping.columns).find(([, own]) => own === field)?.[0] ?? ""
}

function languageOf(title: string): "zh" | "und" {
  return /\p{Script=Han}/u.test(title) ? "zh" : "und"
}

function medianYear(rows: readonly PreparedRow[]): number | undefined {
  const years = rows.flatMap(({ time }) => {
    const day = time.tokens.find((token) => token.is === "day")
    return day?.is === "day" && day.year !== undefined ? [day.year] : []
  })
  return years.length < 5 ? undefined : years.sort((one, other) => one - other)[Math.floor(years.length / 2)]
}

function newest(rows: readonly PreparedRow[], rules: RowContext["published"]): number | undefined {
  const days = rows.flatMap(({ cells }) => checkPublished(cells("published"), rules, []) ?? [])
  return days.length === 0 ? undefined : days.reduce((one, other) => Math.max(one, other))
}

function hasReason(outcome: RowOutcome, code: string): boolean {
  return outcome.state === "quarantined" && outcome.why.some((note) => note.code === code)
}
