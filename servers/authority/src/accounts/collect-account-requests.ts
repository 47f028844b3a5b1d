import {
  type AccountRequest,
  acknowledgeAccountRequest,
  call,
  collectAccountRequests as collectRoute,
  deliverAccountVerdict,
} from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { endClass } from "../purges/end-class.ts"
import type { PurgeDeps } from "../purges/purge.ts"

/** Pulls requests about accounts, keeps each durably, says so, and delivers what officers answered. */
export async function collectAccountRequests(deps: AuthorityDeps): Promise<void> {
  const pulled = await call(collectRoute, deps.link)
  if (pulled.ok) {
    for (const request of pulled.value.requests) {
      await keepAccountRequest(deps, request)
      const { id, version } = request
      await call(acknowledgeAccountRequest, { ...deps.link, params: { id }, body: { version } })
    }
  }
  await deliverAccountVerdicts(deps)
  await forgetAccountRequests(deps)
}

/** Keeps a request as it stands now; an older or the same version changes nothing, and what was decided stays decided. */
export async function keepAccountRequest({ db, clock }: AuthorityDeps, request: AccountRequest): Promise<void> {
  const { venue, ...rest } = request
  const at = clock.now()
  await db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom("account_requests")
      .selectAll()
      .where("id", "=", request.id)
      .forUpdate()
      .executeTakeFirst()
    if (known && known.version >= request.version) return
    // An owner's stop is the end of it; a wish that was refused may be asked for again.
    const state: "waiting" | "granted" | "stopped" =
      request.owner === "stopped" ? "stopped" : known?.state === "granted" ? "granted" : "waiting"
    const row = { ...rest, venue_id: venue, state }
    const isAnew = known?.state === "refused"
    await tx
      .insertInto("account_requests")
      .values({ ...row, asked_at: at })
      .onConflict((c) =>
        c.column("id").doUpdateSet({
          ...row,
          ...(isAnew ? { asked_at: at, finding: null, decided_at: null } : {}),
          ...(state === "stopped" ? { decided_at: at } : {}),
        }),
      )
      .execute()
    const act = request.owner === "silent" ? `${request.kind}-asked` : `recovery-${request.owner}`
    await writeAudit(tx, { at, officer: null, act, subject: request.id })
  })
}

/** Delivers every answer that the public server does not have yet. One whose request has ended there is delivered, too. */
export async function deliverAccountVerdicts({ db, link }: AuthorityDeps): Promise<void> {
  const rows = await db
    .selectFrom("account_requests")
    .select(["id", "state"])
    .where("delivered", "=", false)
    .limit(50)
    .execute()
  for (const { id, state } of rows) {
    const sent = await call(deliverAccountVerdict, { ...link, params: { id }, body: { granted: state === "granted" } })
    if (!sent.ok && sent.problem !== "not-found") return
    await db
      .updateTable("account_requests")
      .set({ delivered: true })
      .where("id", "=", id)
      .where("state", "=", state)
      .execute()
  }
}

/** Forgets what was decided a quarter ago, or asked that long ago and never answered. The audit log keeps the acts. */
export async function forgetAccountRequests(deps: PurgeDeps): Promise<void> {
  await endClass(deps, "account-requests", ({ moment }) => [
    { table: "account_requests", where: sql`delivered and coalesce(decided_at, asked_at) < ${moment}` },
  ])
}
