import type { AuthorityTables } from "@homesafe/db/authority"
import { bytesOfHex, hexOf, serviceDay } from "@homesafe/protocol"
import type { RowEvidence } from "@homesafe/protocol/publisher"
import type { Kysely } from "kysely"
import { openedVisitsOf } from "../cases/read-visits.ts"
import type { AuthorityDeps } from "../deps.ts"
import { openAtRest, sealAtRest } from "../seal-at-rest.ts"

const subjectOf = (vid: string, day: number) => `row-key ${vid} ${day}`

/** Whether the key of this venue's day is here. */
export async function hasRowKey({ db }: AuthorityDeps, vid: string, day: number): Promise<boolean> {
  const row = await db
    .selectFrom("row_keys")
    .select("day")
    .where("vid", "=", Buffer.from(vid, "hex"))
    .where("day", "=", day)
    .executeTakeFirst()
  return row !== undefined
}

/** The key with its proof, from a proven visit of this case; nothing when the case has no proven visit there. */
export async function sealRowKey(
  deps: AuthorityDeps,
  caseId: string,
  vid: string,
  day: number,
): Promise<Buffer | undefined> {
  const visits = await openedVisitsOf(deps, caseId)
  const visit = visits.find((v) => v.vid === vid && v.day === day && v.verdict === "proven" && v.keys !== null)
  if (!visit?.keys) return undefined
  const text = Buffer.from(visit.keys.dayKey + visit.keys.proof, "hex")
  return sealAtRest(deps.keys.atRest, subjectOf(vid, day), text)
}

/** Keeps a sealed key; the same key twice is kept once. */
export async function keepRowKey(db: Kysely<AuthorityTables>, vid: string, day: number, sealed: Buffer): Promise<void> {
  await db
    .insertInto("row_keys")
    .values({ vid: Buffer.from(vid, "hex"), day, sealed })
    .onConflict((c) => c.columns(["vid", "day"]).doNothing())
    .execute()
}

/** What proves a row to the verifiers. */
export async function evidenceOf(
  { db, keys }: AuthorityDeps,
  vid: string,
  day: number,
): Promise<RowEvidence | undefined> {
  const row = await db
    .selectFrom("row_keys")
    .innerJoin("venues", "venues.vid", "row_keys.vid")
    .where("row_keys.vid", "=", Buffer.from(vid, "hex"))
    .where("row_keys.day", "=", day)
    .select(["sealed", "commit", "not_before"])
    .executeTakeFirst()
  if (!row) return undefined
  const text = bytesOfHex(openAtRest(keys.atRest, subjectOf(vid, day), row.sealed).toString("hex"))
  return {
    kind: "printed",
    vid,
    commit: hexOf(new Uint8Array(row.commit)),
    notBefore: serviceDay(row.not_before),
    day: serviceDay(day),
    dayKey: text.slice(0, 16),
    proof: text.slice(16),
    hour: null,
  }
}
