import type { ColourReason } from "@homesafe/api"
import { type HealthColour, healthColours } from "@homesafe/protocol"
import type { HealthRules } from "@homesafe/protocol/health"
import { doesHold, type HealthFacts } from "./rule-language.ts"

/** A colour with everything that gives it. */
export interface DecidedColour {
  readonly colour: HealthColour
  /** Never empty: also green says why. */
  readonly reasons: readonly ColourReason[]
}

const rank = (colour: HealthColour) => healthColours.indexOf(colour)
const plain = (reason: string): ColourReason => ({ rule: null, reason, basis: null, until: null })

/**
 * The colour that follows from the facts: the gravest of all rules that hold today, with each rule that gives it. Total: every facts
 * object has one colour and a reason. A rule that has ended restricts nobody, nor does a set that has.
 */
export function decideColour(rules: HealthRules | null, facts: HealthFacts): DecidedColour {
  const { today } = facts
  if (!rules || today < rules.from || today > rules.until) return { colour: "green", reasons: [plain("no-rules")] }
  const holding = rules.rules.filter(
    ({ from, until, when }) => from <= today && today <= until && doesHold(when, facts),
  )
  const gravest = Math.max(0, ...holding.map(({ colour }) => rank(colour)))
  const colour = healthColours[gravest] ?? "green"
  if (gravest === 0) return { colour, reasons: [plain("nothing-known")] }
  const giving = holding.filter((rule) => rank(rule.colour) === gravest)
  return { colour, reasons: giving.map(({ id, reason, basis, until }) => ({ rule: id, reason, basis, until })) }
}

/** How far it is looked ahead: no declaration counts for longer. */
const LOOKED_AHEAD = 31

/** The first day on which the colour is milder with nothing new declared; null where there is none within a month. */
export function milderDay(rules: HealthRules | null, facts: HealthFacts): string | null {
  const now = rank(decideColour(rules, facts).colour)
  if (now === 0) return null
  for (let days = 1; days <= LOOKED_AHEAD; days++) {
    const later = factsAfter(facts, days)
    if (rank(decideColour(rules, later).colour) < now) return later.today
  }
  return null
}

function factsAfter({ today, declarations, exposures, credentials }: HealthFacts, days: number): HealthFacts {
  const older = <T extends { readonly daysAgo: number }>(each: T): T => ({ ...each, daysAgo: each.daysAgo + days })
  return {
    today: new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10),
    declarations: declarations.map(older),
    exposures: exposures.map(older),
    credentials: credentials.map(older),
  }
}
