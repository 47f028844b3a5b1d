import { formatMoment } from "@homesafe/i18n"
import { translateMail } from "@homesafe/i18n/mail"
import { formatUploadCode } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"
import type { MessageContent } from "./make-code.ts"

/** A message as its person reads it. It names no disease and no case: a screen that is locked may show it. */
export function writeMessage(
  deps: Pick<AuthorityDeps, "authority" | "timeZone" | "publicOrigin" | "hotline">,
  { digits, language }: MessageContent,
  { way, expires }: { readonly way: "sms" | "mail"; readonly expires: number },
): { readonly subject: string; readonly text: string } {
  const t = translateMail(language)
  const { en, hant, hans } = deps.authority
  const values = {
    authority: { en, "zh-Hant": hant, "zh-Hans": hans ?? hant }[language],
    code: formatUploadCode(digits),
    link: `${deps.publicOrigin}/u#${digits}`,
    time: formatMoment(expires * 1000, language, deps.timeZone),
    hotline: deps.hotline,
  }
  return { subject: t("code.subject", values), text: t(way === "sms" ? "code.sms" : "code.body", values) }
}
