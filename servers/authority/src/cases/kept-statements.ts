import { randomBytes } from "node:crypto"
import { call, deliverKeptStatement } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { lastDayKept } from "@homesafe/domain"
import { makeKeptStatement, serviceDay, serviceDayOf } from "@homesafe/protocol"
import type { Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"

/** An upload that has just been opened. */
export interface OpenedUpload {
  readonly lookup: Buffer
  readonly caseId: string
  readonly inner: Uint8Array
  readonly textHash: string
}

/**
 * States until when an opened upload is kept, in the transaction that stores its visits: no statement without them, and none of them
 * without a statement. The case then ends on the day that its person was told (Spec §6).
 */
export async function writeStatement(
  tx: Kysely<AuthorityTables>,
  { clock, offset, dep, keys }: AuthorityDeps,
  { lookup, caseId, inner, textHash }: OpenedUpload,
): Promise<void> {
  const t = clock.now()
  const stated = await firstStated(tx, caseId)
  const keepUntil = serviceDay(Math.min(lastDayKept(serviceDayOf(t, offset)), stated ?? Number.POSITIVE_INFINITY))
  const keeping = { keeperSecret: keys.keeper, dep, nonce: randomBytes(12) }
  const to_deliver = makeKeptStatement({ t, keepUntil, inner, textHash, ...keeping })
  await tx.insertInto("kept_statements").values({ lookup, keep_until: keepUntil, to_deliver }).execute()
  await tx
    .updateTable("cases")
    .set({ kept_until: dateOf(keepUntil) })
    .where("id", "=", caseId)
    .execute()
}

/** The earliest day that was stated of any upload of this case, those of merged cases included: no later one may break it. */
export async function firstStated(db: Kysely<AuthorityTables>, caseId: string): Promise<number | null> {
  const { day } = await db
    .selectFrom("kept_statements")
    .innerJoin("upload_codes", "upload_codes.lookup", "kept_statements.lookup")
    .select((e) => e.fn.min("keep_until").as("day"))
    .where("case_id", "=", caseId)
    .executeTakeFirstOrThrow()
  return day
}

/** A service day as a case's row has it, yyyy-mm-dd. */
export function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

/** Takes every statement that waits to the public server; one that was not acknowledged goes again, and the first one stays there. */
export async function deliverStatements({ db, link, log }: AuthorityDeps): Promise<void> {
  const waiting = await db
    .selectFrom("kept_statements")
    .select(["lookup", "to_deliver"])
    .where("to_deliver", "is not", null)
    .limit(50)
    .execute()
  for (const { lookup, to_deliver } of waiting) {
    const body = { statement: to_deliver?.toString("base64url") ?? "" }
    const delivered = await call(deliverKeptStatement, { ...link, params: { lookup: lookup.toString("hex") }, body })
    // An upload that was opened a month late has no place there any more; its phone has stopped asking.
    const isPastIt = !delivered.ok && delivered.problem === "not-found"
    if (!delivered.ok && !isPastIt) return
    if (isPastIt) log.warn({}, "kept-statement-too-late")
    await db.updateTable("kept_statements").set({ to_deliver: null }).where("lookup", "=", lookup).execute()
  }
}
