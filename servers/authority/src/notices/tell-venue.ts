import { acknowledgeObjection, call, collectObjections, deliverVenueNotice } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type Kysely, type Selectable, sql } from "kysely"
import { decisionOf, kindOf } from "../decisions/find-decisions.ts"
import type { AuthorityDeps } from "../deps.ts"
import { endClass } from "../purges/end-class.ts"
import type { PurgeDeps } from "../purges/purge.ts"

/** Notes, in the transaction of the approval, that the decision's venue is to be told. Premises of the authority's own have nobody to tell. */
export async function noteForVenue(
  tx: Kysely<AuthorityTables>,
  decision: Pick<Selectable<AuthorityTables["decisions"]>, "id" | "vid">,
  listAt: number,
): Promise<void> {
  const venue = await tx
    .selectFrom("venues")
    .select("id")
    .where("vid", "=", decision.vid)
    .where("own_premises", "=", false)
    .executeTakeFirst()
  if (!venue) return
  await tx
    .insertInto("venue_notices")
    .values({ decision_id: decision.id, venue_id: venue.id, list_at: listAt })
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Tells venues what is not told yet, and takes each objection once: kept first, then acknowledged. */
export async function tellVenues(deps: AuthorityDeps): Promise<void> {
  await deliver(deps)
  const pulled = await call(collectObjections, deps.link)
  if (pulled.ok) {
    for (const { id, text, at } of pulled.value.objections) {
      await keepObjection(deps, id, text, at)
      await call(acknowledgeObjection, { ...deps.link, params: { notice: id } })
    }
  }
  await forgetNotices(deps)
}

/** Forgets what a venue was told, with the keys of its day. */
export async function forgetNotices(deps: PurgeDeps): Promise<void> {
  await endClass(deps, "venue-notices", ({ moment }) => [
    { table: "venue_notices", where: sql`list_at < ${moment}` },
    { table: "venue_calls", where: sql`at < ${moment}` },
  ])
}

async function deliver({ db, link }: AuthorityDeps): Promise<void> {
  const rows = await db
    .selectFrom("venue_notices")
    .innerJoin("decisions", "decisions.id", "decision_id")
    .select(["decision_id as id", "venue_id as venue", "list_at as listAt", "answer", "bytes"])
    .where("delivered", "=", false)
    // A held decision is nobody's news until it is released.
    .where("decisions.state", "not in", ["held", "stopped"])
    .limit(50)
    .execute()
  for (const { id, venue, listAt, answer, bytes } of rows) {
    const decision = decisionOf({ bytes })
    const windows = decision.windows.map(([from, until]): [number, number] => [from, until])
    const told = { venue, day: decision.day, windows, kind: kindOf(decision), listAt, supersedes: decision.supersedes }
    const body = { ...told, isNamed: decision.named !== undefined, answer }
    const sent = await call(deliverVenueNotice, { ...link, params: { notice: id }, body })
    if (!sent.ok && sent.problem !== "not-found") return
    await db
      .updateTable("venue_notices")
      .set({ delivered: true })
      .where("decision_id", "=", id)
      // Answered since: that answer goes with the next round.
      .where("answer", answer === null ? "is" : "=", answer)
      .execute()
  }
}

async function keepObjection({ db, clock }: AuthorityDeps, id: string, text: string, at: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const kept = await tx
      .updateTable("venue_notices")
      .set({ objection: text, objected_at: at })
      .where("decision_id", "=", id)
      .where("objection", "is", null)
      .executeTakeFirst()
    if (kept.numUpdatedRows === 0n) return // known already, or past its time
    await writeAudit(tx, { at: clock.now(), officer: null, act: "venue-objected", subject: id })
  })
}
