import { createHash } from "node:crypto"
import type { BodyOf, FileChangeRecord, proposeIssuers, proposeRevocation, proposeRule } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { addRule, categories, compareIssuers, isRevocable, withRevoked } from "@homesafe/domain"
import {
  type Bytes,
  bytesOfBase64url,
  equalBytes,
  hexOf,
  readIssuers,
  serviceDay,
  serviceDayOf,
  sha256,
  writeIssuers,
  writePolicy,
  writeRevoked,
} from "@homesafe/protocol"
import { readFileChange } from "@homesafe/protocol/officer"
import { done, type Outcome, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { applicationOf } from "../venues/find-venues.ts"
import { checkChangeSignature } from "./change-keys.ts"
import { fileInForce, issuersIn, type OfficersFile, policyIn, revokedIn } from "./files-in-force.ts"

type Revocation = BodyOf<typeof proposeRevocation>
type Rule = BodyOf<typeof proposeRule>
type NewIssuers = BodyOf<typeof proposeIssuers>

/** A change as it is to be kept. `seq` and `content` are what the file will be. */
interface Composed {
  readonly file: OfficersFile
  readonly seq: number
  readonly content: Bytes
  readonly what: FileChangeRecord["what"]
  readonly reason: string
}
interface Signed {
  readonly bytes: string
  readonly key: string
  readonly sig: string
}

/** Keeps the proposal that a venue's codes end on a day, or are good again; answers its id. */
export async function proposeToRevoke(
  deps: AuthorityDeps,
  officer: string,
  proposal: Revocation,
): Promise<Outcome<string>> {
  const { db, clock, offset } = deps
  const row = await db.selectFrom("venues").selectAll().where(sql`id::text`, "=", proposal.venue).executeTakeFirst()
  if (!row) return refuse("not-found")
  // A venue without codes has none to end.
  if (row.state !== "provisional" && row.state !== "reviewed") return refuse("not-in-this-state")
  const before = await fileInForce(db, "revoked")
  const revoked = revokedIn(before.content)
  const vid = row.vid.toString("hex")
  const venue = { id: row.id, names: applicationOf(row).names }
  const { from, reason } = proposal
  if ((from === null) !== revoked.has(vid)) return refuse("not-in-this-state")
  if (from !== null && !isRevocable(serviceDay(from), serviceDayOf(clock.now(), offset)))
    return refuse("change-too-late", "from")
  const content = writeRevoked(withRevoked(revoked, vid, from === null ? null : serviceDay(from)))
  const what = from === null ? ({ kind: "restore", venue } as const) : ({ kind: "revoke", venue, from } as const)
  return keepProposal(deps, officer, proposal, { file: "revoked", seq: before.seq + 1, content, what, reason })
}

/** Keeps the proposal of one more rule; answers its id. */
export async function proposeToRule(deps: AuthorityDeps, officer: string, proposal: Rule): Promise<Outcome<string>> {
  const before = await fileInForce(deps.db, "policy")
  const { from, until, ...terms } = proposal.rule
  const rule = { ...terms, from: serviceDay(from), until: serviceDay(until) }
  const today = serviceDayOf(deps.clock.now(), deps.offset)
  const added = addRule(policyIn(before.content), rule, { categories, today })
  if (!added.ok) return refuse(added.problem, added.field)
  const content = writePolicy(added.value)
  const what = { kind: "rule", rule: proposal.rule } as const
  const seq = added.value.seq
  return keepProposal(deps, officer, proposal, { file: "policy", seq, content, what, reason: rule.reason.en })
}

/** Keeps the proposal of the next list of issuers, in its one form; answers its id. */
export async function proposeIssuersFile(
  deps: AuthorityDeps,
  officer: string,
  proposal: NewIssuers,
): Promise<Outcome<string>> {
  const content = bytesOfBase64url(proposal.file)
  const read = content && readIssuers(content)
  if (!content || !read?.ok || !equalBytes(writeIssuers(read.value), content)) return refuse("malformed", "file")
  const before = await fileInForce(deps.db, "issuers")
  if (equalBytes(before.content, content)) return refuse("not-in-this-state")
  const { added, removed, revoked, restored } = compareIssuers(issuersIn(before.content), read.value)
  const numbers = { added: added.length, removed: removed.length, revoked: revoked.length, restored: restored.length }
  const what = { kind: "issuers", ...numbers } as const
  const { reason } = proposal
  return keepProposal(deps, officer, proposal, { file: "issuers", seq: before.seq + 1, content, what, reason })
}

/** The officer signed what this server composed from the same words, and nothing else (the browser composes it too). */
async function keepProposal(
  deps: AuthorityDeps,
  officer: string,
  signed: Signed,
  made: Composed,
): Promise<Outcome<string>> {
  const bytes = bytesOfBase64url(signed.bytes)
  const read = bytes && readFileChange(bytes)
  if (!bytes || !read?.ok || read.value.dep !== deps.dep || read.value.file !== made.file) return refuse("malformed")
  const { id, seq, sha256: hash } = read.value
  if (seq !== made.seq || hash !== hexOf(sha256(made.content))) return refuse("content-changed")
  const problem = await checkChangeSignature(deps, officer, { ...signed, bytes })
  if (problem) return problem
  const at = deps.clock.now()
  return deps.db.transaction().execute(async (tx) => {
    const kept = await tx
      .insertInto("file_changes")
      .values({
        id,
        file: made.file,
        seq,
        content: made.content,
        bytes,
        hash: createHash("sha256").update(bytes).digest(),
        what: JSON.stringify(made.what),
        reason: made.reason,
        state: "proposed",
        proposed_by: officer,
        proposer_key: signed.key,
        proposer_sig: Buffer.from(signed.sig, "hex"),
        proposed_at: at,
      })
      // Another change of this file waits, or this very one was sent twice.
      .onConflict((c) => c.doNothing())
      .returning("id")
      .executeTakeFirst()
    if (!kept) return refuse("change-open")
    await writeAudit(tx, { at, officer, act: "propose-file-change", subject: id })
    return done(id)
  })
}
