import type { CaseNote } from "@homesafe/api"
import { uuid } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import { openAtRest, sealAtRest } from "@homesafe/service/seal-at-rest"
import { type NotRead, writeFirst } from "../audit/write-first.ts"
import type { AuthorityDeps } from "../deps.ts"
import { holdCaseKey, readCaseKey } from "./case-keys.ts"

/** What binds a note's sealed text to it: it moves to another case, and stays the same note. */
export const noteSubject = (id: string) => `note ${id}`

/** Keeps a note, sealed to the case's key; the same id again is the same note. */
export async function writeNote(
  { db, clock, keys }: AuthorityDeps,
  officer: string,
  { caseId, id, text }: { readonly caseId: string; readonly id: string; readonly text: string },
): Promise<Outcome<Record<string, never>>> {
  if (!uuid.safeParse(id).success) return refuse("malformed", "note")
  const at = clock.now()
  return db.transaction().execute(async (tx) => {
    const key = await holdCaseKey(tx, keys, caseId)
    if (!key) return refuse("not-in-this-state") // merged, or over
    const sealed = sealAtRest(key, noteSubject(id), Buffer.from(text))
    const kept = await tx
      .insertInto("case_notes")
      .values({ id, case_id: caseId, sealed, written_by: officer, written_at: at })
      .onConflict((c) => c.column("id").doNothing())
      .executeTakeFirst()
    if (kept.numInsertedOrUpdatedRows) await writeAudit(tx, { at, officer, act: "write-note", subject: caseId })
    return done({})
  })
}

/** Reads a case's notes, oldest first. The log entry is durable before anything is read; without it, nothing is. */
export async function readNotes(
  deps: AuthorityDeps,
  caseId: string,
  officer: string,
  purpose: string,
): Promise<CaseNote[] | NotRead> {
  const problem = await writeFirst(deps, { officer, act: "read-notes", subject: caseId, purpose })
  if (problem) return problem
  const key = await readCaseKey(deps.db, deps.keys, caseId)
  if (!key) return []
  const rows = await deps.db
    .selectFrom("case_notes")
    .innerJoin("officers", "officers.id", "written_by")
    .select(["case_notes.id", "sealed", "written_at", "officers.name as by"])
    .where("case_id", "=", caseId)
    .orderBy("written_at")
    .orderBy("case_notes.id")
    .execute()
  return rows.map(({ id, sealed, written_at, by }) => ({
    id,
    text: openAtRest(key, noteSubject(id), sealed).toString(),
    by,
    at: written_at,
  }))
}
