import { type CodeLimits, usualCodeLimits } from "@homesafe/domain"
import { fileMail, smtpMail } from "@homesafe/service/mail"
import * as z from "zod/mini"
import { fileSms, gatewaySms, mailWay, type SendMessage } from "./ways.ts"

/** How codes leave this server, and how many an officer may give alone. A way that is not set up is null: the console does not offer it. */
export interface CodeSettings {
  readonly codeLimits: CodeLimits
  readonly sms: SendMessage | null
  readonly mail: SendMessage | null
}

interface Settings {
  readonly required: (name: string) => string
  readonly optional: (name: string, fallback: string) => string
}

const count = z.int().check(z.gte(0))
const limits = z.partial(
  z.strictObject({
    perHour: count,
    perDay: count,
    withoutNumberPerDay: count,
    freshPerDay: count,
    freshSeconds: count,
  }),
)
const headers = z.record(z.string(), z.string())

/** Reads the ways and the limits from the settings, and throws for what is not theirs. */
export function readCodeSettings(settings: Settings, host: string): CodeSettings {
  const given = limits.parse(JSON.parse(settings.optional("HOMESAFE_CODE_LIMITS", "{}")))
  return {
    codeLimits: { ...usualCodeLimits, ...withoutGaps(given) },
    sms: smsOf(settings),
    mail: mailOf(settings, host),
  }
}

function withoutGaps(given: z.infer<typeof limits>): Partial<CodeLimits> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function smsOf(settings: Settings): SendMessage | null {
  const folder = settings.optional("HOMESAFE_SMS_DIR", "")
  if (folder && settings.optional("HOMESAFE_MODE", "production") !== "demonstration")
    throw new Error("HOMESAFE_SMS_DIR sends nothing: it is refused outside demonstration mode")
  if (folder) return fileSms(folder)
  const url = settings.optional("HOMESAFE_SMS_URL", "")
  if (!url) return null
  const { protocol, hostname } = new URL(url)
  // Numbers and codes travel in it.
  if (protocol !== "https:" && !["127.0.0.1", "localhost", "[::1]"].includes(hostname))
    throw new Error("HOMESAFE_SMS_URL must be an https address")
  const body = settings.required("HOMESAFE_SMS_BODY")
  if (!body.includes("{to}") || !body.includes("{text}")) throw new Error("HOMESAFE_SMS_BODY lacks {to} or {text}")
  return gatewaySms({ url, body, headers: headers.parse(JSON.parse(settings.required("HOMESAFE_SMS_HEADERS"))) })
}

function mailOf(settings: Settings, host: string): SendMessage | null {
  const file = settings.optional("HOMESAFE_MAIL_FILE", "")
  if (file)
    return mailWay(
      fileMail(file, () => {}),
      host,
    )
  const url = settings.optional("HOMESAFE_SMTP_URL", "")
  return url ? mailWay(smtpMail(url, settings.required("HOMESAFE_MAIL_FROM")), host) : null
}
