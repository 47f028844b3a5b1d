import type { CallProblem } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"

/** What a person is told of a problem. */
export function problemText(t: ConsoleTranslate, problem: CallProblem | "no-passkey"): string {
  return problem === "no-passkey" ? t("passkey.none") : t(`problem.${problem}`)
}
