import type { ImportSummary } from "@homesafe/api"
import type { ConsoleTranslate } from "@homesafe/i18n/console"

const known = ["new-zealand", "victoria", "nova-scotia", "nsw", "hong-kong", "table"] as const

/** Whose list an import is: the saved mapping's name, or the publisher. */
export function sourceName(
  t: ConsoleTranslate,
  { profileName, format, refusal }: Pick<ImportSummary, "profileName" | "format" | "refusal">,
): string {
  return profileName ?? formatName(t, refusal ? "refused" : format)
}

/** A format in words. */
export function formatName(t: ConsoleTranslate, format: string): string {
  const found = known.find((one) => one === format)
  return t(found ? `imports.format.${found}` : format === "refused" ? "imports.format.refused" : "imports.format.table")
}
