import { type Catalogue, type ServiceDay, serviceDayOf, type TrustList, unixSeconds } from "@homesafe/protocol"
import { type MatchRow, matchShard, type RowMatch } from "@homesafe/protocol/visitor"
import type { Keeper } from "../keeper/keeper.ts"
import type { KeptBatch } from "../keeper/open-database.ts"
import type { RowNews } from "./merge-found.ts"
import { readRemark } from "./read-remark.ts"

/** Compares rows with one batch. Not sound: its canary was not found, or a row made no sense: checking does not work. */
export function matchRowsWith(
  batch: KeptBatch,
  rows: readonly MatchRow[],
  {
    trust,
    templates,
  }: { readonly trust: Pick<TrustList, "dep" | "offset">; readonly templates: Catalogue["templates"] },
): { readonly matches: readonly RowMatch[]; readonly isSound: boolean } {
  const today = serviceDayOf(unixSeconds(batch.t), trust.offset)
  const known = new Set(templates.map((each) => each.n))
  const shards = batch.cells.map(({ cell, n, bytes }) => {
    const { seq, salt } = batch
    return matchShard(bytes, { seq, salt, cell, n, today, dep: trust.dep, templates: known }, rows)
  })
  const isSound =
    shards.length > 0 && shards.every((each) => each.ok && each.value.canary && each.value.impossible === 0)
  return { matches: shards.flatMap((each) => (each.ok ? each.value.matches : [])), isSound }
}

/** What one batch says of rows, by their days. Not sound: checking does not work. */
export function newsOf(
  keeper: Keeper,
  batch: KeptBatch,
  rows: readonly MatchRow[],
): { readonly news: ReadonlyMap<ServiceDay, readonly RowNews[]>; readonly isSound: boolean } {
  const { matches, isSound } = matchRowsWith(batch, rows, {
    trust: keeper.trust,
    templates: keeper.catalogue.templates,
  })
  const news = new Map<ServiceDay, RowNews[]>()
  for (const { row, message, poolIndex } of matches) {
    const remark = readRemark(batch, row.rowKey, poolIndex)
    news.set(row.day, [...(news.get(row.day) ?? []), { row: row.row, message, remark }])
  }
  return { news, isSound }
}
