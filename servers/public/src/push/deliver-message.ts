import type https from "node:https"
import type { RequestOptions } from "node:https"
import webPush from "web-push"
import type { Vapid } from "./vapid.ts"

/** Where a message goes and whom it is encrypted for; keys in base64url. */
export interface PushAddress {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

/** What came of a message: the push service's HTTP status, or 0 where nobody answered. */
export type Deliver = (address: PushAddress) => Promise<number>

/** A message that was not delivered within half a day is old: it must not come together with the next one. Seconds. */
const TIME_TO_LIVE = 12 * 3600
const PATIENCE_MS = 10_000

/**
 * Sends the one message there is: encrypted emptiness, the same length for everyone. It says that a list is there, never what is in it.
 * Redirects are not followed: what an endpoint answers must not choose the next address.
 */
export function deliverBy(request: typeof https.request, vapid: Vapid): Deliver {
  return ({ endpoint, p256dh, auth }) => {
    const message = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, Buffer.alloc(0), {
      TTL: TIME_TO_LIVE,
      topic: "list", // a waiting message is replaced by the next one
      urgency: "normal",
      vapidDetails: vapid,
    })
    const options: RequestOptions = {
      method: "POST",
      headers: message.headers,
      signal: AbortSignal.timeout(PATIENCE_MS),
    }
    return new Promise((resolve) => {
      const sent = request(new URL(endpoint), options, (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
      sent.on("error", () => resolve(0))
      sent.end(message.body)
    })
  }
}
