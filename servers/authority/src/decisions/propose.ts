import { createHash } from "node:crypto"
import { writeAudit } from "@homesafe/db/audit"
import { areWindowsAllowed, templates } from "@homesafe/domain"
import { bytesOfBase64url, type Decision, type Names, readDecision, serviceDayOf } from "@homesafe/protocol"
import { done, type Outcome, type Refusal, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import { applicationOf } from "../venues/find-venues.ts"
import { checkOfficerSignature } from "./check-officer-signature.ts"
import { decisionOf } from "./find-decisions.ts"
import { compareNodes, keepKeys, keysFor } from "./keep-keys.ts"

/** A proposal as it arrives. */
export interface Proposal {
  readonly bytes: string
  readonly key: string
  readonly sig: string
  readonly caseId: string | null
}

/** Keeps a signed proposal; answers its id. What it says is in the signed bytes and nowhere else. */
export async function proposeDecision(
  deps: AuthorityDeps,
  officer: string,
  proposal: Proposal,
): Promise<Outcome<string>> {
  const bytes = bytesOfBase64url(proposal.bytes)
  const read = bytes && readDecision(bytes)
  if (!bytes || !read?.ok || read.value.dep !== deps.dep) return refuse("malformed")
  const decision = read.value
  const problem =
    (await checkOfficerSignature(deps, officer, { ...proposal, bytes })) ?? (await checkContent(deps, decision))
  if (problem) return problem
  const isBoardOnly = await warnsByNameAlone(deps, decision)
  const found = isBoardOnly ? undefined : await keysFor(deps, decision, proposal.caseId)
  // Without any key it warns nobody by phone until the venue or an inspector gives one; named in public it is read at once (S41).
  if (!found && !isBoardOnly && !(await isRegistered(deps, decision.vid))) return refuse("key-missing")
  const now = deps.clock.now()
  await deps.db.transaction().execute(async (tx) => {
    if (found) await keepKeys(tx, decision, found)
    await insertProposal(tx, decision, { ...proposal, bytes, officer, at: now, bundle: null, exposure: null })
    await writeAudit(tx, { at: now, officer, act: "propose-decision", subject: decision.id })
  })
  await compareNodes(deps, decision)
  return done(decision.id)
}

/** Writes a proposal that was checked. */
export async function insertProposal(
  tx: AuthorityDeps["db"],
  decision: Decision,
  proposal: {
    readonly bytes: Uint8Array
    readonly key: string
    readonly sig: string
    readonly officer: string
    readonly at: number
    readonly caseId: string | null
    /** The bundle that it was proposed in, and the listed exposure that it came from. */
    readonly bundle: string | null
    readonly exposure: string | null
  },
): Promise<void> {
  const { bytes, officer, at, key, sig, caseId, bundle, exposure } = proposal
  await tx
    .insertInto("decisions")
    .values({
      id: decision.id,
      bytes,
      hash: createHash("sha256").update(bytes).digest(),
      vid: Buffer.from(decision.vid, "hex"),
      day: decision.day,
      case_id: caseId,
      supersedes: decision.supersedes,
      state: "proposed",
      proposed_by: officer,
      proposer_key: key,
      proposer_sig: Buffer.from(sig, "hex"),
      proposed_at: at,
      approved_by: null,
      approver_key: null,
      approved_at: null,
      list: null,
      bundle,
      exposure,
    })
    .execute()
}

/** What is wrong with a decision's content; null when nothing is. */
export async function checkContent({ db, clock, offset }: AuthorityDeps, decision: Decision): Promise<Refusal | null> {
  const today = serviceDayOf(clock.now(), offset)
  if (!areWindowsAllowed(decision.windows, decision.about ? 2 : 1)) return refuse("window-not-allowed")
  if (decision.windows.length === 0 && decision.supersedes === null) return refuse("window-not-allowed")
  if (decision.day > today || decision.day < today - 30) return refuse("window-not-allowed", "day")
  if (!templates.some((t) => t.n === decision.template)) return refuse("unknown-template")
  if (decision.pool !== null) return refuse("malformed", "pool")
  // A place that is registered is named as it is registered; what no code stands for has no registered name, nor a venue's id.
  const isNameGood = decision.about
    ? !(await isKnown(db, decision.vid))
    : !decision.named || (await areNamesOf(db, decision.vid, decision.named))
  if (!isNameGood) return refuse("malformed", "named")
  const twin = await db.selectFrom("decisions").select("id").where("id", "=", decision.id).executeTakeFirst()
  if (twin) return refuse("not-in-this-state")
  if (decision.supersedes === null) return null
  const before = await db.selectFrom("decisions").selectAll().where("id", "=", decision.supersedes).executeTakeFirst()
  if (!before) return refuse("not-found")
  if (before.state !== "published" && before.state !== "approved") return refuse("not-in-this-state")
  const isSamePlace = before.vid.toString("hex") === decision.vid && before.day === decision.day
  const isSameKind =
    decision.windows.length === 0 || (decisionOf(before).about !== undefined) === (decision.about !== undefined)
  return isSamePlace && isSameKind ? null : refuse("malformed", "supersedes")
}

/** Whether it speaks of a flight, a route or a place that no code stands for, or takes such a warning back. */
async function warnsByNameAlone({ db }: AuthorityDeps, { about, supersedes }: Decision): Promise<boolean> {
  if (about !== undefined || supersedes === null) return about !== undefined
  const before = await db.selectFrom("decisions").select("bytes").where("id", "=", supersedes).executeTakeFirst()
  return before !== undefined && decisionOf(before).about !== undefined
}

/** Whether some venue has this id. */
async function isKnown(db: AuthorityDeps["db"], vid: string): Promise<boolean> {
  const asked = db.selectFrom("venues").select("id").where("vid", "=", Buffer.from(vid, "hex"))
  return (await asked.executeTakeFirst()) !== undefined
}

/** Whether there is somebody who could be asked for the key: an inspector at the door, if not the operator. */
async function isRegistered({ db }: AuthorityDeps, vid: string): Promise<boolean> {
  const asked = db.selectFrom("venue_register").select("id").where("vid", "=", Buffer.from(vid, "hex"))
  return (await asked.where("state", "<>", "refused").executeTakeFirst()) !== undefined
}

/** A place is named in public as it is registered, and in no other words. */
async function areNamesOf(db: AuthorityDeps["db"], vid: string, named: Names): Promise<boolean> {
  const asked = db.selectFrom("venue_register").select("application").where("vid", "=", Buffer.from(vid, "hex"))
  const venue = await asked.where("state", "=", "reviewed").executeTakeFirst()
  if (!venue) return false
  const { en, hant, hans } = applicationOf(venue).names
  return named.en === en && named.hant === hant && named.hans === hans
}
