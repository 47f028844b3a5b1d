import type { HealthRules } from "@homesafe/protocol/health"
import jsonLogic from "json-logic-js"

/** What a rule may ask about: nothing else is known of anybody here. Days are whole days before today. */
export interface HealthFacts {
  /** ISO date. */
  readonly today: string
  readonly declarations: readonly { readonly kind: string; readonly daysAgo: number }[]
  readonly exposures: readonly { readonly daysAgo: number }[]
  readonly credentials: readonly { readonly kind: string; readonly daysAgo: number }[]
}

/** The part of JSON-logic that rules are written in: no arithmetic with surprises, no text made, nothing that runs for long. */
const operators = ["var", "and", "or", "!", "==", "!=", "<", "<=", ">", ">=", "in", "some", "all", "none", "if"]
const names = ["", "today", "declarations", "exposures", "credentials", "kind", "daysAgo"]
const DEEPEST = 16

/** Why a rule set cannot be used, in the words of its writer; nothing when it can. */
export function faultOfRules({ rules }: Pick<HealthRules, "rules">): string | undefined {
  const faults = rules.flatMap(({ id, when }) => {
    const fault = faultOf(when, 0)
    return fault === undefined ? [] : [`${id}: ${fault}`]
  })
  return faults[0]
}

function faultOf(logic: unknown, depth: number): string | undefined {
  if (depth > DEEPEST) return "too-deep"
  if (typeof logic !== "object" || logic === null) return undefined
  if (Array.isArray(logic)) return firstFault(logic, depth)
  const [[operator, given] = ["", null], ...more] = Object.entries(logic)
  if (more.length > 0 || !operators.includes(operator)) return `unknown-operator ${operator}`
  if (operator === "var") return names.some((name) => name === given) ? undefined : "unknown-fact"
  return Array.isArray(given) ? firstFault(given, depth) : faultOf(given, depth + 1)
}

function firstFault(parts: readonly unknown[], depth: number): string | undefined {
  for (const part of parts) {
    const fault = faultOf(part, depth + 1)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** Whether a rule's condition holds. Only what `faultOfRules` passed may be asked. */
export function doesHold(when: unknown, facts: HealthFacts): boolean {
  // as: the library's type lists operators; those used were checked by name
  return jsonLogic.truthy(jsonLogic.apply(when as Parameters<typeof jsonLogic.apply>[0], facts))
}
