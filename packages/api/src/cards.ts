import * as z from "zod/mini"
import { bytesContract } from "./bytes-contract.ts"
import { contract } from "./contract.ts"
import { hex } from "./shapes.ts"

// Visitor cards (Spec §11): gates post parcels of sealed records; anybody may download all of them, and only a card's inside opens its own.

export const putCardParcel = bytesContract({
  method: "PUT",
  path: "/v1/cards/:day/:id",
  access: "anyone",
  summary:
    "A gate's parcel of 8, 16 … 256 sealed records of one service day; `:id` is 16 random bytes in hex, so that the same one again is one",
  contentType: "application/octet-stream",
  bodyBytes: 131_328,
  replyBytes: 0,
  problems: ["malformed", "too-large", "encoding-refused", "too-many-requests", "too-many-waiting"],
})

export const getCardFiles = contract({
  method: "GET",
  path: "/feed/cards",
  access: "anyone",
  summary:
    "The files of card records of the last 31 days; each stands for ever under /feed/cards/<sha256>, until its day is past",
  reply: z.strictObject({
    files: z
      .array(
        z.strictObject({
          day: z.int().check(z.minimum(0), z.maximum(65_535)),
          bucket: z.int().check(z.minimum(0), z.maximum(255)),
          sha256: hex(32),
          bytes: z.int().check(z.minimum(12)),
        }),
      )
      .check(z.maxLength(100_000)),
  }),
  problems: [],
})
/** One file of card records. */
export type CardFile = z.infer<typeof getCardFiles.reply>["files"][number]
