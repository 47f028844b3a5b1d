import type { CallProblem } from "@homesafe/api"
import type { HealthKey, HealthTranslate } from "@homesafe/i18n/health"
import type { PhoneTranslate } from "@homesafe/i18n/phone"
import { createContext, useContext } from "react"

/** See `useHealthTexts`. */
export const HealthTexts = createContext<HealthTranslate | null>(null)

/** The texts of these pages alone: they come with them, and not with the scanner. */
export function useHealthTexts(): HealthTranslate {
  const texts = useContext(HealthTexts)
  if (!texts) throw new Error("no health-code page around this part")
  return texts
}

/** What can go wrong in a call here. */
export type HealthProblem = CallProblem | "no-passkey"

/** What a person is told of a problem. */
export function problemWords(t: PhoneTranslate, tc: HealthTranslate, problem: HealthProblem): string {
  return problem === "no-passkey" ? tc("passkey.none") : t(`problem.${problem}`)
}

const reasons = ["no-rules", "nothing-known", "positive-test", "symptoms", "exposure-result"] as const
/** Why a colour is what it is; a rule of a later set has the text that rules have in general. */
export function reasonKey(reason: string): HealthKey {
  return `why.${reasons.find((known) => known === reason) ?? "other"}`
}
