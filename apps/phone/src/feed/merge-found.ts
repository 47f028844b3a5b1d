import type { Names, RowMessage } from "@homesafe/protocol"
import type { ListName } from "../keeper/views.ts"

/** What a row of a shard said of one of the phone's rows. */
export interface RowNews {
  readonly row: number
  readonly message: RowMessage
  readonly remark: Names | null
}

/** The newest that the lists said of a row, and what became of it on this phone. */
export interface FoundRow extends RowNews {
  readonly list: ListName
  /** The list that spoke of this row first. */
  readonly firstList: ListName
  /** True once a warning was shown for it: only then is a withdrawal a correction. */
  readonly wasAlert: boolean
  readonly isSeen: boolean
}

/** Puts news in the place of what was known: the newest list wins, and saying the same again changes nothing. Spec §7. */
export function mergeFound(found: readonly FoundRow[], news: readonly RowNews[], list: ListName): readonly FoundRow[] {
  const merged = new Map(found.map((each) => [each.row, each]))
  for (const each of news) {
    const known = merged.get(each.row)
    if (known && (known.list.seq >= list.seq || isSame(known, each))) continue
    merged.set(each.row, {
      ...each,
      list,
      firstList: known?.firstList ?? list,
      wasAlert: known?.wasAlert ?? false,
      isSeen: false,
    })
  }
  return [...merged.values()]
}

// daysAgo counts from the list's day: the same news in a later list has another.
function isSame(a: RowNews, b: RowNews): boolean {
  const content = ({ message: { mode, field, severity, template, withdrawn }, remark }: RowNews) =>
    JSON.stringify([mode, field, severity, template, withdrawn, remark])
  return content(a) === content(b)
}
