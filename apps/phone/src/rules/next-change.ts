import { comingChanges } from "@homesafe/domain"
import { serviceDay, startOfServiceDay } from "@homesafe/protocol"
import type { Keeper } from "../keeper/keeper.ts"

/** Days ahead in which a change of the rules is news. */
export const NEWS_DAYS = 14

/** When the rules at any kind of place change next, if that is soon. Seconds. */
export function nextChangeAt({ policy, catalogue, today, trust }: Keeper): number | null {
  const days = comingChanges(policy, catalogue.categories, today, NEWS_DAYS).map(({ day }) => day)
  return days.length === 0 ? null : startOfServiceDay(serviceDay(Math.min(...days)), trust.offset)
}
