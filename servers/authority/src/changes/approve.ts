import type { FileChangeRecord } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { serviceDayOf } from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Kysely, Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { checkChangeSignature } from "./change-keys.ts"
import { fileInForce } from "./files-in-force.ts"

type Row = Selectable<AuthorityTables["file_changes"]>

/** What a kept change says, for lists and for its venue. */
export const whatOf = ({ what }: Pick<Row, "what">) => what as FileChangeRecord["what"] // as: written by propose.ts

/** Another officer signs the very bytes that were proposed, while the file still is what they build on. Of two at once, one counts. */
export async function approveChange(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  approval: { readonly hash: string; readonly key: string; readonly sig: string },
): Promise<Outcome<null>> {
  return deps.db.transaction().execute(async (tx) => {
    const row = await lockProposed(tx, id)
    if (typeof row === "string") return refuse(row)
    if (row.proposed_by === officer || row.proposer_key === approval.key) return refuse("same-officer")
    if (row.hash.toString("hex") !== approval.hash) return refuse("content-changed")
    if ((await fileInForce(tx, row.file)).seq !== row.seq - 1) return refuse("content-changed")
    const what = whatOf(row)
    const first = what.kind === "rule" ? what.rule.from : what.kind === "revoke" ? what.from : null
    // It has waited too long: a rule would have begun, or a code ended, before anybody could know.
    if (first !== null && first < serviceDayOf(deps.clock.now(), deps.offset)) return refuse("change-too-late")
    // On this transaction's own connection: see approveDecision.
    const signed = { ...approval, bytes: new Uint8Array(row.bytes) }
    const problem = await checkChangeSignature({ ...deps, db: tx }, officer, signed)
    if (problem) return problem
    const at = deps.clock.now()
    await writeAudit(tx, { at, officer, act: "approve-file-change", subject: id })
    await tx
      .updateTable("file_changes")
      .set({
        state: "approved",
        approved_by: officer,
        approver_key: approval.key,
        approver_sig: Buffer.from(approval.sig, "hex"),
        approved_at: at,
      })
      .where("id", "=", id)
      .execute()
    if (what.kind === "revoke" || what.kind === "restore") await noteOnVenue(tx, what, row.reason)
    return done(null)
  })
}

/** The venue's operator is told with the next verdict; the opener hears of it with the next upload. */
async function noteOnVenue(
  tx: Kysely<AuthorityTables>,
  what: Extract<FileChangeRecord["what"], { kind: "revoke" | "restore" }>,
  reason: string,
): Promise<void> {
  const revoked = what.kind === "revoke" ? JSON.stringify({ from: what.from, reason }) : null
  await tx.updateTable("venues").set({ revoked, delivered: false }).where("id", "=", what.venue.id).execute()
}

/** Ends a change that waits: its proposer withdraws it, or an approver refuses it. */
export async function endChange(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  how: "refused" | "withdrawn",
): Promise<Outcome<null>> {
  return deps.db.transaction().execute(async (tx) => {
    const row = await lockProposed(tx, id)
    if (typeof row === "string") return refuse(row)
    if (how === "withdrawn" && row.proposed_by !== officer) return refuse("not-allowed")
    const at = deps.clock.now()
    const act = how === "refused" ? "refuse-file-change" : "withdraw-file-change"
    await writeAudit(tx, { at, officer, act, subject: id })
    await tx
      .updateTable("file_changes")
      .set({ state: how, ended_by: officer, ended_at: at })
      .where("id", "=", id)
      .execute()
    return done(null)
  })
}

async function lockProposed(tx: Kysely<AuthorityTables>, id: string): Promise<Row | "not-found" | "not-in-this-state"> {
  const row = await tx.selectFrom("file_changes").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
  if (!row) return "not-found"
  return row.state === "proposed" ? row : "not-in-this-state"
}
