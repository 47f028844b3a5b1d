import type { Language } from "../language.ts"
import { createTranslator, type Translate } from "../translate.ts"
import en from "./en.json" with { type: "json" }
import hans from "./zh-Hans.json" with { type: "json" }
import hant from "./zh-Hant.json" with { type: "json" }

/** Every text key of the mails, and of the short messages that carry an upload code. */
export type MailKey = keyof typeof en
/** Says the mails and short messages. */
export type MailTranslate = Translate<MailKey>

const messages: Record<Language, Record<MailKey, string>> = { en, "zh-Hant": hant, "zh-Hans": hans }

/** The texts of the mails and short messages in one language, at once: all three are needed together here. */
export function translateMail(language: Language): MailTranslate {
  return createTranslator(messages[language], language)
}
