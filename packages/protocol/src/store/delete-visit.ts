import { type Bytes, copyBytes } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { units } from "../shared/units.ts"
import { sealChaffCapsules } from "../upload/seal-capsule.ts"
import type { KeptVisit } from "./check-out.ts"
import type { DayBlock } from "./day-block.ts"
import { chaffRow, readRow, writeRow } from "./match-row.ts"
import { readLiveDay, type Store, sealOfDay, writeDay } from "./store-file.ts"

function withoutBit(marks: number, bit: number): number {
  return (marks & ~(1 << bit)) >>> 0
}

/** Deletes a kept visit: chaff takes the place of its capsule and of its rows; a row that other visits share is narrowed to them. */
export async function deleteVisit(
  store: Store,
  visit: KeptVisit,
  others: readonly KeptVisit[],
): Promise<Result<null, "no-such-day">> {
  const before = readLiveDay(store, visit.day)
  if (before === undefined) return refused("no-such-day")
  const [chaff] = await sealChaffCapsules(visit.capsule === null ? 0 : 1, sealOfDay(store, before))
  const current = readLiveDay(store, visit.day)
  if (current === undefined) return refused("no-such-day")
  let block = visit.capsule === null || chaff === undefined ? current : withoutCapsule(current, visit.capsule, chaff)
  for (const { row } of visit.rows)
    block = withoutRow(
      store,
      block,
      row,
      others.filter((other) => other.day === visit.day),
    )
  writeDay(store, block)
  return ok(null)
}

function withoutCapsule(block: DayBlock, index: number, chaff: Bytes): DayBlock {
  const capsules = block.capsules.map((old, i) => (i === index ? chaff : old))
  return { ...block, capsules, usedCapsules: withoutBit(block.usedCapsules, index) }
}

function withoutRow(store: Store, block: DayBlock, index: number, others: readonly KeptVisit[]): DayBlock {
  const sharing = others.flatMap((other) => other.rows.filter((each) => each.row === index))
  const replace = (bytes: Bytes) => block.rows.map((old, i) => (i === index ? bytes : old))
  if (sharing.length === 0) {
    const rows = replace(copyBytes(chaffRow(store.random, store.chaff)))
    return { ...block, rows, usedRows: withoutBit(block.usedRows, index) }
  }
  const arrival = units(Math.min(...sharing.map((each) => each.arrival)))
  const departure = units(Math.max(...sharing.map((each) => each.departure)))
  const { rowKey } = readRow(block.rows[index] ?? new Uint8Array(19))
  return { ...block, rows: replace(writeRow({ rowKey, arrival, departure })) }
}
