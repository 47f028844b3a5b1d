import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { calendarDate } from "./health-registration.ts"
import { nothing, unixSeconds, uuid } from "./shapes.ts"

/** What somebody may declare. An exposure result is what one's own phone showed: only its owner can say so here. */
export const declarationKind = z.enum(["symptoms", "positive-test", "negative-test", "exposure-result"])
/** See `declarationKind`. */
export type DeclarationKind = z.infer<typeof declarationKind>

const declaration = z.strictObject({
  id: uuid,
  kind: declarationKind,
  on: calendarDate,
  madeAt: unixSeconds,
  /** An officer found on appeal that it does not count. */
  setAside: z.boolean(),
})
/** A declaration as its own person sees it. */
export type HealthDeclaration = z.infer<typeof declaration>

export const addHealthDeclaration = contract({
  method: "PUT",
  path: "/health-code/v1/declarations/:id",
  access: "resident",
  summary: "Declares something about oneself, with its day; the same id again changes nothing",
  body: z.strictObject({ kind: declarationKind, on: calendarDate }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-in-this-state", "too-many-waiting"],
})

const linkedCredential = z.strictObject({
  id: uuid,
  addedAt: unixSeconds,
  /** Verified just now. What has ended or was revoked since it was linked counts no more. */
  counts: z.boolean(),
  /** What rules may ask of it. */
  facts: z.array(z.strictObject({ kind: z.string(), on: calendarDate })),
})
/** A linked document as its own person sees it. */
export type LinkedCredential = z.infer<typeof linkedCredential>

export const linkHealthCredential = contract({
  method: "PUT",
  path: "/health-code/v1/credentials/:id",
  access: "resident",
  summary: "Links a health document of one's own, which is verified here; the same id again changes nothing",
  body: z.strictObject({
    texts: z.array(z.string().check(z.minLength(1), z.maxLength(16_000))).check(z.minLength(1), z.maxLength(20)),
  }),
  reply: nothing,
  problems: ["malformed", "not-signed-in", "not-in-this-state", "too-many-waiting", "not-verified", "another-person"],
})

export const listHealthCredentials = contract({
  method: "GET",
  path: "/health-code/v1/credentials",
  access: "resident",
  summary: "Health documents that one has linked, the newest first",
  reply: z.strictObject({ credentials: z.array(linkedCredential) }),
  problems: ["not-signed-in"],
})

export const unlinkHealthCredential = contract({
  method: "DELETE",
  path: "/health-code/v1/credentials/:id",
  access: "resident",
  summary: "Takes a linked document back; again, it does nothing",
  reply: nothing,
  problems: ["malformed", "not-signed-in"],
})

export const listHealthDeclarations = contract({
  method: "GET",
  path: "/health-code/v1/declarations",
  access: "resident",
  summary: "What one has declared, the newest first",
  reply: z.strictObject({ declarations: z.array(declaration) }),
  problems: ["not-signed-in"],
})
