import { keptDays } from "@homesafe/domain"
import { type Bytes, type ServiceDay, serviceDayOf, sha256 } from "@homesafe/protocol"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

/** A record that has the form of one; this server can open none. */
export interface SealedForm {
  readonly day: ServiceDay
  readonly record: Bytes
}

/** Two writers at once would both take the last place. */
const lockForms = sql`select pg_advisory_xact_lock(7303)`
const MOST_AT_ONCE = 500

/** Keeps the records of one form, all of them or none, without a word about where they came from. The same bytes again are kept once. */
export async function keepForms(
  { db, limits }: Pick<PublicDeps, "db" | "limits">,
  forms: readonly SealedForm[],
): Promise<"kept" | "full"> {
  const rows = forms.map(({ day, record }) => ({ hash: sha256(record), day, record }))
  return db.transaction().execute(async (tx) => {
    await lockForms.execute(tx)
    const { waiting } = await tx
      .selectFrom("form_records")
      .select((e) => e.fn.countAll<string>().as("waiting"))
      .executeTakeFirstOrThrow()
    if (Number(waiting) + rows.length > limits.waitingForms) return "full"
    await tx
      .insertInto("form_records")
      .values(rows)
      .onConflict((c) => c.column("hash").doNothing())
      .execute()
    return "kept"
  })
}

/** Records that wait for the authority, oldest first. */
export async function findForms({ db }: Pick<PublicDeps, "db">): Promise<string[]> {
  const rows = await db.selectFrom("form_records").select("record").orderBy("serial").limit(MOST_AT_ONCE).execute()
  return rows.map(({ record }) => record.toString("base64url"))
}

/** Drops what the authority has. */
export async function dropForms({ db }: Pick<PublicDeps, "db">, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return
  await db
    .deleteFrom("form_records")
    .where(
      "hash",
      "in",
      hashes.map((hash) => Buffer.from(hash, "hex")),
    )
    .execute()
}

/** Drops records whose day is past; 31 days are kept, today included (Spec §12). */
export async function purgeForms({ db, clock, offset }: Pick<PublicDeps, "db" | "clock" | "offset">): Promise<number> {
  const past = serviceDayOf(clock.now(), offset) - keptDays("waiting-forms")
  const dropped = await db.deleteFrom("form_records").where("day", "<=", past).executeTakeFirst()
  return Number(dropped.numDeletedRows)
}
