import { appendFile, mkdir } from "node:fs/promises"
import path from "node:path"
import type { SendMail } from "@homesafe/service/mail"

/** One message to one person; `name` is its own, and the same when it is sent again. */
export interface Message {
  readonly name: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/**
 * Hands a message over. "refused" is for ever: this address, this message. It throws when it may go better later.
 * A port: the file sink and the gateway pass one shared suite (ways.test.ts).
 */
export type SendMessage = (message: Message) => Promise<"sent" | "refused">

/** Messages for a demonstration and for tests: one line each, in a file of this folder. */
export function fileSms(folder: string): SendMessage {
  return async ({ name, to, text }) => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const line = `${JSON.stringify({ name, to, text })}\n`
    await appendFile(path.join(folder, "messages.jsonl"), line, { mode: 0o600, flush: true })
    return "sent"
  }
}

/** A gateway that takes a POST for each message. */
export interface SmsGateway {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The body, with {to}, {text} and {name} where they go; they are escaped for JSON or a form, as the content type says. */
  readonly body: string
}

/** Longer than a gateway should take, and shorter than the time after which another copy of this server may try again. Milliseconds. */
const PATIENCE_MS = 20_000

/** Sends by a gateway over HTTP. 2xx is sent; 408, 425, 429, redirects and its own faults are tried again; any other answer refuses. */
export function gatewaySms({ url, headers, body }: SmsGateway): SendMessage {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? ""
  const encode = type.includes("x-www-form-urlencoded")
    ? encodeURIComponent
    : (text: string) => JSON.stringify(text).slice(1, -1)
  return async (message) => {
    const filled = body.replace(/\{(to|text|name)\}/g, (_, key: "to" | "text" | "name") => encode(message[key]))
    const answer = await fetch(url, {
      method: "POST",
      headers: { ...headers, "idempotency-key": message.name },
      body: filled,
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await answer.body?.cancel()
    if (answer.ok) return "sent"
    if (answer.status < 400 || answer.status >= 500 || [408, 425, 429].includes(answer.status))
      throw new Error(`the gateway answered ${answer.status}`)
    return "refused"
  }
}

/** Sends by mail. The mail server's final no (5xx, RFC 5321 §4.2.1) is a refusal; anything else is tried again. */
export function mailWay(sendMail: SendMail, host: string): SendMessage {
  return async ({ name, to, subject, text }) => {
    try {
      await sendMail({ to, subject, text, messageId: `<${name}@${host}>` })
      return "sent"
    } catch (error) {
      const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0
      if (code >= 500 && code < 600) return "refused"
      throw error
    }
  }
}
