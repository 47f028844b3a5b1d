import { createHash } from "node:crypto"
import type { BodyOf, proposeDecisionBundle } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { bytesOfBase64url, type Decision, readDecision } from "@homesafe/protocol"
import { done, type Outcome, type Refusal, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { allOrNothing } from "./all-or-nothing.ts"
import { checkOfficerSignature } from "./check-officer-signature.ts"
import { checkContent, insertProposal } from "./propose.ts"

type Proposal = BodyOf<typeof proposeDecisionBundle>
interface Item {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly decision: Decision
  readonly sig: string
  readonly exposure: string
}

/**
 * Keeps many warnings by name, each with its own signature, in one transaction: all or none. The exposures that they come from are locked,
 * so that of two officers who propose the same one at once, one is told.
 */
export async function proposeBundle(
  deps: AuthorityDeps,
  officer: string,
  { id, key, items: sent }: Proposal,
): Promise<Outcome<string>> {
  const items = itemsOf(deps, sent)
  if (!items) return refuse("malformed")
  const hash = createHash("sha256")
  for (const { bytes } of items) hash.update(createHash("sha256").update(bytes).digest())
  const whole = hash.digest()
  return allOrNothing<string>(deps, async (tx) => {
    const own = { ...deps, db: tx }
    const at = deps.clock.now()
    const made = await tx
      .insertInto("decision_bundles")
      .values({ id, hash: whole, proposed_by: officer, proposed_at: at })
      .onConflict((c) => c.column("id").doNothing())
      .returning("id")
      .executeTakeFirst()
    // The same bundle again, after an answer that was lost, is the one that it made.
    if (!made) return (await isSame(own, officer, id, whole)) ? done(id) : refuse("not-in-this-state")
    const problem = await lockExposures(own, items)
    if (problem) return problem
    for (const { bytes, sig, decision, exposure } of items) {
      const fault =
        (await checkOfficerSignature(own, officer, { bytes, key, sig })) ?? (await checkContent(own, decision))
      if (fault) return fault
      await insertProposal(tx, decision, { bytes, key, sig, officer, at, caseId: null, bundle: id, exposure })
      await writeAudit(tx, { at, officer, act: "propose-decision", subject: decision.id })
    }
    return done(id)
  })
}

/** Only warnings of what no code stands for, each of another exposure and under another id. */
function itemsOf({ dep }: AuthorityDeps, sent: Proposal["items"]): readonly Item[] | undefined {
  const items = sent.flatMap(({ bytes: text, sig, exposure }): Item[] => {
    const bytes = bytesOfBase64url(text)
    const read = bytes && readDecision(bytes)
    if (!bytes || !read?.ok || read.value.dep !== dep || !read.value.about || read.value.supersedes !== null) return []
    return [{ bytes, decision: read.value, sig, exposure }]
  })
  const areAll = items.length === sent.length
  const areDistinct =
    new Set(items.map(({ decision }) => decision.id)).size === items.length &&
    new Set(items.map(({ exposure }) => exposure)).size === items.length
  return areAll && areDistinct ? items : undefined
}

async function isSame({ db }: AuthorityDeps, officer: string, id: string, whole: Buffer): Promise<boolean> {
  const kept = await db.selectFrom("decision_bundles").selectAll().where("id", "=", id).executeTakeFirst()
  return kept?.proposed_by === officer && kept.hash.equals(whole)
}

async function lockExposures({ db }: AuthorityDeps, items: readonly Item[]): Promise<Refusal | null> {
  const wanted = items.map(({ exposure }) => exposure)
  const found = await db
    .selectFrom("listed_exposures")
    .select("id")
    .where(sql<string>`id::text`, "in", wanted)
    .where("standing", "=", "listed")
    .orderBy("id")
    .forUpdate()
    .execute()
  if (found.length !== wanted.length) return refuse("not-found")
  const warned = await db
    .selectFrom("decisions")
    .select("id")
    .where(sql<string>`exposure::text`, "in", wanted)
    .where("state", "not in", ["refused", "taken-back", "stopped", "superseded"])
    .limit(1)
    .executeTakeFirst()
  return warned ? refuse("not-in-this-state", "exposure") : null
}
