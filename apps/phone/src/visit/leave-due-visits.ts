import { ask, nowSeconds } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { LEAVE_ADDRESS } from "./reminder-address.ts"
import { isReminderDue } from "./visit-times.ts"

/**
 * Leaves the visits that a reminder was about, when its button opened this page; gives the last of them. An address alone ends
 * no other visit, whoever wrote it.
 */
export async function leaveDueVisits(open: readonly VisitView[]): Promise<VisitView | null> {
  if (location.pathname + location.search !== LEAVE_ADDRESS) return null
  history.replaceState(null, "", "/")
  const now = nowSeconds()
  let last: VisitView | null = null
  for (const { id } of open.filter((visit) => isReminderDue(visit, now))) {
    last = (await ask("leave", { id, at: now })).visit ?? last
  }
  return last
}
