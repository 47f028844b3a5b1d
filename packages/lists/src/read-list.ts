import { openFile } from "./file/open-file.ts"
import type { Publisher } from "./publishers/publisher.ts"
import { hongKong } from "./publishers/read-hong-kong.ts"
import { newZealand } from "./publishers/read-new-zealand.ts"
import { novaScotia } from "./publishers/read-nova-scotia.ts"
import { nsw } from "./publishers/read-nsw.ts"
import { victoria } from "./publishers/read-victoria.ts"
import { readRows } from "./read-rows.ts"
import type { ListReading, Mapping, Refusal, SourceTable } from "./shapes.ts"
import { fitMapping, guessColumns } from "./table/guess-mapping.ts"
import { isTimeZone } from "./time/to-instant.ts"

/** How a list is to be read, where its own cells do not say it. */
export interface ReadingWishes {
  /** A person's mapping, which goes before what is recognised. */
  readonly mapping?: Mapping
  /** Seconds since 1970: what lies after it cannot have been visited. */
  readonly readAt?: number
  /** The same list in the other language, row by row. */
  readonly twin?: Uint8Array
}

// The order matters where titles are shared: the more particular shape comes first.
const publishers: readonly Publisher[] = [victoria, novaScotia, nsw, hongKong, newZealand]

/** Reads a list in whatever shape it comes. What cannot be read at all is refused whole; every row of the rest has an outcome. */
export function readList(
  file: Uint8Array,
  wishes: ReadingWishes = {},
): { readonly ok: true; readonly value: ListReading } | Refusal {
  const opened = openFile(file)
  if (!opened.ok) return opened
  const table = opened.value
  const publisher = recogniseFormat(table)
  const mapping = wishes.mapping ? fitMapping(wishes.mapping, table) : ownMapping(table, publisher)
  let twin: SourceTable | undefined
  if (wishes.twin) {
    const other = openFile(wishes.twin)
    if (!other.ok) return other
    twin = other.value
  }
  return { ok: true, value: readRows(table, publisher, mapping, wishes.readAt, twin) }
}

/** Whose list a table is, by its titles and cells alone. */
export function recogniseFormat(table: SourceTable): Publisher | undefined {
  return publishers.find((publisher) => publisher.recognise(table))
}

/** The mapping that a publisher's list needs; for a table never seen before, what its titles and cells suggest. */
export function ownMapping(table: SourceTable, publisher: Publisher | undefined): Mapping {
  const columns = guessColumns(table, publisher?.titles ?? {})
  if (publisher) return { columns, timeZone: publisher.timeZone(table) }
  // A document may say of itself where its clocks stand.
  const stated = table.about.timezone ?? table.about.timeZone ?? table.about.time_zone
  return stated !== undefined && isTimeZone(stated) ? { columns, timeZone: stated } : { columns }
}
