import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { base64url, nothing } from "./shapes.ts"

// Web Push (RFC 8030, 8291, 8292): a message a day without content, to those who asked for it.

const endpoint = z.string().check(z.minLength(1), z.maxLength(1_024))

export const getPushKey = contract({
  method: "GET",
  path: "/v1/push-key",
  access: "anyone",
  summary: "The public key (VAPID, P-256) that a browser subscribes with",
  reply: z.strictObject({ key: base64url(87) }),
  problems: ["not-ready"],
})

export const subscribePush = contract({
  method: "POST",
  path: "/v1/push-subscriptions",
  access: "anyone",
  summary: "Asks for the daily message without content. Sent again, it replaces the keys",
  body: z.strictObject({
    /** Address at the browser maker's push service. */
    endpoint,
    /** 65 bytes, uncompressed point of P-256. */
    p256dh: base64url(87),
    /** 16 bytes. */
    auth: base64url(22),
  }),
  reply: nothing,
  problems: ["malformed", "push-service-unknown", "not-ready", "too-many-requests"],
})

export const unsubscribePush = contract({
  method: "DELETE",
  path: "/v1/push-subscriptions",
  access: "anyone",
  summary: "Forgets a subscription, if it was there: the answer is the same",
  body: z.strictObject({ endpoint }),
  reply: nothing,
  problems: ["malformed", "too-many-requests"],
})
