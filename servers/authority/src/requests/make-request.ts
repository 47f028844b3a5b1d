import { randomBytes } from "node:crypto"
import { writeAudit } from "@homesafe/db/audit"
import { serviceDay, unixSeconds } from "@homesafe/protocol"
import { signVenueRequest } from "@homesafe/protocol/publisher"
import { done, type Outcome, refuse } from "@homesafe/service"
import { hasRowKey } from "../decisions/row-keys.ts"
import type { AuthorityDeps } from "../deps.ts"
import { jsonOf } from "../publishing/signed-lists.ts"

/** So long a venue may take to answer. */
const ANSWER_SECONDS = 7 * 86_400

/** Asks the venue of a decision for its day's key; while one request is open there is no second one. */
export async function makeRequest(deps: AuthorityDeps, officer: string, decisionId: string): Promise<Outcome<null>> {
  const { db, clock, dep, keys } = deps
  const decision = await db.selectFrom("decisions").selectAll().where("id", "=", decisionId).executeTakeFirst()
  if (!decision) return refuse("not-found")
  const { vid, day } = decision
  const venue = await db.selectFrom("venue_register").select("id").where("vid", "=", vid).executeTakeFirst()
  if (!venue || (await hasRowKey(deps, vid.toString("hex"), day))) return refuse("not-in-this-state")
  const at = clock.now()
  const [id, until] = [randomBytes(16).toString("hex"), unixSeconds(at + ANSWER_SECONDS)]
  const request = { v: 1, dep, id, vid: vid.toString("hex"), day: serviceDay(day), until } as const
  const envelope = JSON.stringify(jsonOf(signVenueRequest(request, keys.request)))
  await db.transaction().execute(async (tx) => {
    const asked = { asked_by: officer, asked_at: at, state: "asked", delivered: false } as const
    const kept = await tx
      .insertInto("venue_requests")
      .values({ id, venue_id: venue.id, vid, day, until, envelope, ...asked })
      .onConflict((c) => c.columns(["vid", "day"]).where("state", "=", "asked").doNothing())
      .returning("id")
      .executeTakeFirst()
    if (kept) await writeAudit(tx, { at, officer, act: "ask-venue", subject: id })
  })
  return done(null)
}
