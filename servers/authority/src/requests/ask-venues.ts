import {
  acknowledgeVenueAnswer,
  call,
  collectVenueAnswers,
  deliverVenueRequest,
  envelope,
  openVenueAnswer,
} from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import type { Selectable } from "kysely"
import { compareNodes } from "../decisions/keep-keys.ts"
import { keepRowKey, sealDayKey } from "../decisions/row-keys.ts"
import type { AuthorityDeps } from "../deps.ts"

type Request = Selectable<AuthorityTables["venue_requests"]>
type State = Request["state"]

/** Delivers requests that the public server does not have yet, and takes each answer once: kept first, then acknowledged. */
export async function askVenues(deps: AuthorityDeps): Promise<void> {
  await expire(deps)
  await deliver(deps)
  const pulled = await call(collectVenueAnswers, deps.link)
  if (!pulled.ok) return
  for (const { id, box } of pulled.value.answers) {
    if (!(await takeAnswer(deps, id, box))) return
    await call(acknowledgeVenueAnswer, { ...deps.link, params: { request: id } })
  }
}

async function expire({ db, clock }: AuthorityDeps): Promise<void> {
  await db
    .updateTable("venue_requests")
    .set({ state: "expired" })
    .where("state", "=", "asked")
    .where("until", "<", clock.now() - 3600) // what was answered at the last moment is still on its way
    .execute()
}

async function deliver({ db, link }: AuthorityDeps): Promise<void> {
  const rows = await db
    .selectFrom("venue_requests")
    .selectAll()
    .where("delivered", "=", false)
    .where("state", "=", "asked")
    .limit(50)
    .execute()
  for (const row of rows) {
    const body = { venue: row.venue_id, day: row.day, until: row.until, envelope: envelope.parse(row.envelope) }
    const sent = await call(deliverVenueRequest, { ...link, params: { request: row.id }, body })
    // Premises of the authority's own have no operator in the portal: nobody there could answer.
    if (!sent.ok && sent.problem !== "not-found") return
    const state = sent.ok ? row.state : "failed"
    await db.updateTable("venue_requests").set({ delivered: true, state }).where("id", "=", row.id).execute()
  }
}

/** False when the opener cannot be asked: the answer goes on waiting. */
async function takeAnswer(deps: AuthorityDeps, id: string, box: string | null): Promise<boolean> {
  const request = await deps.db.selectFrom("venue_requests").selectAll().where("id", "=", id).executeTakeFirst()
  if (request?.state !== "asked") return true
  const venue = await deps.db
    .selectFrom("venues")
    .select(["commit", "not_before"])
    .where("id", "=", request.venue_id)
    .executeTakeFirstOrThrow()
  if (box === null) {
    await settle(deps, request, "declined")
    return true
  }
  const place = { vid: request.vid.toString("hex"), day: request.day }
  const commitment = { commit: venue.commit.toString("hex"), notBefore: venue.not_before }
  const opened = await call(openVenueAnswer, { ...deps.opener, body: { id, ...place, ...commitment, box } })
  if (!opened.ok) return false
  const { keys } = opened.value
  await settle(deps, request, keys ? "answered" : "failed", keys)
  if (keys) await compareNodes(deps, place)
  return true
}

async function settle(
  deps: AuthorityDeps,
  { id, vid, day }: Request,
  state: State,
  keys: { readonly dayKey: string; readonly proof: string } | null = null,
): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const settled = await tx
      .updateTable("venue_requests")
      .set({ state })
      .where("id", "=", id)
      .where("state", "=", "asked")
      .executeTakeFirst()
    if (settled.numUpdatedRows === 0n) return // another copy of this server was faster
    if (keys) {
      const place = { vid: vid.toString("hex"), day }
      const text = Buffer.from(keys.dayKey + keys.proof, "hex")
      await keepRowKey(tx, place.vid, day, sealDayKey(deps, place, text))
    }
    await writeAudit(tx, { at: deps.clock.now(), officer: null, act: `venue-request-${state}`, subject: id })
  })
}
