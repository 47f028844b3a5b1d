import type { Decision } from "../decide/decision.ts"
import { startOfServiceDay } from "../shared/units.ts"

/** Windows are counted in units of five minutes. */
const UNIT_SECONDS = 300

/** Whether somebody was there within a decision's windows. `usualStay` minutes stand for a leaving that was not written. Spec §12. */
export function isFormWithin(
  { from, until }: { readonly from: number; readonly until: number | null },
  { day, windows }: Pick<Decision, "day" | "windows">,
  { offset, usualStay }: { readonly offset: number; readonly usualStay: number },
): boolean {
  const dayStart = startOfServiceDay(day, offset)
  const left = Math.max(from + 1, until ?? from + usualStay * 60)
  return windows.some(([start, end]) => from < dayStart + end * UNIT_SECONDS && left > dayStart + start * UNIT_SECONDS)
}
