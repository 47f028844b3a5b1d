/** How many upload codes one officer may give alone. What goes beyond waits for another officer (docs/adr/0027). */
export interface CodeLimits {
  /** Of all codes, in any sixty minutes and in any twenty-four hours. */
  readonly perHour: number
  readonly perDay: number
  /** Of codes for cases without a laboratory number, in twenty-four hours. */
  readonly withoutNumberPerDay: number
  /** Of codes for an officer's own cases without a laboratory number, given within `freshSeconds` of opening, in twenty-four hours. */
  readonly freshPerDay: number
  readonly freshSeconds: number
}

/** What holds where a deployment has not set its own: a busy officer's day with room to spare, and far from a hundred an hour. */
export const usualCodeLimits: CodeLimits = {
  perHour: 20,
  perDay: 60,
  withoutNumberPerDay: 10,
  freshPerDay: 3,
  freshSeconds: 60,
}

/** What an officer has given alone, and for which case the next code is. */
export interface CodeFacts {
  readonly lastHour: number
  readonly lastDay: number
  readonly withoutNumberLastDay: number
  readonly freshLastDay: number
  /** An upload under an earlier code of this case is here already. */
  readonly wasUsed: boolean
  readonly hasNumber: boolean
  readonly isFresh: boolean
}

/** Why another officer must agree to a code. */
export type CodeReason = "used-before" | "many-in-an-hour" | "many-in-a-day" | "no-number" | "fresh-case"

/** Why the next code needs another officer; null when one officer is enough. */
export function whyConfirm(facts: CodeFacts, limits: CodeLimits): CodeReason | null {
  if (facts.wasUsed) return "used-before"
  if (facts.lastHour >= limits.perHour) return "many-in-an-hour"
  if (facts.lastDay >= limits.perDay) return "many-in-a-day"
  if (facts.hasNumber) return null
  if (facts.withoutNumberLastDay >= limits.withoutNumberPerDay) return "no-number"
  return facts.isFresh && facts.freshLastDay >= limits.freshPerDay ? "fresh-case" : null
}

/** Whether a case without a laboratory number gets its code so soon after it was opened that nobody can have looked at it. */
export function isFreshCase(openedSecondsAgo: number, limits: CodeLimits): boolean {
  return openedSecondsAgo < limits.freshSeconds
}
