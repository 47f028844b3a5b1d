import type { Catalogue, Policy } from "@homesafe/protocol"
import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import { readKept } from "../keeper/open-database.ts"

/** The signed ledger of rules, and the kinds of places that it speaks of. */
export interface RulesView {
  readonly policy: Policy
  readonly categories: Catalogue["categories"]
  /** True when the authority published a ledger that does not begin with what this phone had read: the phone goes by what it had read. */
  readonly isRewritten: boolean
}

export interface RuleCommands {
  readonly rules: { input: NoInput; output: RulesView }
}

export const answersOfRules: AnswersOf<RuleCommands> = {
  async rules(_, { db, policy, catalogue }) {
    const rewritten = (await readKept(db, "policyRewritten")) ?? 0
    return { policy, categories: catalogue.categories, isRewritten: rewritten > policy.seq }
  },
}
