import { createHash } from "node:crypto"
import type { Credential, Outcome, ReadingContext, RefusedWhy } from "../credential.ts"
import { readCredential } from "./read-credential.ts"

/** Reads what must be a credential. */
export async function read(text: string, given: ReadingContext): Promise<Credential> {
  const found = await readCredential(text, given)
  if (found === null) throw new Error("not a credential")
  return found
}

/** The outcome alone. */
export async function outcomeOf(text: string, given: ReadingContext): Promise<Outcome> {
  return (await read(text, given)).outcome
}

/** The first 16 bytes of SHA-256, by Node's own hash. */
export function sha(of: string | Uint8Array): string {
  return createHash("sha256").update(of).digest("hex").slice(0, 32)
}

export const refused = (why: RefusedWhy): Outcome => ({ state: "refused", why })
export const verified = (issuer: string): Outcome => ({ state: "verified", issuer })
