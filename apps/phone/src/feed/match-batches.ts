import {
  addDays,
  type Catalogue,
  type ServiceDay,
  serviceDayOf,
  startOfServiceDay,
  type TrustList,
  unixSeconds,
} from "@homesafe/protocol"
import { type MatchRow, matchRows, matchShard, type RowMatch } from "@homesafe/protocol/visitor"
import { type Keeper, keepPage, pageOf } from "../keeper/keeper.ts"
import type { KeptBatch } from "../keeper/open-database.ts"
import type { FetchedList } from "./fetch-list.ts"
import { rememberWarnings } from "./list-alerts.ts"
import { mergeFound, type RowNews } from "./merge-found.ts"
import { readRemark } from "./read-remark.ts"

// At one list a minute (a demonstration) this is some hours; at four a day it is months.
const MOST_KEPT_BATCHES = 400

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

/** Compares the phone's rows with one batch and writes into the diary what it says of them. False: checking does not work. */
export async function matchBatch(keeper: Keeper, batch: KeptBatch, rows: readonly MatchRow[]): Promise<boolean> {
  const { matches, isSound } = matchRowsWith(batch, rows, {
    trust: keeper.trust,
    templates: keeper.catalogue.templates,
  })
  const news = new Map<ServiceDay, RowNews[]>()
  for (const { row, message, poolIndex } of matches) {
    const remark = readRemark(batch, row.rowKey, poolIndex)
    news.set(row.day, [...(news.get(row.day) ?? []), { row: row.row, message, remark }])
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

/** Forgets batches that no visit can still need: those from before the newest list's yesterday, and all that a snapshot holds. The
 * phone's own clock has no say, for it may run ahead and come back. */
export async function forgetBatches(
  { db, trust }: Keeper,
  { feed, snapshotUpTo }: Pick<FetchedList, "feed" | "snapshotUpTo">,
): Promise<void> {
  const yesterday = startOfServiceDay(addDays(serviceDayOf(feed.t, trust.offset), -1), trust.offset)
  const kept = await db.getAll("batches")
  const excess = kept.length - MOST_KEPT_BATCHES
  for (const [place, { seq, t }] of kept.entries()) {
    const isInSnapshot = snapshotUpTo !== null && seq < snapshotUpTo
    if (t < yesterday || isInSnapshot || place < excess) await db.delete("batches", seq)
  }
}
