import { type Policy, type PolicyEntry, readPolicy, type ServiceDay, writePolicy } from "@homesafe/protocol"
import type { GatedCategory } from "./rule-on.ts"

/** A rule before it has its name in the ledger. */
export type NewRule = Omit<PolicyEntry, "id">

/** What keeps a rule out of the ledger; the field names the part meant. */
export type RuleProblem =
  | { readonly problem: "malformed"; readonly field: "entry" }
  | { readonly problem: "never-gated"; readonly field: "categories" }
  | { readonly problem: "change-too-late"; readonly field: "from" }

/**
 * The ledger with one more entry at its end; nothing that was decided before is touched. The format itself refuses a rule without an end or
 * without the exemptions that it needs (Spec §9).
 */
export function addRule(
  before: Policy,
  rule: NewRule,
  { categories, today }: { readonly categories: readonly GatedCategory[]; readonly today: ServiceDay },
): { readonly ok: true; readonly value: Policy } | ({ readonly ok: false } & RuleProblem) {
  const seq = before.seq + 1
  const after = readPolicy(writePolicy({ v: 1, seq, entries: [...before.entries, { id: `rule-${seq}`, ...rule }] }))
  const known = rule.categories.map((n) => categories.find((category) => category.n === n))
  if (!after.ok || known.includes(undefined)) return { ok: false, problem: "malformed", field: "entry" }
  // An entry about them would change nothing at their doors (see ruleOn); it must not even be written.
  if (known.some((category) => category?.gate === "never"))
    return { ok: false, problem: "never-gated", field: "categories" }
  if (rule.from < today) return { ok: false, problem: "change-too-late", field: "from" }
  return { ok: true, value: after.value }
}
