import { acknowledgeForms, call, collectForms as collect } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type FormRecord, hexOf, readFormRecord, sha256 } from "@homesafe/protocol"
import { type Kysely, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { endClass } from "../purges/end-class.ts"
import type { PurgeDeps } from "../purges/purge.ts"

/**
 * Pulls sealed register forms, keeps each durably, and only then has the public server drop it. Forgets those whose day is past. With too
 * many kept already none are pulled: they wait at the public server, and past its own bound on the devices at doors.
 */
export async function collectForms(deps: AuthorityDeps): Promise<void> {
  await forgetForms(deps)
  if ((await kept(deps)) >= deps.limits.forms) return deps.log.warn({}, "forms-full")
  const pulled = await call(collect, deps.link)
  if (!pulled.ok || pulled.value.records.length === 0) return
  const records = pulled.value.records.map((text) => new Uint8Array(Buffer.from(text, "base64url")))
  const counts = await keepForms(deps, records)
  await call(acknowledgeForms, { ...deps.link, body: { hashes: records.map((bytes) => hexOf(sha256(bytes))) } })
  deps.log.info({ ...counts, came: records.length }, "forms-kept")
}

/** Keeps records as they are; the same bytes again are one. One for which its row has no room is counted with the row. */
export async function keepForms(
  { db, limits }: Pick<AuthorityDeps, "db" | "limits">,
  records: readonly Uint8Array[],
): Promise<{ readonly kept: number; readonly dropped: number }> {
  return db.transaction().execute(async (tx) => {
    const counts = { kept: 0, dropped: 0, same: 0 }
    for (const record of records) {
      const form = readFormRecord(record)
      if (form) counts[await keepForm(tx, form, record, limits.formsOfARow)]++
    }
    return { kept: counts.kept, dropped: counts.dropped }
  })
}

async function keepForm(
  tx: Kysely<AuthorityTables>,
  { day, tag }: FormRecord,
  record: Uint8Array,
  mostOfARow: number,
): Promise<"kept" | "dropped" | "same"> {
  const hash = sha256(record)
  if (await tx.selectFrom("form_records").select("day").where("hash", "=", Buffer.from(hash)).executeTakeFirst())
    return "same"
  const { held } = await tx
    .selectFrom("form_records")
    .select((e) => e.fn.countAll<string>().as("held"))
    .where("day", "=", day)
    .where("tag", "=", Buffer.from(tag))
    .executeTakeFirstOrThrow()
  if (Number(held) < mostOfARow) {
    await tx.insertInto("form_records").values({ hash, day, tag, record }).execute()
    return "kept"
  }
  await tx
    .insertInto("form_drops")
    .values({ day, tag, dropped: 1 })
    .onConflict((c) =>
      c.columns(["day", "tag"]).doUpdateSet((e) => ({ dropped: e("form_drops.dropped", "+", e.lit(1)) })),
    )
    .execute()
  return "dropped"
}

/** How many are kept, at the most: what came since the oldest that is still here. */
async function kept({ db }: AuthorityDeps): Promise<number> {
  const { first, last } = await db
    .selectFrom("form_records")
    .select((e) => [e.fn.min("serial").as("first"), e.fn.max("serial").as("last")])
    .executeTakeFirstOrThrow()
  return first === null || last === null ? 0 : last - first + 1
}

/** Deletes sealed records with their day: 31 days are kept, today included, whether or not they were opened (Spec §12). */
export async function forgetForms(deps: PurgeDeps): Promise<void> {
  await endClass(deps, "form-records", ({ day }) => {
    const where = sql`day <= ${day}`
    return [
      { table: "form_records", where },
      { table: "form_drops", where },
    ]
  })
}
