import { createHash } from "node:crypto"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { bytesOfBase64url } from "@homesafe/protocol"
import { holdStatement, readHoldVerdict } from "@homesafe/protocol/officer"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { moveCalls } from "../forms/move-calls.ts"
import { nextListTime } from "../publishing/next-list.ts"
import { lockReplaced } from "./approve.ts"
import { checkOfficerSignature } from "./check-officer-signature.ts"

interface Signed {
  readonly key: string
  readonly sig: string
}

/** The first officer signs what is to become of a held decision: it goes on as it is, or it ends. A later first signature takes this one's place. */
export async function proposeHoldVerdict(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  signed: Signed & { readonly bytes: string },
): Promise<Outcome<null>> {
  const bytes = bytesOfBase64url(signed.bytes)
  const read = bytes && readHoldVerdict(bytes)
  if (!bytes || !read?.ok || read.value.dep !== deps.dep) return refuse("malformed")
  const { hold, decision, sha256, verdict } = read.value
  return deps.db.transaction().execute(async (tx) => {
    const found = await lockHeld(tx, id)
    if (!found) return refuse("not-in-this-state")
    if (hold !== found.hold.id || decision !== id || sha256 !== found.row.hash.toString("hex"))
      return refuse("content-changed")
    const problem = await checkOfficerSignature({ ...deps, db: tx }, officer, { ...signed, bytes }, holdStatement)
    if (problem) return problem
    const at = deps.clock.now()
    await writeAudit(tx, { at, officer, act: `propose-to-${verdict}`, subject: id })
    await tx
      .updateTable("decision_holds")
      .set({
        verdict,
        bytes,
        hash: createHash("sha256").update(bytes).digest(),
        proposed_by: officer,
        proposer_key: signed.key,
        proposer_sig: Buffer.from(signed.sig, "hex"),
        proposed_at: at,
      })
      .where("id", "=", hold)
      .execute()
    return done(null)
  })
}

/** Another officer, with another key, signs the same verdict. Released, the decision stands as if it had never been held. */
export async function approveHoldVerdict(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  approval: Signed & { readonly hash: string },
): Promise<Outcome<null>> {
  const listAt = await nextListTime(deps)
  return deps.db.transaction().execute(async (tx) => {
    const found = await lockHeld(tx, id)
    const { row, hold } = found ?? {}
    if (!row || !hold?.bytes || !hold.hash || !hold.verdict) return refuse("not-in-this-state")
    if (hold.proposed_by === officer || hold.proposer_key === approval.key) return refuse("same-officer")
    if (hold.hash.toString("hex") !== approval.hash) return refuse("content-changed")
    const signed = { ...approval, bytes: new Uint8Array(hold.bytes) }
    const problem = await checkOfficerSignature({ ...deps, db: tx }, officer, signed, holdStatement)
    if (problem) return problem
    const isReleased = hold.verdict === "release"
    if (isReleased && row.supersedes !== null && !(await lockReplaced(tx, row.supersedes)))
      return refuse("replaced-since")
    const at = deps.clock.now()
    await writeAudit(tx, { at, officer, act: isReleased ? "release-decision" : "stop-decision", subject: id })
    const approver = {
      approved_by: officer,
      approver_key: approval.key,
      approver_sig: Buffer.from(approval.sig, "hex"),
    }
    await tx
      .updateTable("decision_holds")
      .set({ ...approver, ended_at: at })
      .where("id", "=", hold.id)
      .execute()
    await tx
      .updateTable("decisions")
      .set({ state: isReleased ? "approved" : "stopped" })
      .where("id", "=", id)
      .execute()
    if (!isReleased) {
      await tx.deleteFrom("venue_notices").where("decision_id", "=", id).where("delivered", "=", false).execute()
      return done(null)
    }
    await tx.updateTable("venue_notices").set({ list_at: listAt }).where("decision_id", "=", id).execute()
    if (row.supersedes !== null) {
      await tx.updateTable("decisions").set({ state: "superseded" }).where("id", "=", row.supersedes).execute()
      await moveCalls(tx, row.supersedes, id)
    }
    return done(null)
  })
}

/** A held decision and its open hold, locked: of two verdicts at once, one counts. */
async function lockHeld(tx: Kysely<AuthorityTables>, id: string) {
  const row = await tx.selectFrom("decisions").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
  if (row?.state !== "held") return undefined
  const hold = await tx
    .selectFrom("decision_holds")
    .selectAll()
    .where("decision_id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst()
  return hold && { row, hold }
}
