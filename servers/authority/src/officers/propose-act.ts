import type { OfficerRole } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { keptSeconds } from "@homesafe/domain"
import { done, type Outcome, refuse } from "@homesafe/service"
import { type Selectable, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { addsRights, lockOfficerRule } from "./officer-rule.ts"

/** Seconds for which a proposal waits for another officer, and then its link for the invited one. */
export const ACT_SECONDS = keptSeconds("invitations")

/** What an administrator proposes about officers. */
export type ProposedAct =
  | { readonly kind: "invitation"; readonly roles: readonly OfficerRole[]; readonly areas: readonly number[] }
  | { readonly kind: "recovery"; readonly officer: string; readonly reason: string }
  | {
      readonly kind: "change"
      readonly officer: string
      readonly roles: readonly OfficerRole[]
      readonly areas: readonly number[]
    }

type Act = Selectable<AuthorityTables["officer_acts"]>
type Proposed = Outcome<{ readonly state: "proposed" | "agreed" }>

const acts = {
  invitation: "propose-invitation",
  recovery: "propose-recovery",
  change: "propose-officer-change",
} as const satisfies Record<ProposedAct["kind"], string>

/** Keeps a proposal under the id that the browser drew; the same again is the same one. Of one officer, one of a kind waits at a time. */
export async function proposeAct(
  { db, clock }: AuthorityDeps,
  by: string,
  id: string,
  act: ProposedAct,
): Promise<Proposed> {
  const now = clock.now()
  return db.transaction().execute(async (tx): Promise<Proposed> => {
    const { administrators, isOneEnough } = await lockOfficerRule(tx)
    if (!administrators.includes(by)) return refuse("not-allowed")
    const known = await tx.selectFrom("officer_acts").selectAll().where("id", "=", id).executeTakeFirst()
    if (known) return isRepeat(known, by, act) ? done({ state: stateOf(known) }) : refuse("not-in-this-state")
    const about = "officer" in act ? act.officer : null
    if (about === by) return refuse("same-officer")
    const officer =
      about === null
        ? undefined
        : await tx.selectFrom("officers").selectAll().where("id", "=", about).executeTakeFirst()
    if (about !== null && !officer) return refuse("not-found")
    // Who is kept out gets no new way in; they are let in first.
    if (officer && act.kind === "recovery" && officer.suspended_at !== null) return refuse("not-in-this-state")
    if (officer && act.kind === "change" && !addsRights(officer, act)) return refuse("not-in-this-state")
    await tx
      .updateTable("officer_acts")
      .set({ state: "taken-back" })
      .where("state", "in", ["proposed", "agreed"])
      .where("expires", "<", now)
      .execute()
    const isAgreed = act.kind === "invitation" && isOneEnough
    const kept = await tx
      .insertInto("officer_acts")
      .values({
        ...{ id, kind: act.kind, officer_id: about, proposed_by: by, proposed_at: now, expires: now + ACT_SECONDS },
        roles: "roles" in act ? [...new Set(act.roles)] : [],
        areas: "areas" in act ? [...new Set(act.areas)] : [],
        reason: act.kind === "recovery" ? act.reason : null,
        state: isAgreed ? "agreed" : "proposed",
      })
      .onConflict((on) =>
        on.columns(["officer_id", "kind"]).where(sql<boolean>`state in ('proposed', 'agreed')`).doNothing(),
      )
      .returning("id")
      .executeTakeFirst()
    if (!kept) return refuse("not-in-this-state")
    const said = isAgreed ? "invite-officer" : acts[act.kind]
    const purpose = act.kind === "recovery" ? { purpose: act.reason } : {}
    await writeAudit(tx, { at: now, officer: by, act: said, subject: about ?? id, ...purpose })
    return done({ state: isAgreed ? "agreed" : "proposed" })
  })
}

function isRepeat(known: Act, by: string, act: ProposedAct): boolean {
  if (known.proposed_by !== by || known.kind !== act.kind) return false
  return (
    known.officer_id === ("officer" in act ? act.officer : null) &&
    (known.state === "proposed" || known.state === "agreed")
  )
}

const stateOf = ({ state }: Act) => (state === "agreed" ? "agreed" : "proposed")
