import { bytesOfHex, ed25519Verify, serviceDayOf } from "@homesafe/protocol"
import { decisionStatement } from "@homesafe/protocol/officer"
import { type Refusal, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"

/** Checks that this officer's own key, valid today, signed these bytes; null when all is well. Who is kept out signs nothing, not even with a call that was on its way. */
export async function checkOfficerSignature(
  { db, clock, dep, offset }: AuthorityDeps,
  officer: string,
  signed: { readonly bytes: Uint8Array; readonly key: string; readonly sig: string },
  statement: typeof decisionStatement = decisionStatement,
): Promise<Refusal | null> {
  const today = serviceDayOf(clock.now(), offset)
  const key = await db
    .selectFrom("signing_keys")
    .innerJoin("officers", "officers.id", "officer_id")
    .select("public")
    .where("key_id", "=", signed.key)
    .where("officer_id", "=", officer)
    .where("suspended_at", "is", null)
    .where("from_day", "<=", today)
    .where("until_day", ">=", today)
    .where("ended_at", "is", null)
    .executeTakeFirst()
  if (!key) return refuse("not-an-officer-key")
  const isGood = ed25519Verify(new Uint8Array(key.public), statement(dep, signed.bytes), bytesOfHex(signed.sig))
  return isGood ? null : refuse("bad-signature")
}
