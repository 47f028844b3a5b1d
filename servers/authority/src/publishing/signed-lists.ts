import { envelope as envelopeShape } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { readEnvelope, type SignedEnvelope, textOfUtf8, utf8Of, writeEnvelope } from "@homesafe/protocol"
import type { Kysely } from "kysely"

/** Lists that are signed, numbered and replaced as a whole. */
export type ListKind = "trust" | "officers" | "catalogue" | "policy" | "notices"

/** A signed thing as JSON. */
export function jsonOf(envelope: SignedEnvelope) {
  return envelopeShape.parse(JSON.parse(textOfUtf8(writeEnvelope(envelope)) ?? ""))
}

/** JSON as a signed thing. */
export function envelopeOf(json: unknown): SignedEnvelope {
  const read = readEnvelope(utf8Of(JSON.stringify(json)))
  if (!read.ok) throw new Error("a kept list does not parse")
  return read.value
}

/** The newest list of a kind. */
export async function newestList(
  db: Kysely<AuthorityTables>,
  kind: ListKind,
): Promise<{ readonly seq: number; readonly envelope: SignedEnvelope } | undefined> {
  const row = await db
    .selectFrom("signed_lists")
    .selectAll()
    .where("kind", "=", kind)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst()
  return row && { seq: row.seq, envelope: envelopeOf(row.envelope) }
}

/** Keeps a list; the same number again is the same list. */
export async function writeList(
  db: Kysely<AuthorityTables>,
  kind: ListKind,
  seq: number,
  envelope: SignedEnvelope,
): Promise<void> {
  await db
    .insertInto("signed_lists")
    .values({ kind, seq, envelope: JSON.stringify(jsonOf(envelope)) })
    .onConflict((c) => c.columns(["kind", "seq"]).doNothing())
    .execute()
}
