import type { Decision } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { placeName } from "../app/names.ts"

/** What a decision does, as a heading. */
export function decisionTitle(t: ConsoleTranslate, decision: Decision): string {
  return t(`decision.kind.${decision.kind}`, { venue: placeName(t, decision) ?? decision.vid })
}

/** Where a decision stands. */
export function decisionState(t: ConsoleTranslate, decision: Decision): string {
  return t(`decision.state.${decision.state}`, { list: decision.list ?? 0 })
}
