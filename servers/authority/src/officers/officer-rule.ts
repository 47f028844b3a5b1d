import type { AuthorityTables } from "@homesafe/db/authority"
import type { Transaction } from "kysely"

/** Who administers now, and whether two must agree. */
export interface OfficerRule {
  /** Administrators who are not kept out. */
  readonly administrators: readonly string[]
  /** Until a second administrator has enrolled, one is enough; afterwards never again (ADR 0039). */
  readonly isOneEnough: boolean
}

type Tx = Transaction<AuthorityTables>

async function findAdministrators(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom("officers").select(["id", "roles"]).where("suspended_at", "is", null).execute()
  return rows.filter(({ roles }) => roles.includes("administrator")).map(({ id }) => id)
}

/** The rule as it holds until this transaction ends: every act about officers waits here for the one before it, on whichever server. */
export async function lockOfficerRule(tx: Tx): Promise<OfficerRule> {
  const row = await tx.selectFrom("officer_rule").select("two_since").forUpdate().executeTakeFirstOrThrow()
  return { administrators: await findAdministrators(tx), isOneEnough: row.two_since === null }
}

/** To be called where an administrator may have come: with the second one, what one alone invited is void. */
export async function noteAdministrators(tx: Tx, now: number): Promise<void> {
  if ((await findAdministrators(tx)).length < 2) return
  const begun = await tx
    .updateTable("officer_rule")
    .set({ two_since: now })
    .where("two_since", "is", null)
    .returning("two_since")
    .executeTakeFirst()
  if (!begun) return
  const alone = await tx
    .updateTable("officer_acts")
    .set({ state: "taken-back", decided_at: now })
    .where("state", "=", "agreed")
    .where("decided_by", "is", null)
    .returning("id")
    .execute()
  const acts = alone.map(({ id }) => id)
  await tx
    .deleteFrom("invitations")
    .where("spent", "=", false)
    .where((is) => is.or([is("act_id", "is", null), ...(acts.length > 0 ? [is("act_id", "in", acts)] : [])]))
    .execute()
}

/** Whether roles or areas give more than an officer has; no area is the whole authority. */
export function addsRights(
  had: { readonly roles: readonly string[]; readonly areas: readonly number[] },
  given: { readonly roles: readonly string[]; readonly areas: readonly number[] },
): boolean {
  if (given.roles.some((role) => !had.roles.includes(role))) return true
  if (had.areas.length === 0) return false
  return given.areas.length === 0 || given.areas.some((area) => !had.areas.includes(area))
}
