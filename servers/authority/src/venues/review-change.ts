import type { IssuedCode, PendingVenue, RegisteredVenueRecord, VenueDetails } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import { skeletonOf } from "./check-application.ts"
import { deliverVerdicts } from "./collect-applications.ts"
import { applicationOf, recordOf } from "./find-venues.ts"
import { issueCodes } from "./issue-codes.ts"

/** The answer to a change: its number, and why it was refused. */
export interface Answered {
  readonly number: number
  readonly refusal: string | null
}

/**
 * Answers the change that an officer has read. An approved one gets codes with the new words over the same commitment, in the days of the
 * old: a venue has one key, and the posters that hang go on working until their own end.
 */
export async function reviewChange(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  { number, refusal }: Answered,
): Promise<Outcome<RegisteredVenueRecord>> {
  const outcome = await deps.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("venues")
      .selectAll()
      .where((e) => e(e.cast<string>("id", "text"), "=", id))
      .forUpdate()
      .executeTakeFirst()
    if (!row) return refuse("not-found")
    const change = row.change as (VenueDetails & { number: number }) | null // as: written by collect-news.ts
    if (!change || row.state === "refused") return refuse("not-in-this-state")
    if (change.number !== number) return refuse("content-changed")
    const { number: _, ...details } = change
    const application: PendingVenue = { ...applicationOf(row), ...details }
    const codes = row.codes as IssuedCode[] // as: written by this folder
    // Without a code yet, there is none to replace: the review of the venue itself will sign the new words.
    const kind = row.state === "reviewed" ? "reviewed" : "provisional"
    const added = codes.length > 0 ? issueCodes(application, kind, { dep: deps.dep, issuer: deps.keys.issuer }) : []
    const said: Answered = { number, refusal }
    const changed = await tx
      .updateTable("venues")
      .set({
        change: null,
        answered: JSON.stringify(said),
        delivered: false,
        ...(refusal === null
          ? {
              application: JSON.stringify(application),
              skeleton: skeletonOf(application),
              codes: JSON.stringify([...codes, ...added]),
            }
          : {}),
      })
      .where("id", "=", row.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const act = refusal === null ? "approve-change" : "refuse-change"
    await writeAudit(tx, { at: deps.clock.now(), officer, act, subject: row.id })
    return done(changed)
  })
  if (!outcome.ok) return outcome
  await deliverVerdicts(deps)
  return done(await recordOf(deps, outcome.value))
}
