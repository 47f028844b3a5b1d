import type { Policy, PolicyEntry, PolicyRule, ServiceDay } from "@homesafe/protocol"
import type { Category } from "../catalogue/categories.ts"

/** What of a category decides about its door. */
export type GatedCategory = Pick<Category, "n" | "gate">
/** The rule of one category on one day; without an entry, nobody has decided anything about it. */
export type RuleOnDay =
  | { readonly rule: "never" | "voluntary"; readonly entry: null }
  | { readonly rule: PolicyRule; readonly entry: PolicyEntry }

/** The rule that holds at a category's door on a day. No ledger can make people scan where the catalogue says never. */
export function ruleOn(policy: Policy, category: GatedCategory, day: ServiceDay): RuleOnDay {
  if (category.gate === "never") return { rule: "never", entry: null }
  const entry = policy.entries.findLast(
    ({ from, until, categories }) => from <= day && day < until && categories.includes(category.n),
  )
  return entry === undefined ? { rule: "voluntary", entry: null } : { rule: entry.rule, entry }
}
