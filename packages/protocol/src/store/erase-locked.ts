import type { ServiceDay, UnixSeconds } from "../shared/units.ts"
import { fateOf, type StoreClock, todayOf, windowOf } from "./keep-house.ts"
import { blockIndexOf, destroyBlock, type Store } from "./store-file.ts"

/**
 * Erases the days of a locked store that have come of age, by the same rules as those of an open one. Without the key a block does not say
 * which day it holds; the last day on which the store was open does. Spec §5.
 */
export function eraseLockedDays(
  store: Pick<Store, "file" | "random" | "offset">,
  clock: StoreClock,
  lastOpen: ServiceDay,
): { readonly erased: readonly ServiceDay[]; readonly hiddenSince: StoreClock["hiddenSince"] } {
  const today = todayOf(clock, store.offset)
  const erased: ServiceDay[] = []
  const hiddenSince: Record<number, UnixSeconds> = { ...clock.hiddenSince }
  for (const day of windowOf(lastOpen).filter((each) => each <= today)) {
    const fate = fateOf(day, today, clock, store.offset)
    if (fate === "hide") hiddenSince[day] ??= clock.now
    if (fate !== "erase") continue
    destroyBlock(store, blockIndexOf(day))
    delete hiddenSince[day]
    erased.push(day)
  }
  return { erased, hiddenSince }
}
