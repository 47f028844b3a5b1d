import { acknowledgeForms, call, collectForms as collect } from "@homesafe/api"
import { hexOf, RETENTION_DAYS, readFormRecord, serviceDayOf, sha256 } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"

/** More forms than people fit into one place in an hour: what a flood under one tag may take. */
const MOST_OF_A_ROW = 4_000

/** Pulls sealed register forms, keeps each durably, and only then has the public server drop it. Forgets those whose day is past. */
export async function collectForms(deps: AuthorityDeps): Promise<void> {
  const pulled = await call(collect, deps.link)
  if (pulled.ok && pulled.value.records.length > 0) {
    const records = pulled.value.records.map((text) => new Uint8Array(Buffer.from(text, "base64url")))
    const kept = await keepForms(deps, records)
    await call(acknowledgeForms, { ...deps.link, body: { hashes: records.map((bytes) => hexOf(sha256(bytes))) } })
    deps.log.info({ kept, came: records.length }, "forms-kept")
  }
  await forgetForms(deps)
}

/** Keeps records as they are; the same bytes again are one. Answers how many are new. */
export async function keepForms({ db }: Pick<AuthorityDeps, "db">, records: readonly Uint8Array[]): Promise<number> {
  return db.transaction().execute(async (tx) => {
    let kept = 0
    for (const record of records) {
      const form = readFormRecord(record)
      if (!form) continue
      const { day, tag } = form
      const { held } = await tx
        .selectFrom("form_records")
        .select((e) => e.fn.countAll<string>().as("held"))
        .where("day", "=", day)
        .where("tag", "=", Buffer.from(tag))
        .executeTakeFirstOrThrow()
      if (Number(held) >= MOST_OF_A_ROW) continue
      const added = await tx
        .insertInto("form_records")
        .values({ hash: sha256(record), day, tag, record })
        .onConflict((c) => c.column("hash").doNothing())
        .executeTakeFirst()
      kept += Number(added.numInsertedOrUpdatedRows ?? 0n)
    }
    return kept
  })
}

/** Deletes sealed records with their day: 31 days are kept, today included, whether or not they were opened (Spec §12). */
export async function forgetForms({ db, clock, offset, log }: AuthorityDeps): Promise<void> {
  const past = serviceDayOf(clock.now(), offset) - RETENTION_DAYS
  const forgotten = await db.deleteFrom("form_records").where("day", "<=", past).executeTakeFirst()
  if (forgotten.numDeletedRows > 0n) log.info({ forms: Number(forgotten.numDeletedRows) }, "forms-forgotten")
}
