import type { Decision } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { placeName } from "../app/names.ts"

/** What a decision does, as a heading. */
export function decisionTitle(t: ConsoleTranslate, decision: Decision): string {
  const venue = placeName(t, decision) ?? decision.vid
  if (decision.about && decision.kind === "exposure") return t("named.titleOf", { venue })
  return t(`decision.kind.${decision.kind}`, { venue })
}

/** Where a decision stands. */
export function decisionState(t: ConsoleTranslate, decision: Decision): string {
  return t(`decision.state.${decision.state}`, { list: decision.list ?? 0 })
}
