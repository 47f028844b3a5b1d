import type { Decision as DecisionRecord, StandingDecision } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type Decision, readDecision } from "@homesafe/protocol"
import type { Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { objectionTo } from "../notices/objections.ts"
import { toldOf } from "../notices/venue-calls.ts"
import { applicationOf } from "../venues/find-venues.ts"
import { findWaitingBundles } from "./find-bundles.ts"
import { holdOf } from "./find-holds.ts"
import { isInList } from "./lock-lists.ts"
import { plateOf } from "./row-keys.ts"
import { missingHours } from "./rows-of-place.ts"

type Row = Selectable<AuthorityTables["decisions"]>

/** The canonical decision of a row. */
export function decisionOf(row: Pick<Row, "bytes">): Decision {
  const read = readDecision(new Uint8Array(row.bytes))
  if (!read.ok) throw new Error("a kept decision does not parse")
  return read.value
}

const PAGE = 20

/** A page of decisions: what waits for a second officer first, then newest first. */
export async function findDecisions(
  deps: AuthorityDeps,
  page: number,
): Promise<{
  readonly decisions: DecisionRecord[]
  readonly bundles: Awaited<ReturnType<typeof findWaitingBundles>>
  readonly total: number
}> {
  // A hundred that wait together are one row, not five pages.
  const shown = deps.db
    .selectFrom("decisions")
    .where((e) => e.or([e("bundle", "is", null), e("state", "<>", "proposed")]))
  const { n } = await shown.select((e) => e.fn.countAll<number>().as("n")).executeTakeFirstOrThrow()
  const rows = await shown
    .selectAll()
    .orderBy((e) => e.case().when("state", "=", "proposed").then(0).else(1).end())
    .orderBy("proposed_at", "desc")
    .orderBy("id")
    .limit(PAGE)
    .offset(page * PAGE)
    .execute()
  return { decisions: await recordsOf(deps, rows), bundles: await findWaitingBundles(deps), total: Number(n) }
}

/** One decision; nothing when there is none. */
export async function findDecision(deps: AuthorityDeps, id: string): Promise<DecisionRecord | undefined> {
  const rows = await deps.db.selectFrom("decisions").selectAll().where("id", "=", id).execute()
  const [found] = await recordsOf(deps, rows)
  return found
}

/** What stands about a venue's day, newest first: nothing that was replaced, refused or taken back. */
export async function findStanding({ db }: AuthorityDeps, vid: string, day: number): Promise<StandingDecision[]> {
  const rows = await db
    .selectFrom("decisions")
    .select(["id", "state", "bytes"])
    .where("vid", "=", Buffer.from(vid, "hex"))
    .where("day", "=", day)
    .where("state", "in", ["proposed", "approved", "published"])
    .orderBy("proposed_at", "desc")
    .orderBy("id")
    .execute()
  return rows.map(({ id, state, bytes }) => {
    const { windows, template, named } = decisionOf({ bytes })
    return { id, state, windows: windows.map(([from, to]) => [from, to]), template, isNamed: named !== undefined }
  })
}

async function recordsOf(deps: AuthorityDeps, rows: readonly Row[]): Promise<DecisionRecord[]> {
  const { db } = deps
  const officers = new Map(
    (await db.selectFrom("officers").select(["id", "name"]).execute()).map((o) => [o.id, o.name]),
  )
  return Promise.all(
    rows.map(async (row) => {
      const venue = await db
        .selectFrom("venue_register")
        .select(["id", "application"])
        .where("vid", "=", row.vid)
        .executeTakeFirst()
      const plate = venue ? null : await plateOf(deps, row.vid.toString("hex"), row.day)
      const asked = await db
        .selectFrom("venue_requests")
        .select(["state", "asked_at", "until"])
        .where("vid", "=", row.vid)
        .where("day", "=", row.day)
        .orderBy("asked_at", "desc")
        .executeTakeFirst()
      const { windows } = decisionOf(row)
      return recordOf(row, officers, {
        missing: venue ? await missingHours(deps, { vid: row.vid.toString("hex"), day: row.day }, windows) : null,
        asked: asked ? { state: asked.state, at: asked.asked_at, until: asked.until } : null,
        venue: venue ? { id: venue.id, names: applicationOf(venue).names } : null,
        plate,
        objection: await objectionTo(deps, row.id),
        caseId: await caseInReach(deps, row.case_id),
        hold: await holdOf(db, row.id, officers),
        canHold: row.state === "approved" && !(await isInList(db, row.id)),
        told: venue ? await toldOf(db, row.id, officers) : null,
      })
    }),
  )
}

/** The case, where it is the reader's: who approves for a venue's area need not know whose case it was. */
async function caseInReach({ db }: AuthorityDeps, caseId: string | null): Promise<string | null> {
  if (caseId === null) return null
  const row = await db.selectFrom("cases").select("id").where("id", "=", caseId).executeTakeFirst()
  return row?.id ?? null
}

function recordOf(
  row: Row,
  officers: ReadonlyMap<string, string>,
  {
    missing,
    ...beside
  }: Pick<
    DecisionRecord,
    "venue" | "plate" | "missing" | "asked" | "objection" | "hold" | "canHold" | "told" | "caseId"
  >,
): DecisionRecord {
  const decision = decisionOf(row)
  const nameOf = (id: string) => officers.get(id) ?? id
  return {
    id: row.id,
    state: row.state,
    kind: kindOf(decision),
    vid: decision.vid,
    ...beside,
    day: decision.day,
    windows: decision.windows.map(([from, to]) => [from, to]),
    severity: decision.severity,
    template: decision.template,
    supersedes: decision.supersedes,
    isNamed: decision.named !== undefined,
    named: decision.named ? { ...decision.named } : null,
    about: decision.about ? { ...decision.about } : null,
    bytes: row.bytes.toString("base64url"),
    hash: row.hash.toString("hex"),
    proposed: { id: row.proposed_by, name: nameOf(row.proposed_by), key: row.proposer_key, at: row.proposed_at },
    approved:
      row.approved_by && row.approver_key && row.approved_at !== null
        ? { id: row.approved_by, name: nameOf(row.approved_by), key: row.approver_key, at: row.approved_at }
        : null,
    ended:
      row.ended_by && row.ended_at !== null
        ? { name: nameOf(row.ended_by), at: row.ended_at, reason: row.end_reason ?? "" }
        : null,
    list: row.list,
    bundle: row.bundle,
    missing: hasEnded(row) || decision.windows.length === 0 ? null : missing,
  }
}

const hasEnded = ({ state }: Row) => ["stopped", "superseded", "refused", "taken-back"].includes(state)

/** Whether a decision warns, corrects a warning, or takes one back. */
export function kindOf(decision: Decision): DecisionRecord["kind"] {
  if (decision.windows.length === 0) return "withdrawal"
  return decision.supersedes === null ? "exposure" : "correction"
}
