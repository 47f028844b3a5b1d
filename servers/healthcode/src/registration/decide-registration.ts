import type { BodyOf, decideHealthRegistration } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import { withAccount } from "../accounts/account-keys.ts"
import type { HealthDeps } from "../deps.ts"

type Decision = BodyOf<typeof decideHealthRegistration>
const stateOf = { accept: "accepted", "ask-again": "asked-again", refuse: "refused" } as const

/** Decides a registration that the officer took. The pictures go in the same step, whatever the decision is. */
export async function decideRegistration(
  deps: HealthDeps,
  id: string,
  officer: string,
  body: Decision,
): Promise<Outcome<Record<string, never>>> {
  const now = deps.clock.now()
  const outcome = await withAccount(deps, id, async (tx, { row }) => {
    if (row.state !== "waiting" || row.claimed_by !== officer) return refuse("not-in-this-state")
    if (row.typed_by === officer) return refuse("same-officer")
    await tx.deleteFrom("pictures").where("account_id", "=", id).execute()
    const reason = body.decision === "accept" ? null : body.reason
    // The clock of a refused or unfinished account starts anew (see retention: unfinished-health-accounts).
    const rest = { claimed_by: null, claimed_at: null, decided_at: now, reason }
    await tx
      .updateTable("accounts")
      .set({ state: stateOf[body.decision], ...rest })
      .where("id", "=", id)
      .execute()
    await writeAudit(tx, { at: now, officer, act: `${body.decision}-registration`, subject: id, purpose: reason })
    return done({})
  })
  return outcome ?? refuse("not-found")
}
