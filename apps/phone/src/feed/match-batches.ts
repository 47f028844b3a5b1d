import { type ServiceDay, serviceDayOf, startOfServiceDay, unixSeconds } from "@homesafe/protocol"
import { type MatchRow, matchRows, matchShard, readPoolText } from "@homesafe/protocol/visitor"
import { type Keeper, keepPage, pageOf } from "../keeper/keeper.ts"
import type { KeptBatch } from "../keeper/open-database.ts"
import { rememberWarnings } from "./list-alerts.ts"
import { mergeFound, type RowNews } from "./merge-found.ts"

// At one list a minute (a demonstration) this is some hours; at four a day it is months.
const MOST_KEPT_BATCHES = 400

/** Compares the phone's rows with one batch. False: its canary was not found, or a row made no sense: checking does not work. */
export async function matchBatch(keeper: Keeper, batch: KeptBatch, rows: readonly MatchRow[]): Promise<boolean> {
  const { dep, offset } = keeper.trust
  const today = serviceDayOf(unixSeconds(batch.t), offset)
  const templates = new Set(keeper.catalogue.templates.map((each) => each.n))
  const news = new Map<ServiceDay, RowNews[]>()
  let isSound = batch.cells.length > 0
  for (const { cell, n, bytes } of batch.cells) {
    const shard = matchShard(bytes, { seq: batch.seq, salt: batch.salt, cell, n, today, dep, templates }, rows)
    if (!shard.ok || !shard.value.canary || shard.value.impossible > 0) isSound = false
    for (const { row, message, poolIndex } of shard.ok ? shard.value.matches : []) {
      const remark =
        poolIndex === 0
          ? null
          : (readPoolText(batch.texts, { salt: batch.salt, rowKey: row.rowKey, poolIndex }) ?? null)
      news.set(row.day, [...(news.get(row.day) ?? []), { row: row.row, message, remark }])
    }
  }
  for (const [day, ofDay] of news) {
    const page = pageOf(keeper, day)
    await keepPage(keeper, day, { ...page, found: mergeFound(page.found, ofDay, { seq: batch.seq, t: batch.t }) })
  }
  return isSound
}

/** Compares new batches with all rows and keeps them for the visits that have not ended yet. */
export async function takeBatches(keeper: Keeper, batches: readonly KeptBatch[]): Promise<boolean> {
  const rows = matchRows(keeper.store, keeper.today)
  let isSound = true
  for (const batch of batches) {
    isSound = (await matchBatch(keeper, batch, rows)) && isSound
    await keeper.db.put("batches", batch)
  }
  await rememberWarnings(keeper)
  return isSound
}

/**
 * Compares the rows of visits that have just ended with the lists of their day, which came while they were open. Nothing
 * is fetched: a request now would tell the network that a visit has ended.
 */
export async function matchKeptBatches(keeper: Keeper, days: readonly ServiceDay[]): Promise<void> {
  const rows = matchRows(keeper.store, keeper.today).filter(({ day }) => days.includes(day))
  for (const batch of await keeper.db.getAll("batches")) await matchBatch(keeper, batch, rows)
  await rememberWarnings(keeper)
}

/** Forgets batches that no visit can still need: those from before yesterday, and all that a snapshot holds. */
export async function forgetBatches(keeper: Keeper, snapshotUpTo: number | null): Promise<void> {
  const yesterday = startOfServiceDay(
    serviceDayOf(unixSeconds(startOfToday(keeper) - 1), keeper.trust.offset),
    keeper.trust.offset,
  )
  const kept = await keeper.db.getAll("batches")
  const excess = kept.length - MOST_KEPT_BATCHES
  for (const [place, { seq, t }] of kept.entries()) {
    const isInSnapshot = snapshotUpTo !== null && seq < snapshotUpTo
    if (t < yesterday || isInSnapshot || place < excess) await keeper.db.delete("batches", seq)
  }
}

function startOfToday({ today, trust }: Keeper): number {
  return startOfServiceDay(today, trust.offset)
}
