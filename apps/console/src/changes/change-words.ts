import type { FileChangeRecord } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { nameIn } from "../app/names.ts"

/** What a change does, as a heading. */
export function changeTitle(t: ConsoleTranslate, { what }: FileChangeRecord): string {
  if (what.kind === "rule") return t("change.kind.rule", { rule: t(`rules.rule.${what.rule.rule}`) })
  if (what.kind === "issuers") {
    const { kind: _kind, ...numbers } = what
    return t("change.kind.issuers", numbers)
  }
  return t(`change.kind.${what.kind}`, { venue: nameIn(what.venue.names, t.language) })
}

/** Where a change stands. */
export function changeState(t: ConsoleTranslate, change: FileChangeRecord): string {
  return t(`change.state.${change.state}`, { list: change.list ?? 0, name: change.ended?.name ?? "" })
}
