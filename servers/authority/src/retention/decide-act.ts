import { uuid } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import { todayOf } from "./propose-act.ts"

/** Another officer agrees or refuses; who proposed it can take it back. Nobody decides on their own. */
export async function decideAct(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  agreed: boolean,
): Promise<Outcome<Record<never, never>>> {
  if (!uuid.safeParse(id).success) return refuse("not-found")
  return deps.db.transaction().execute(async (tx) => {
    const found = await tx.selectFrom("retention_acts").select("case_id").where("id", "=", id).executeTakeFirst()
    if (!found) return refuse("not-found")
    // The case first, as the round that would end it does: a hold comes before the end or finds no case.
    if (found.case_id !== null)
      await tx.selectFrom("cases").select("id").where("id", "=", found.case_id).forNoKeyUpdate().execute()
    const act = await tx.selectFrom("retention_acts").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
    if (!act) return refuse("not-found")
    if (act.state !== "proposed") return refuse("not-in-this-state")
    const isOwn = act.proposed_by === officer
    if (agreed && isOwn) return refuse("same-officer")
    if (agreed && act.until !== null && act.until < todayOf(deps)) return refuse("not-in-this-state")
    const at = deps.clock.now()
    const state = agreed ? "agreed" : isOwn ? "taken-back" : "refused"
    const decision = { state, decided_by: officer, decided_at: at } as const
    await tx.updateTable("retention_acts").set(decision).where("id", "=", id).execute()
    if (agreed && act.kind === "release")
      await tx
        .updateTable("retention_acts")
        .set({ state: "released" })
        .where("case_id", "=", act.case_id)
        .where("kind", "=", "hold")
        .where("state", "=", "agreed")
        .execute()
    const verb = { agreed: "agree", "taken-back": "take-back", refused: "refuse" }[state]
    await writeAudit(tx, { at, officer, act: `${verb}-${act.kind}`, subject: act.case_id ?? id, purpose: act.ground })
    return done({})
  })
}
