import { setupI18n } from "@lingui/core"
import { compileMessage } from "@lingui/message-utils/compileMessage"
import type { Language } from "./language.ts"

/** One language's messages: ICU text by key. */
export type Messages = Readonly<Record<string, string>>
/** What stands in a message's braces. */
export type Values = Readonly<Record<string, string | number>>

/** Says a message; `language` tells which language it speaks, for `lang` attributes and formatters. */
export interface Translate<Key extends string> {
  (key: Key, values?: Values): string
  readonly language: Language
}

/**
 * Makes the function that says messages. Messages are parsed when they are first said, by a parser that evaluates
 * nothing, so the strictest content security policy holds. A key without a text throws: it is a bug.
 */
export function createTranslator<Key extends string>(
  messages: Readonly<Record<Key, string>>,
  language: Language,
): Translate<Key> {
  const i18n = setupI18n()
  const compiled = new Map<string, ReturnType<typeof compileMessage>>()
  i18n.load(language, {})
  i18n.activate(language)
  const translate = (key: Key, values?: Values): string => {
    const text: string | undefined = messages[key]
    if (text === undefined) throw new Error(`no text for ${key} in ${language}`)
    if (!text.includes("{") && !text.includes("'")) return text
    if (!compiled.has(key)) {
      const message = compileMessage(text)
      compiled.set(key, message)
      i18n.load(language, { [key]: message })
    }
    return i18n._(key, { ...values })
  }
  return Object.assign(translate, { language })
}
