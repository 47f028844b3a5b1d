import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { base64url, envelope, hex, nothing, unixSeconds } from "./shapes.ts"

export const shareVisits = contract({
  method: "PUT",
  path: "/health-code/v1/shares/:id",
  access: "resident",
  summary:
    "Keeps a sealed box of visits that the person chose one by one (Spec §18); the same id again changes nothing",
  body: z.strictObject({ box: base64url(60_000) }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-in-this-state", "too-many-waiting"],
})

export const listShares = contract({
  method: "GET",
  path: "/health-code/v1/shares",
  access: "resident",
  summary: "The ids of what one has shared, and when",
  reply: z.strictObject({ shares: z.array(z.strictObject({ id: hex(16), sharedAt: unixSeconds })) }),
  problems: ["not-signed-in"],
})

export const revokeShare = contract({
  method: "DELETE",
  path: "/health-code/v1/shares/:id",
  access: "resident",
  summary: "Deletes what was shared, and states under the service's key that it is not held",
  reply: envelope,
  problems: ["malformed", "not-signed-in"],
})
