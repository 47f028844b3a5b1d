import type { ConsoleKey, ConsoleTranslate } from "./load-console.ts"

interface Note {
  readonly code: string
  readonly given?: string
  readonly taken?: string
}

/** A text whose key ends in a code of the lists package; a code that this console does not know yet stands for itself. */
export function codeWords(t: ConsoleTranslate, group: "how" | "why" | "refusal", code: string): string {
  // as: a key of this group, or one without a text, which is answered with the code.
  const key = `imports.${group}.${code}` as ConsoleKey
  const words = t(key)
  return words === key ? code : words
}

/** What was done to a row or what it waits for, with the text that it is about. */
export function noteWords(t: ConsoleTranslate, state: string, { code, given, taken }: Note): string {
  const words = codeWords(t, state === "quarantined" ? "why" : "how", code)
  if (given !== undefined && given !== "" && taken !== undefined)
    return `${words} ${t("imports.takenAs", { given, taken })}`
  const text = given || (code === "same-as-row" && taken !== undefined ? t("imports.row", { n: taken }) : "")
  return text === "" ? words : `${words} ${t("imports.given", { text })}`
}
