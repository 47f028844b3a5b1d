import {
  type Format,
  type Mapping,
  placeText,
  type Question,
  type RefusalCode,
  type RowOutcome,
  readList,
} from "@homesafe/lists"

/** A file to look at before it is sent, with what the officer has said about it so far. */
export interface LookRequest {
  readonly file: Uint8Array
  readonly twin: Uint8Array | null
  readonly mapping: Mapping | null
  readonly readAt: number
}

/** One of the first rows, as it would be read. */
export interface LookRow {
  readonly number: number
  readonly state: RowOutcome["state"]
  /** The name that was read; of a row that was not read its first cells as they stand. */
  readonly name: string
  readonly place: string
  readonly times: readonly { readonly start: number; readonly end: number }[]
  readonly codes: readonly string[]
}

/** What a look at a file finds. */
export type LookAnswer =
  | { readonly ok: false; readonly reason: RefusalCode; readonly offset: number }
  | {
      readonly ok: true
      readonly format: Format
      readonly head: readonly string[]
      readonly examples: readonly string[]
      readonly mapping: Mapping
      readonly questions: readonly Question[]
      readonly rows: number
      readonly counts: Readonly<Record<RowOutcome["state"], number>>
      readonly first: readonly LookRow[]
    }

const SHOWN = 8

self.addEventListener("message", ({ data }: MessageEvent<LookRequest>) => {
  const { file, twin, mapping, readAt } = data
  const read = readList(file, { readAt, ...(twin && { twin }), ...(mapping && { mapping }) })
  const answer: LookAnswer = read.ok ? summarise(read.value) : read
  self.postMessage(answer)
})

function summarise({
  format,
  table,
  mapping,
  questions,
  outcomes,
}: Extract<ReturnType<typeof readList>, { ok: true }>["value"]): LookAnswer {
  const counts = { accepted: 0, repaired: 0, quarantined: 0 }
  for (const { state } of outcomes) counts[state] += 1
  const examples = table.head.map(
    (_, at) => table.rows.find((row) => (row.cells[at] ?? "").trim() !== "")?.cells[at]?.slice(0, 60) ?? "",
  )
  return {
    ok: true,
    format,
    head: table.head,
    examples,
    mapping,
    questions,
    rows: outcomes.length,
    counts,
    first: outcomes.slice(0, SHOWN).map(toLookRow),
  }
}

function toLookRow(outcome: RowOutcome): LookRow {
  const { state, row } = outcome
  if (state === "quarantined")
    return {
      number: row.number,
      state,
      name: firstCells(row.cells),
      place: "",
      times: [],
      codes: outcome.why.map(({ code }) => code),
    }
  const [first] = outcome.exposures
  return {
    number: row.number,
    state,
    name: first?.names.map(({ text }) => text).join(" · ") ?? "",
    place: first ? placeText(first) : "",
    times: outcome.exposures.slice(0, 3).map(({ start, end }) => ({ start, end })),
    codes: state === "repaired" ? outcome.how.map(({ code }) => code) : [],
  }
}

function firstCells(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell.trim() !== "").slice(0, 4)
  return filled.map((cell) => cell.slice(0, 60)).join(" · ")
}
