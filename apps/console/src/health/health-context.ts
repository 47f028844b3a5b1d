import type { CallProblem, HealthOfficerSession } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import type { HealthTranslate } from "@homesafe/i18n/health"
import { createContext, useContext } from "react"
import { problemText } from "../session/problem-text.ts"

/** What every page of the health-code service has at hand. */
export interface HealthFacts {
  readonly t: ConsoleTranslate
  readonly tc: HealthTranslate
  readonly timeZone: string
  readonly officer: HealthOfficerSession
  /** The session is over: back to the sign-in. */
  readonly leave: () => void
}

/** See `useHealth`. */
export const HealthContext = createContext<HealthFacts | null>(null)

/** Everything that a page of the health-code service may use. */
export function useHealth(): HealthFacts & { readonly say: (problem: CallProblem | "no-passkey") => string } {
  const facts = useContext(HealthContext)
  if (!facts) throw new Error("no health-code service around this page")
  return { ...facts, say: (problem) => problemText(facts.t, problem) }
}
