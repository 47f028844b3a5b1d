import { type UnixSeconds, utf8Of } from "@homesafe/protocol"
import { daysToMove, type MovedDiary } from "@homesafe/protocol/visitor"
import { readBesideOf } from "../keeper/beside.ts"
import type { Keeper } from "../keeper/keeper.ts"
import { endVisit, sealLeftVisits } from "../visit/end-visits.ts"
import { openEntries } from "../visit/find-visits.ts"
import { besideToMove } from "./moved-beside.ts"

/** Everything that goes to the new phone. Visits that go on end now: an open one holds a venue's keys, which do not move. Spec §16. */
export async function packDiary(keeper: Keeper, now: UnixSeconds): Promise<MovedDiary> {
  for (const visit of openEntries(keeper)) await endVisit(keeper, visit, now, false)
  await sealLeftVisits(keeper, "all")
  const days = daysToMove(keeper.store, keeper.today, (day) => {
    const page = keeper.pages.get(day)
    return utf8Of(page && page.visits.length + page.found.length > 0 ? JSON.stringify(page) : "")
  })
  return { days, beside: besideToMove(readBesideOf(keeper)) }
}
