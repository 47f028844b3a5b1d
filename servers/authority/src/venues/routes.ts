import {
  approveChange,
  approveVenue,
  getRegisteredVenue,
  type IssuedCode,
  listRegisteredVenues,
  refuseChange,
  refuseVenue,
} from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { deliverVerdicts } from "./collect-applications.ts"
import { applicationOf, findVenues, recordOf } from "./find-venues.ts"
import { issueCodes } from "./issue-codes.ts"
import { reviewChange } from "./review-change.ts"

/** Review of venues. */
export function venueRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(listRegisteredVenues, async ({ query }) => done(await findVenues(deps, query ?? {})))

  handle(getRegisteredVenue, async ({ params }) => {
    const asked = deps.db
      .selectFrom("venues")
      .selectAll()
      .where(sql`id::text`, "=", params.id ?? "")
    const row = await asked.executeTakeFirst()
    return row ? done(await recordOf(deps, row)) : refuse("not-found")
  })

  handle(approveVenue, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    return verdict(deps, params.id ?? "", who.officer.id, "reviewed", null)
  })

  handle(refuseVenue, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    return verdict(deps, params.id ?? "", who.officer.id, "refused", body.reason)
  })

  handle(approveChange, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    return reviewChange(deps, who.officer.id, params.id ?? "", { ...body, refusal: null })
  })

  handle(refuseChange, async ({ who, params, body: { number, reason } }) => {
    if (!who) return refuse("not-signed-in")
    return reviewChange(deps, who.officer.id, params.id ?? "", { number, refusal: reason })
  })
}

async function verdict(
  deps: AuthorityDeps,
  id: string,
  officer: string,
  state: "reviewed" | "refused",
  reason: string | null,
) {
  const outcome = await deps.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("venues")
      .selectAll()
      .where((e) => e(e.cast<string>("id", "text"), "=", id))
      .forUpdate()
      .executeTakeFirst()
    if (!row) return refuse("not-found")
    if (row.state !== "provisional") return refuse("not-in-this-state")
    const added =
      state === "reviewed"
        ? issueCodes(applicationOf(row), "reviewed", { dep: deps.dep, issuer: deps.keys.issuer })
        : []
    // The provisional codes stay in the list: their posters hang, and are told apart from the new ones.
    const codes = state === "reviewed" ? [...(row.codes as IssuedCode[]), ...added] : [] // as: written by this folder
    const changed = await tx
      .updateTable("venues")
      .set({
        state,
        reason,
        codes: JSON.stringify(codes),
        not_after: added[0]?.header.notAfter ?? null,
        delivered: false,
      })
      .where("id", "=", row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const act = state === "reviewed" ? "approve-venue" : "refuse-venue"
    await writeAudit(tx, { at: deps.clock.now(), officer, act, subject: row.id })
    return done(changed)
  })
  if (!outcome.ok) return outcome
  await deliverVerdicts(deps)
  return done(await recordOf(deps, outcome.value))
}
