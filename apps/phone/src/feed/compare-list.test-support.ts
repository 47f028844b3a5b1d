import type { Keeper } from "../keeper/keeper.ts"
import { type FetchFile, fetchList, NO_FILES } from "./fetch-list.ts"
import { takeBatches } from "./match-batches.ts"
import { DEP, NOW, trust } from "./published-lists.test-support.ts"

/** Fetches the newest list, as a phone that has kept no file of it, and compares; says whether the phone found its own row. */
export async function compareList(keeper: Keeper, feed: { readonly fetchFile: FetchFile }): Promise<boolean> {
  const list = await fetchList(feed.fetchFile, { dep: DEP, trust, feed: keeper.feed, ...NO_FILES }, NOW)
  if (!list.ok) throw new Error(list.problem)
  keeper.feed = list.value.feed
  return takeBatches(keeper, list.value.batches)
}
