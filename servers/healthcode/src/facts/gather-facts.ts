import type { HealthDeclaration } from "@homesafe/api"
import type { HealthFacts } from "../colours/rule-language.ts"
import { daysBetween } from "./calendar.ts"

/** A credential that was checked, as rules may ask about it. */
export interface CheckedCredential {
  readonly kind: string
  /** ISO date. */
  readonly on: string
}

/**
 * The facts of one person on one day: what they declared themselves, without what an officer set aside, and which credentials held when
 * they were checked. Nothing comes from a list, a venue or another service.
 */
export function gatherFacts(
  today: string,
  declarations: readonly Pick<HealthDeclaration, "kind" | "on" | "setAside">[],
  credentials: readonly CheckedCredential[],
): HealthFacts {
  const counted = declarations.filter(({ setAside }) => !setAside)
  const ago = <T extends { readonly kind: string; readonly on: string }>({ kind, on }: T) => ({
    kind,
    daysAgo: daysBetween(on, today),
  })
  return {
    today,
    declarations: counted.filter(({ kind }) => kind !== "exposure-result").map(ago),
    exposures: counted.filter(({ kind }) => kind === "exposure-result").map((each) => ({ daysAgo: ago(each).daysAgo })),
    credentials: credentials.map(ago),
  }
}
