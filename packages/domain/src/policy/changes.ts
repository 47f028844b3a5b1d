import { addDays, type Policy, type ServiceDay, writeCanonicalJson } from "@homesafe/protocol"
import { type GatedCategory, type RuleOnDay, ruleOn } from "./rule-on.ts"

/** What becomes different at the doors of some categories when a day begins. */
export interface PolicyChange {
  readonly day: ServiceDay
  /** Catalogue numbers, in the catalogue's order. */
  readonly categories: readonly number[]
  readonly before: RuleOnDay
  readonly after: RuleOnDay
}

/** The changes of the `within` days after `day`, soonest first, so that nothing changes silently. */
export function comingChanges(
  policy: Policy,
  categories: readonly GatedCategory[],
  day: ServiceDay,
  within: number,
): PolicyChange[] {
  // Rules differ from the day before only where an entry begins or ends.
  const edges = new Set(policy.entries.flatMap((entry) => [entry.from, entry.until]))
  const coming = [...edges].filter((edge) => day < edge && edge <= day + within).sort((a, b) => a - b)
  return coming.flatMap((edge) => changesOf(policy, categories, edge))
}

function changesOf(policy: Policy, categories: readonly GatedCategory[], day: ServiceDay): PolicyChange[] {
  const changes = categories.flatMap((category) => {
    const before = ruleOn(policy, category, addDays(day, -1))
    const after = ruleOn(policy, category, day)
    return termsOf(before) === termsOf(after) ? [] : [{ day, categories: [category.n], before, after }]
  })
  return groupAlike(changes)
}

function groupAlike(changes: readonly PolicyChange[]): PolicyChange[] {
  const groups = new Map<string, PolicyChange>()
  for (const change of changes) {
    const name = `${nameOf(change.before)} ${nameOf(change.after)}`
    const others = groups.get(name)?.categories ?? []
    groups.set(name, { ...change, categories: [...others, ...change.categories] })
  }
  return [...groups.values()]
}

/** What a visitor or the staff would notice; another reason alone is no change. */
function termsOf({ rule, entry }: RuleOnDay): string {
  if (entry === null) return writeCanonicalJson([rule, [], "none", 0, null])
  const penalty = entry.penalty && { ...entry.penalty }
  return writeCanonicalJson([rule, entry.exempt, entry.alternative, entry.shortStay, penalty])
}

/** Entries' names are unique in a ledger, so that two rules with one name are one decision. */
function nameOf({ rule, entry }: RuleOnDay): string {
  return entry === null ? rule : `${rule}:${entry.id}`
}
