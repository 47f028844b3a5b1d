import { type MergeReason, uuid } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { done, type Outcome, type Refusal, refuse } from "@homesafe/service"
import { openAtRest, sealAtRest } from "@homesafe/service/seal-at-rest"
import type { Kysely, Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { type CaseKeyring, unwrapCaseKey } from "./case-keys.ts"
import { dateOf, firstStated } from "./kept-statements.ts"
import { moveCodes } from "./move-codes.ts"
import { noteSubject } from "./notes.ts"
import { openForCase, sealForCase } from "./seal-for-case.ts"

type Tx = Kysely<AuthorityTables>
type Row = Selectable<AuthorityTables["cases"]>

/** A merge's two ends. */
interface Ends {
  readonly from: string
  readonly into: string
}
/** Seals again for the staying case what the merged one's key sealed. */
type Reseal = (sealed: Buffer) => Buffer

/**
 * Merges a case into another, for good. In one transaction everything that the merged case's key sealed is sealed to the staying one's,
 * and that key is deleted: killed before its end it has done nothing, and asked again after it, it does nothing more (ADR 0026). The
 * merged case's file outside goes with the staying case: a backup of before the merge must open until then, and no longer (ADR 0035).
 */
export async function mergeCases(
  { db, clock, keys: keyring }: AuthorityDeps,
  officer: string,
  { from, into }: Ends,
  reason: MergeReason,
): Promise<Outcome<null>> {
  if (!uuid.safeParse(from).success) return refuse("not-found")
  if (from === into) return refuse("malformed", "into")
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    // In one order, so that two merges of the same cases wait for each other; and no key update, which writers' foreign keys would wait for.
    const asked = tx.selectFrom("cases").selectAll().where("id", "in", [from, into]).orderBy("id")
    const rows = await asked.forNoKeyUpdate().execute()
    const [merged, staying] = [rows.find(({ id }) => id === from), rows.find(({ id }) => id === into)]
    if (!merged || !staying) return refuse("not-found")
    if (merged.merged_into === into) return done(null)
    const keys = await holdKeys(tx, keyring, { from, into })
    const problem = keys ? await reasonAgainst(tx, merged, staying) : refuse("not-in-this-state")
    if (problem || !keys) return problem ?? refuse("not-in-this-state")
    const ends = { from, into }
    const reseal: Reseal = (sealed) => sealForCase(keys.staying, openForCase(keys.merged, sealed))
    await moveVisits(tx, ends, reseal)
    await moveCalls(tx, ends, reseal)
    await moveNotes(tx, ends, keys)
    await moveCodes(tx, ends, { atRest: keyring.atRest, now: at })
    await tx.updateTable("case_tasks").set({ case_id: into }).where("case_id", "=", from).execute()
    await tx.updateTable("retention_acts").set({ case_id: into }).where("case_id", "=", from).execute()
    await tx.deleteFrom("case_handovers").where("case_id", "=", from).execute()
    await tx.deleteFrom("case_keys").where("case_id", "=", from).execute()
    const mark = { merged_into: into, merge_reason: reason, merged_by: officer, merged_at: at }
    await tx.updateTable("cases").set(mark).where("id", "=", from).execute()
    await tx
      .updateTable("cases")
      .set({ kept_until: await lastDay(tx, merged, staying) })
      .where("id", "=", into)
      .execute()
    await writeAudit(tx, { at, officer, act: "merge-case", subject: `${from} ${into}`, purpose: reason })
    return done(null)
  })
}

/** Both keys, locked against everyone who would seal to them or destroy them; nothing when one of the cases is merged or over. */
async function holdKeys(tx: Tx, keyring: CaseKeyring, { from, into }: Ends) {
  const asked = tx.selectFrom("case_keys").selectAll().where("case_id", "in", [from, into]).orderBy("case_id")
  const rows = await asked.forUpdate().execute()
  const keyOf = (id: string) => {
    const row = rows.find(({ case_id }) => case_id === id)
    return row && unwrapCaseKey(keyring, row)
  }
  const [merged, staying] = [keyOf(from), keyOf(into)]
  return merged && staying ? { merged, staying } : undefined
}

/** Why these two cannot become one. The merged case's codes are held, so that no upload comes in between unseen. */
async function reasonAgainst(tx: Tx, merged: Row, staying: Row): Promise<Refusal | null> {
  if (merged.pathogen !== staying.pathogen) return refuse("cases-differ")
  const codes = await tx
    .selectFrom("upload_codes")
    .select("lookup")
    .where("case_id", "=", merged.id)
    .orderBy("lookup")
    .forUpdate()
    .execute()
  if (codes.length === 0) return null
  const waiting = await tx
    .selectFrom("uploads")
    .select("lookup")
    .where(
      "lookup",
      "in",
      codes.map(({ lookup }) => lookup),
    )
    .where("state", "=", "waiting")
    .executeTakeFirst()
  // It may be at the opener at this moment, to come back sealed to the key that would be gone.
  return waiting ? refuse("upload-waits") : null
}

async function moveVisits(tx: Tx, { from, into }: Ends, reseal: Reseal): Promise<void> {
  for (const { part, sealed } of await tx.selectFrom("case_visits").selectAll().where("case_id", "=", from).execute())
    await tx
      .updateTable("case_visits")
      // The nameless part of an older database would meet the other's.
      .set({ case_id: into, part: part === "" ? from : part, sealed: reseal(sealed) })
      .where("case_id", "=", from)
      .where("part", "=", part)
      .execute()
}

async function moveCalls(tx: Tx, { from, into }: Ends, reseal: Reseal): Promise<void> {
  const calls = tx.selectFrom("calls").select(["id", "sealed"]).where("case_id", "=", from)
  for (const { id, sealed } of await calls.execute())
    await tx
      .updateTable("calls")
      .set({ case_id: into, sealed: reseal(sealed) })
      .where("id", "=", id)
      .execute()
}

async function moveNotes(
  tx: Tx,
  { from, into }: Ends,
  keys: { readonly merged: Buffer; readonly staying: Buffer },
): Promise<void> {
  for (const { id, sealed } of await tx.selectFrom("case_notes").selectAll().where("case_id", "=", from).execute()) {
    const moved = sealAtRest(keys.staying, noteSubject(id), openAtRest(keys.merged, noteSubject(id), sealed))
    await tx.updateTable("case_notes").set({ case_id: into, sealed: moved }).where("id", "=", id).execute()
  }
}

/** The earliest day that a person was told of holds for all; where nobody was told one, the later of the two. */
async function lastDay(tx: Tx, merged: Row, staying: Row): Promise<string> {
  const stated = await firstStated(tx, staying.id)
  if (stated !== null) return dateOf(stated)
  const [, later] = [merged.kept_until, staying.kept_until].sort() // yyyy-mm-dd
  return later ?? staying.kept_until
}
