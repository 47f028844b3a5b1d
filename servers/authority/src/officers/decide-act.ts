import type { Officer } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { done, type Outcome, type Refusal, refuse } from "@homesafe/service"
import type { Selectable, Transaction } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { addsRights, lockOfficerRule, noteAdministrators } from "./officer-rule.ts"
import { ACT_SECONDS } from "./propose-act.ts"

type Act = Selectable<AuthorityTables["officer_acts"]>

/** Why an officer may not agree to a proposal; null when they may. Never who proposed it, and never whom it is about. */
export function whyNotAgree(
  act: Pick<Act, "proposed_by" | "officer_id">,
  officer: Pick<Officer, "id" | "signingKey">,
  administrators: readonly string[],
): Refusal | null {
  if (officer.id === act.proposed_by || officer.id === act.officer_id) return refuse("same-officer")
  if (administrators.includes(officer.id)) return null
  const others = administrators.filter((id) => id !== act.proposed_by && id !== act.officer_id)
  // While no other administrator is there, any other officer with a key.
  return others.length === 0 && officer.signingKey !== null ? null : refuse("not-allowed")
}

/** Whether an officer may end a proposal, or what was agreed and not yet used: administrators, and the officer whom it is about. */
export function mayEnd(act: Pick<Act, "officer_id">, officer: string, administrators: readonly string[]): boolean {
  return act.officer_id === officer || administrators.includes(officer)
}

/** Agrees to what another officer proposed, or ends it. The same answer of the same officer again changes nothing. */
export async function decideAct(
  { db, clock }: AuthorityDeps,
  officer: Officer,
  id: string,
  agreed: boolean,
): Promise<Outcome<Record<string, never>>> {
  const now = clock.now()
  return db.transaction().execute(async (tx): Promise<Outcome<Record<string, never>>> => {
    const { administrators } = await lockOfficerRule(tx)
    const act = await tx.selectFrom("officer_acts").selectAll().where("id", "=", id).executeTakeFirst()
    if (!act) return refuse("not-found")
    const isAnswered = act.decided_by === officer.id
    if (!agreed) {
      if (!mayEnd(act, officer.id, administrators)) return refuse("not-allowed")
      if (isAnswered && (act.state === "refused" || act.state === "taken-back")) return done({})
      if (act.state !== "proposed" && act.state !== "agreed") return refuse("not-in-this-state")
      return endAct(tx, act, officer.id, now)
    }
    const reason = whyNotAgree(act, officer, administrators)
    if (reason) return reason
    if (isAnswered && (act.state === "agreed" || act.state === "done")) return done({})
    // A proposal of somebody who may no longer make one is none.
    const stands = act.state === "proposed" && act.expires >= now && administrators.includes(act.proposed_by)
    if (!stands) return refuse("not-in-this-state")
    await tx
      .updateTable("officer_acts")
      .set({ state: "agreed", decided_by: officer.id, decided_at: now, expires: now + ACT_SECONDS })
      .where("id", "=", act.id)
      .execute()
    await writeAudit(tx, { at: now, officer: officer.id, act: "agree-officer-act", subject: act.officer_id ?? act.id })
    return act.kind === "change" ? giveRights(tx, act, now) : done({})
  })
}

async function endAct(
  tx: Transaction<AuthorityTables>,
  act: Act,
  by: string,
  now: number,
): Promise<Outcome<Record<string, never>>> {
  const isOwn = act.proposed_by === by || act.state === "agreed"
  await tx
    .updateTable("officer_acts")
    // What the proposer takes back was decided by nobody else; a decision of the proposer is no agreement.
    .set({ state: isOwn ? "taken-back" : "refused", decided_by: by, decided_at: now })
    .where("id", "=", act.id)
    .execute()
  await tx.deleteFrom("invitations").where("act_id", "=", act.id).where("spent", "=", false).execute()
  const said = isOwn ? "take-back-officer-act" : "refuse-officer-act"
  await writeAudit(tx, { at: now, officer: by, act: said, subject: act.officer_id ?? act.id })
  return done({})
}

/** New rights hold from the agreement on; the officer's sessions end, so that what they may do is asked anew. */
async function giveRights(
  tx: Transaction<AuthorityTables>,
  act: Act,
  now: number,
): Promise<Outcome<Record<string, never>>> {
  const { officer_id: id, roles, areas } = act
  const officer = await tx
    .selectFrom("officers")
    .selectAll()
    .where("id", "=", id ?? "")
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (addsRights(officer, act)) {
    await tx.updateTable("officers").set({ roles, areas }).where("id", "=", officer.id).execute()
    await tx.deleteFrom("sessions").where("officer_id", "=", officer.id).execute()
    await writeAudit(tx, { at: now, officer: act.proposed_by, act: "change-officer", subject: officer.id })
  }
  await tx.updateTable("officer_acts").set({ state: "done" }).where("id", "=", act.id).execute()
  await noteAdministrators(tx, now)
  return done({})
}
