import { leafFromCover } from "../keys/cover.ts"
import { leafOf, rowKeyOf } from "../keys/key-tree.ts"
import { hoursTouched } from "../rows/row-evidence.ts"
import type { Bytes, Hex } from "../shared/bytes.ts"
import type { Minutes, ServiceDay } from "../shared/units.ts"
import { rowOf } from "../store/check-out.ts"
import type { RowText } from "../store/match-row.ts"
import type { DropText } from "./drop-text.ts"

/** A stay that a card proves: an entering with its leaving, or one of the two alone. */
export interface CardStay {
  readonly day: ServiceDay
  readonly vid: Hex
  readonly arrival: Minutes
  readonly departure: Minutes
  /** True when nobody was seen to leave, or to enter. */
  readonly assumed: boolean
  readonly entering: DropText | null
  readonly leaving: DropText | null
}

/** Pairs each entering with the first leaving of the same place and day after it, before the next entering. Spec §11. */
export function pairStays(records: readonly DropText[]): CardStay[] {
  const ordered = [...onceEach(records)].sort(
    (a, b) => a.day - b.day || a.vid.localeCompare(b.vid) || a.arrival - b.arrival || +a.leaving - +b.leaving,
  )
  const stays: CardStay[] = []
  for (const record of ordered) {
    const last = stays.at(-1)
    const isOpen = last?.entering != null && last.leaving === null
    if (record.leaving && last && isOpen && last.day === record.day && last.vid === record.vid)
      stays[stays.length - 1] = { ...last, departure: record.arrival, assumed: false, leaving: record }
    else if (record.leaving) stays.push({ ...partOf(record), assumed: true, entering: null, leaving: record })
    else stays.push({ ...partOf(record), assumed: record.assumed, entering: record, leaving: null })
  }
  return stays
}

const partOf = ({ day, vid, arrival, departure }: DropText) => ({ day, vid, arrival, departure })

/** The same record twice is one: a parcel may arrive twice, and staff may scan twice in a minute. */
function onceEach(records: readonly DropText[]): readonly DropText[] {
  const seen = new Map(records.map((each) => [`${each.day} ${each.vid} ${each.arrival} ${each.leaving}`, each]))
  return [...seen.values()]
}

/** The rows of a stay, to be compared with the feed: one for a day venue, one per hour for an hour venue. Spec §5, §11. */
export function rowsOfStay({ entering, leaving, arrival, departure }: CardStay): RowText[] {
  const record = entering ?? leaving
  if (record === null) return []
  const { keys, vid, hourVenue } = record
  if (!hourVenue) return keys.kind === "day" ? [rowOf(rowKeyOf(keys.dayKey, vid), arrival, departure, 0, 288)] : []
  return hoursTouched(arrival, departure).flatMap((hour) => {
    const key = keyOfHour(record, hour)
    return key ? [rowOf(rowKeyOf(key, vid), arrival, departure, hour * 12, hour * 12 + 12)] : []
  })
}

function keyOfHour({ keys, arrival }: DropText, hour: number): Bytes | undefined {
  if (keys.kind === "day") return leafOf(keys.dayKey, hour)
  const first = Math.floor(arrival / 60)
  return leafFromCover(keys.nodes, first, first + keys.hours - 1, hour)
}
