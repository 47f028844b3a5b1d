import { type DoorDecision, decideAtDoor, type RuleOnDay, ruleOn, type SaidAtDoor } from "@homesafe/domain"
import type { Exemption, ServiceDay } from "@homesafe/protocol"
import type { Facts } from "../deployment/facts.ts"
import type { RefusalReason } from "../keys/gate-database.ts"

const nothingSaid: SaidAtDoor = { exemption: null, hasScanned: false, hasForm: false, staysUnder: null }

/** What holds at this door today, and what staff may therefore do. */
export interface DoorRule {
  readonly today: RuleOnDay
  /** Whom the screen lets in without a scan, with one touch. */
  readonly exemptions: readonly Exemption[]
  /** Why somebody may be turned away; none at all where nobody may be asked. */
  readonly refusals: readonly RefusalReason[]
  readonly hasProof: boolean
}

/** The rule of a category on a day, from the signed ledger. Without a ledger nobody has decided anything, and nobody is asked. */
export function ruleToday(
  { catalogue, policy }: Pick<Facts, "catalogue" | "policy">,
  category: number,
  day: ServiceDay,
): DoorRule {
  const known = catalogue.categories.find(({ n }) => n === category)
  const gated = known ?? { n: category, gate: "never" as const } // of an unknown kind nothing may be asked
  const today = ruleOn(policy ?? { v: 1, seq: 0, entries: [] }, gated, day)
  if (today.rule === "never") return { today, exemptions: [], refusals: [], hasProof: false }
  const welcomes = (said: Partial<SaidAtDoor>): boolean => outcomeOf(today, said) === "welcome"
  const exemptions = (today.entry?.exempt ?? []).filter((exemption) => welcomes({ exemption }))
  return { today, exemptions, refusals: welcomes({}) ? ["full"] : ["not-scanned", "full"], hasProof: true }
}

/** What the screen says to who has said this. */
export function outcomeOf(today: RuleOnDay, said: Partial<SaidAtDoor>): DoorDecision["outcome"] {
  return decideAtDoor(today, { ...nothingSaid, ...said }).outcome
}
