import {
  type BodyOf,
  type Disclosure,
  type proposeHold as hold,
  type proposeRelease as release,
  uuid,
} from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { serviceDayOf } from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Insertable } from "kysely"
import { dateOf } from "../cases/kept-statements.ts"
import type { AuthorityDeps } from "../deps.ts"

/** Days for which a case is held at the most; a longer hold is proposed again. */
const MOST_DAYS = 731

type Nothing = Record<never, never>
/** Who proposes, and under which id: proposed again, it is one. */
interface Proposal {
  readonly officer: string
  readonly id: string
}

/** Today's date where the authority is, yyyy-mm-dd. */
export const todayOf = ({ clock, offset }: Pick<AuthorityDeps, "clock" | "offset">) =>
  dateOf(serviceDayOf(clock.now(), offset))

/** Proposes a legal hold: a ground, the order's number and a last day are all needed. */
export async function proposeHold(
  deps: AuthorityDeps,
  proposal: Proposal,
  caseId: string,
  { ground, reference, until }: BodyOf<typeof hold>,
): Promise<Outcome<Nothing>> {
  const latest = dateOf(serviceDayOf(deps.clock.now(), deps.offset) + MOST_DAYS)
  const isDay = !Number.isNaN(Date.parse(until)) && new Date(until).toISOString().startsWith(until)
  if (!isDay || until < todayOf(deps) || until > latest) return refuse("malformed", "until")
  return proposeForCase(deps, proposal, caseId, { kind: "hold", ground, reference, until })
}

/** Proposes to end a case's holds before their day. */
export async function proposeRelease(
  deps: AuthorityDeps,
  proposal: Proposal,
  caseId: string,
  body: BodyOf<typeof release>,
): Promise<Outcome<Nothing>> {
  return proposeForCase(deps, proposal, caseId, { kind: "release", ...body, until: null })
}

async function proposeForCase(
  deps: AuthorityDeps,
  { officer, id }: Proposal,
  caseId: string,
  act: Pick<Insertable<AuthorityTables["retention_acts"]>, "kind" | "ground" | "reference" | "until">,
): Promise<Outcome<Nothing>> {
  if (!uuid.safeParse(caseId).success || !uuid.safeParse(id).success) return refuse("not-found")
  return deps.db.transaction().execute(async (tx) => {
    // Held against the round that would end it.
    const asked = tx.selectFrom("cases").select("merged_into").where("id", "=", caseId)
    const theCase = await asked.forKeyShare().executeTakeFirst()
    if (!theCase) return refuse("not-found")
    if (theCase.merged_into !== null) return refuse("not-in-this-state")
    return keepProposal(tx, deps, { ...act, id, case_id: caseId, proposed_by: officer, content: null })
  })
}

/** Proposes an entry of the public register. It names no case: whom it was about stands in the file of the office that asked. */
export async function proposeDisclosure(
  deps: AuthorityDeps,
  { officer, id }: Proposal,
  content: Disclosure,
): Promise<Outcome<Nothing>> {
  if (!uuid.safeParse(id).success) return refuse("malformed", "id")
  if (Number.isNaN(Date.parse(content.day)) || content.day > todayOf(deps)) return refuse("malformed", "day")
  const act = { kind: "disclosure", ground: content.recipient, reference: content.basis, until: null } as const
  const whole = { ...act, id, case_id: null, proposed_by: officer, content: JSON.stringify(content) }
  return deps.db.transaction().execute((tx) => keepProposal(tx, deps, whole))
}

async function keepProposal(
  tx: AuthorityDeps["db"],
  { clock }: AuthorityDeps,
  act: Omit<Insertable<AuthorityTables["retention_acts"]>, "state" | "proposed_at">,
): Promise<Outcome<Nothing>> {
  const at = clock.now()
  const kept = await tx
    .insertInto("retention_acts")
    .values({ ...act, state: "proposed", proposed_at: at })
    .onConflict((c) => c.column("id").doNothing())
    .returning("id")
    .executeTakeFirst()
  const subject = act.case_id ?? act.id
  if (kept)
    await writeAudit(tx, { at, officer: act.proposed_by, act: `propose-${act.kind}`, subject, purpose: act.ground })
  return done({})
}
