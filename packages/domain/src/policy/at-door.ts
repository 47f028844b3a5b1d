import type { Exemption } from "@homesafe/protocol"
import type { RuleOnDay } from "./rule-on.ts"

/** What a person at the door says of themselves. Nobody asks for a proof of it, and nothing of it is kept. */
export interface SaidAtDoor {
  readonly exemption: Exemption | null
  readonly hasScanned: boolean
  readonly hasForm: boolean
  /** Minutes; null when nothing was said about the stay. */
  readonly staysUnder: number | null
}

/** What the door's screen says, and after how many taps of the staff. */
export interface DoorDecision {
  readonly outcome: "welcome" | "please-scan" | "please-scan-or-write"
  readonly taps: number
}

/**
 * Decides what the screen at the door says. Staff may refuse entry where the law lets them, at their own responsibility; the software never
 * says "deny", so there is no such outcome.
 */
export function decideAtDoor({ rule, entry }: RuleOnDay, said: SaidAtDoor): DoorDecision {
  if (entry === null || rule === "voluntary") return { outcome: "welcome", taps: 0 }
  const isExempt = said.exemption !== null && entry.exempt.includes(said.exemption)
  const isShort = entry.shortStay > 0 && said.staysUnder !== null && said.staysUnder <= entry.shortStay
  const isRegistered = said.hasScanned || (said.hasForm && rule === "scan-or-form")
  // One tap says which of these it was; before any tap the screen asks.
  if (isExempt || isShort || isRegistered) return { outcome: "welcome", taps: 1 }
  return { outcome: rule === "scan-or-form" ? "please-scan-or-write" : "please-scan", taps: 0 }
}
