import { ruleOn } from "@homesafe/domain"
import type { CatalogueCategory, PolicyEntry, ServiceDay } from "@homesafe/protocol"
import type { RulesView } from "./answer-rules.ts"

/** Kinds of places under one and the same rule. */
export interface RuleGroup {
  readonly key: string
  readonly rule: ReturnType<typeof ruleOn>["rule"]
  readonly entry: PolicyEntry | null
  readonly categories: readonly CatalogueCategory[]
}

const ORDER = ["scan", "scan-or-form", "voluntary", "never"] as const

/** The rules of a day: the strictest first, each with the places where it holds. */
export function groupRules(
  { policy, categories }: Pick<RulesView, "policy" | "categories">,
  day: ServiceDay,
): RuleGroup[] {
  const groups = new Map<string, RuleGroup>()
  for (const category of categories) {
    const { rule, entry } = ruleOn(policy, category, day)
    const key = `${rule} ${entry?.id ?? ""}`
    const group = groups.get(key) ?? { key, rule, entry, categories: [] }
    groups.set(key, { ...group, categories: [...group.categories, category] })
  }
  return [...groups.values()].sort((a, b) => ORDER.indexOf(a.rule) - ORDER.indexOf(b.rule))
}
