import { randomBytes } from "node:crypto"
import { call, collectApplications, deliverVerdict, type IssuedCode, type PendingVenue } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { serviceDayOf } from "@homesafe/protocol"
import { type Kysely, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { checkApplication, findLookAlikes, skeletonOf } from "./check-application.ts"
import { collectNews } from "./collect-news.ts"
import { applicationOf, revocationOf } from "./find-venues.ts"
import { issueCodes } from "./issue-codes.ts"
import type { Answered } from "./review-change.ts"

/** Pulls new applications, gives a provisional code to each that passes the machine checks, and delivers what is not delivered yet. */
export async function collectVenues(deps: AuthorityDeps): Promise<void> {
  const pulled = await call(collectApplications, deps.link)
  if (pulled.ok) for (const application of pulled.value.applications) await keepApplication(deps, application)
  await collectNews(deps)
  await deliverVerdicts(deps)
}

async function keepApplication(deps: AuthorityDeps, application: PendingVenue): Promise<void> {
  const now = deps.clock.now()
  const problem = await checkApplication(deps, application, serviceDayOf(now, deps.offset))
  const isAlike = (await findLookAlikes(deps, application)).length > 0
  // A phone calls a code provisional by its days (Spec §3-7), which an event's say nothing of: it comes with the review.
  const isEvent = application.lastDay !== undefined
  const isVehicle = application.plate !== undefined
  const codes: IssuedCode[] =
    problem || isAlike || isEvent || isVehicle
      ? []
      : issueCodes(application, "provisional", { dep: deps.dep, issuer: deps.keys.issuer })
  const commit = Buffer.from(application.commit, "hex")
  if (problem === "commitment-known") return void (await call(deliverVerdict, refusal(deps, application.id, problem)))
  await deps.db.transaction().execute(async (tx) => {
    if (isVehicle) await freePlate(tx, commit, application.id)
    const kept = await tx
      .insertInto("venues")
      .values({
        id: application.id,
        vid: commit.subarray(0, 8),
        commit,
        state: problem ? "refused" : "provisional",
        reason: problem ?? (isAlike ? "look-alike-name" : null),
        application: JSON.stringify(application),
        skeleton: skeletonOf(application),
        register_number: application.registerNumber,
        codes: JSON.stringify(codes),
        not_before: application.notBefore,
        not_after: codes[0]?.header.notAfter ?? null,
        applied_at: now,
        delivered: false,
      })
      .onConflict((c) => c.column("id").doUpdateSet({ delivered: false }))
      .returning("id")
      .executeTakeFirst()
    if (kept)
      await writeAudit(tx, {
        at: now,
        officer: null,
        act: problem ? "refuse-code" : "issue-provisional-code",
        subject: kept.id,
      })
  })
}

/** Takes a refused application's claim away from a plate: its row stays, under a commitment of nobody. */
async function freePlate(tx: Kysely<AuthorityTables>, commit: Buffer, id: string): Promise<void> {
  const nobodys = randomBytes(16)
  await tx
    .updateTable("venues")
    .set({ commit: nobodys, vid: nobodys.subarray(0, 8) })
    .where("commit", "=", commit)
    .where("state", "=", "refused")
    .where("id", "<>", id)
    .execute()
}

const refusal = (deps: AuthorityDeps, id: string, reason: string) => ({
  ...deps.link,
  params: { id },
  body: { state: "refused" as const, reason, codes: [], details: null, answered: null, revoked: null },
})

/** Delivers every verdict that the public server does not have yet; again, if it must be. */
export async function deliverVerdicts(deps: AuthorityDeps): Promise<void> {
  const rows = await deps.db
    .selectFrom("venues")
    .selectAll()
    .where("delivered", "=", false)
    .where("own_premises", "=", false)
    .limit(50)
    .execute()
  for (const row of rows) {
    const { names, address, entrances } = applicationOf(row)
    const body = {
      state: row.state,
      reason: row.reason,
      codes: row.codes as IssuedCode[], // as: written by this folder
      details: { names, address, entrances },
      answered: row.answered as Answered | null, // as: written by review-change.ts
      revoked: revocationOf(row),
    }
    const sent = await call(deliverVerdict, { ...deps.link, params: { id: row.id }, body })
    if (!sent.ok) return
    await deps.db
      .updateTable("venues")
      .set({ delivered: true })
      .where("id", "=", row.id)
      .where("state", "=", row.state)
      // Answered since: that answer goes with the next round.
      .where(sql<boolean>`answered is not distinct from ${JSON.stringify(row.answered)}::jsonb`)
      .where(sql<boolean>`revoked is not distinct from ${row.revoked ? JSON.stringify(row.revoked) : null}::jsonb`)
      .execute()
  }
}
