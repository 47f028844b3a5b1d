import { randomBytes } from "node:crypto"
import { writeAudit } from "@homesafe/db/audit"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import { lockOfficerRule } from "./officer-rule.ts"
import { invitationHash } from "./passkeys.ts"

/** Makes the link of what was agreed, for one of the two who did. Only its hash is kept; made again, the link before is void. */
export async function makeActLink(
  { db, clock, consoleOrigin }: AuthorityDeps,
  by: string,
  id: string,
): Promise<Outcome<{ readonly link: string; readonly expires: number }>> {
  const token = randomBytes(32).toString("base64url")
  const now = clock.now()
  return db.transaction().execute(async (tx) => {
    await lockOfficerRule(tx)
    const act = await tx.selectFrom("officer_acts").selectAll().where("id", "=", id).executeTakeFirst()
    if (!act) return refuse("not-found")
    if (act.proposed_by !== by && act.decided_by !== by) return refuse("not-allowed")
    if (act.state !== "agreed" || act.expires < now) return refuse("not-in-this-state")
    const { roles, areas, officer_id, expires } = act
    await tx.deleteFrom("invitations").where("act_id", "=", id).where("spent", "=", false).execute()
    await tx
      .insertInto("invitations")
      .values({ hash: invitationHash(token), roles, areas, officer_id, act_id: id, expires })
      .execute()
    await writeAudit(tx, { at: now, officer: by, act: "make-officer-link", subject: officer_id ?? id })
    return done({ link: `${consoleOrigin}/${officer_id === null ? "enrol" : "recover"}#${token}`, expires })
  })
}
