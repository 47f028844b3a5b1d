import { randomBytes } from "node:crypto"
import { keptDays } from "@homesafe/domain"
import { authHashOf, equalBytes, KEPT_STATEMENT_BYTES, readCredential, serviceDayOf } from "@homesafe/protocol"
import type { PublicDeps } from "../deps.ts"

/** Service days for which a statement waits, the one on which it came included (Spec §6). */
const KEPT_DAYS = keptDays("kept-statements")

/** Keeps a statement beside its code; the first one stays. False when there is no such code any more. */
export async function keepStatement(
  { db, clock, offset }: Pick<PublicDeps, "db" | "clock" | "offset">,
  lookup: Uint8Array,
  statement: Uint8Array,
): Promise<boolean> {
  const until_day = serviceDayOf(clock.now(), offset) + KEPT_DAYS - 1
  return db.transaction().execute(async (tx) => {
    const code = await tx
      .selectFrom("upload_codes")
      .select("lookup")
      .where("lookup", "=", Buffer.from(lookup))
      .forShare()
      .executeTakeFirst()
    if (!code) return false
    await tx
      .insertInto("kept_statements")
      .values({ lookup, statement, until_day })
      .onConflict((c) => c.column("lookup").doNothing())
      .execute()
    return true
  })
}

// What an unknown code is compared with: the same work, and never equal to a hash of anything.
const NO_HASH = new Uint8Array(32)

/**
 * The statement of an upload for whoever knows lookup and auth. Nothing there, wrong, late and decoy requests get 256 random bytes after
 * the same two look-ups (Spec §6).
 */
export async function answerReceipt(
  { db, clock, offset }: Pick<PublicDeps, "db" | "clock" | "offset">,
  body: Uint8Array,
): Promise<Uint8Array | "malformed"> {
  const read = readCredential(body)
  if (!read.ok) return "malformed"
  const lookup = Buffer.from(read.value.lookup)
  const authHash = authHashOf(read.value.auth)
  const random = new Uint8Array(randomBytes(KEPT_STATEMENT_BYTES))
  const code = await db.selectFrom("upload_codes").select("auth_hash").where("lookup", "=", lookup).executeTakeFirst()
  const kept = await db
    .selectFrom("kept_statements")
    .select("statement")
    .where("lookup", "=", lookup)
    .where("until_day", ">=", serviceDayOf(clock.now(), offset))
    .executeTakeFirst()
  const isOwner = equalBytes(code?.auth_hash ?? NO_HASH, authHash)
  return isOwner && kept ? new Uint8Array(kept.statement) : random
}
