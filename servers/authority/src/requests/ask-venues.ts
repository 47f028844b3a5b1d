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
import { done, type Outcome, refuse } from "@homesafe/service"
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
  const request = await findRequest(deps, id)
  if (request?.state !== "asked") return true
  if (box === null) {
    await settle(deps, request, { state: "declined", officer: null })
    return true
  }
  const keys = await openAnswer(deps, request, box)
  if (keys === undefined) return false
  if (keys === null) await settle(deps, request, { state: "failed", officer: null })
  else await takeKeys(deps, request, keys, null)
  return true
}

/** An inspector's browser answers in the venue's place, also what the venue declined or let pass: the poster hangs in public. */
export async function answerRequestAtDoor(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  box: string,
): Promise<Outcome<Record<never, never>>> {
  const request = await findRequest(deps, id)
  if (!request) return refuse("not-found")
  if (request.state === "answered") return refuse("not-in-this-state")
  const keys = await openAnswer(deps, request, box)
  if (keys === undefined) return refuse("opener-sealed")
  if (keys === null) return refuse("malformed", "box")
  await takeKeys(deps, request, keys, officer)
  return done({})
}

function findRequest({ db }: AuthorityDeps, id: string): Promise<Request | undefined> {
  return db.selectFrom("venue_requests").selectAll().where("id", "=", id).executeTakeFirst()
}

/** The day's key in an answer; null when it is not the venue's, nothing when the opener cannot be asked. */
async function openAnswer(deps: AuthorityDeps, { id, venue_id, vid, day }: Request, box: string) {
  const venue = await deps.db
    .selectFrom("venues")
    .select(["commit", "not_before"])
    .where("id", "=", venue_id)
    .executeTakeFirstOrThrow()
  const commitment = { commit: venue.commit.toString("hex"), notBefore: venue.not_before }
  const body = { id, vid: vid.toString("hex"), day, ...commitment, box }
  const opened = await call(openVenueAnswer, { ...deps.opener, body })
  return opened.ok ? opened.value.keys : undefined
}

interface DayKeys {
  readonly dayKey: string
  readonly proof: string
}

async function takeKeys(deps: AuthorityDeps, request: Request, keys: DayKeys, officer: string | null): Promise<void> {
  await settle(deps, request, { state: "answered", officer, keys })
  await compareNodes(deps, { vid: request.vid.toString("hex"), day: request.day })
}

async function settle(
  deps: AuthorityDeps,
  { id, vid, day, state: before }: Request,
  answer: { readonly state: State; readonly officer: string | null; readonly keys?: DayKeys },
): Promise<void> {
  const { state, officer, keys } = answer
  await deps.db.transaction().execute(async (tx) => {
    const settled = await tx
      .updateTable("venue_requests")
      .set({ state })
      .where("id", "=", id)
      .where("state", "=", before)
      .executeTakeFirst()
    if (settled.numUpdatedRows === 0n) return // another answer, or another copy of this server, was faster
    if (keys) {
      const place = { vid: vid.toString("hex"), day }
      const text = Buffer.from(keys.dayKey + keys.proof, "hex")
      await keepRowKey(tx, place.vid, day, sealDayKey(deps, place, text))
    }
    await writeAudit(tx, { at: deps.clock.now(), officer, act: `venue-request-${state}`, subject: id })
  })
}
