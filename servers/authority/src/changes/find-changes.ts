import type { FileChangeRecord } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import type { Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { whatOf } from "./approve.ts"

type Row = Selectable<AuthorityTables["file_changes"]>

/** Changes of public files newest first, or one. */
export async function findChanges({ db }: AuthorityDeps, id?: string): Promise<FileChangeRecord[]> {
  let asked = db.selectFrom("file_changes").selectAll().orderBy("proposed_at", "desc").orderBy("seq", "desc").limit(200)
  if (id !== undefined) asked = asked.where("id", "=", id)
  const rows = await asked.execute()
  const officers = await db.selectFrom("officers").select(["id", "name"]).execute()
  const names = new Map(officers.map((officer) => [officer.id, officer.name]))
  return rows.map((row) => recordOf(row, (officer) => names.get(officer) ?? officer))
}

function recordOf(row: Row, nameOf: (officer: string) => string): FileChangeRecord {
  const by = (officer: string | null, at: number | null) =>
    officer === null || at === null ? null : { id: officer, name: nameOf(officer), at }
  return {
    id: row.id,
    file: row.file,
    seq: row.seq,
    what: whatOf(row),
    reason: row.reason,
    state: row.state,
    bytes: row.bytes.toString("base64url"),
    hash: row.hash.toString("hex"),
    proposed: { id: row.proposed_by, name: nameOf(row.proposed_by), at: row.proposed_at },
    approved: by(row.approved_by, row.approved_at),
    ended: by(row.ended_by, row.ended_at),
    list: row.list,
  }
}
