import { createHmac } from "node:crypto"
import type { AuthorityTables } from "@homesafe/db/authority"
import { readLabNumber } from "@homesafe/domain"
import type { Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"

/** A laboratory number's keyed hash: it finds the case again and tells nobody the number. Nothing for what is no such number. */
export function laboratoryHash({ keys }: Pick<AuthorityDeps, "keys">, number: string): Buffer | undefined {
  const read = readLabNumber(number)
  if (typeof read === "string") return undefined
  // A key of its own, so that no other hash of this server is a laboratory number's.
  const key = createHmac("sha256", keys.atRest).update("laboratory-number").digest()
  return createHmac("sha256", key).update(read.value).digest()
}

/** Notes a case's laboratory number; false when another case has it. */
export async function noteLaboratoryNumber(
  tx: Kysely<AuthorityTables>,
  caseId: string,
  hash: Uint8Array,
): Promise<boolean> {
  await tx
    .insertInto("laboratory_numbers")
    .values({ hash, case_id: caseId })
    .onConflict((c) => c.column("hash").doNothing())
    .execute()
  return (await caseOfNumber(tx, hash))?.id === caseId
}

/** The case that has this laboratory number. */
export async function caseOfNumber(
  db: Kysely<AuthorityTables>,
  hash: Uint8Array,
): Promise<{ readonly id: string; readonly number: number } | undefined> {
  return db
    .selectFrom("laboratory_numbers")
    .innerJoin("cases", "cases.id", "laboratory_numbers.case_id")
    .select(["cases.id", "cases.number"])
    .where("hash", "=", Buffer.from(hash))
    .executeTakeFirst()
}

/** Whether a case has a laboratory number. */
export async function hasLaboratoryNumber(db: Kysely<AuthorityTables>, caseId: string): Promise<boolean> {
  const row = await db.selectFrom("laboratory_numbers").select("hash").where("case_id", "=", caseId).executeTakeFirst()
  return row !== undefined
}
