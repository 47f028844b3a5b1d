import type { MovedDiary } from "@homesafe/protocol/visitor"
import type { Keeper } from "../keeper/keeper.ts"
import { writeKept } from "../keeper/open-database.ts"
import { takeBeside } from "./moved-beside.ts"
import { takeDay } from "./take-day.ts"

/** What came of a move, for the new phone's owner to read. */
export interface TakenDiary {
  /** Visits that this phone did not have, and days that have any. */
  readonly visits: number
  readonly days: number
  /** Stays that both phones had noted: kept once. */
  readonly same: number
  /** Visits without a place in a full day. */
  readonly unplaced: number
  /** False: receipts, favourites and companions had no room. */
  readonly isBesideTaken: boolean
}

/** Takes another phone's diary, day by day; each is there whole or not at all, and a second attempt changes nothing. Spec §16. */
export async function takeDiary(keeper: Keeper, moved: MovedDiary): Promise<TakenDiary> {
  let [visits, days, same, unplaced] = [0, 0, 0, 0]
  for (const day of moved.days) {
    const taken = await takeDay(keeper, day)
    if (!taken) continue // older than what a phone keeps
    visits += taken.visits
    days += taken.visits + taken.same > 0 ? 1 : 0
    same += taken.same
    unplaced += taken.unplaced
  }
  const isBesideTaken = takeBeside(keeper, moved.beside)
  // Lists that came before these visits must be compared with them: the next check takes the snapshot, as after a long absence.
  if (keeper.feed) {
    keeper.feed = { ...keeper.feed, done: 0 }
    await writeKept(keeper.db, "feed", keeper.feed)
  }
  return { visits, days, same, unplaced, isBesideTaken }
}
