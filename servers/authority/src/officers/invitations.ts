import { randomBytes } from "node:crypto"
import type { Officer, OfficerRole } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { keptSeconds } from "@homesafe/domain"
import { serviceDayOf, type UnixSeconds } from "@homesafe/protocol"
import type { NewPasskey } from "@homesafe/service/passkeys"
import type { Transaction } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { findOfficers } from "./find-officers.ts"
import { lockOfficerRule, noteAdministrators } from "./officer-rule.ts"
import { invitationHash } from "./passkeys.ts"
import { endOfficerKeys } from "./signing-keys.ts"

/** How an officer will sign in: a passkey, or a subject of the identity provider. */
type WayIn = NewPasskey | { readonly issuer: string; readonly subject: string }
type Tx = Transaction<AuthorityTables>

/** Makes the link of a first officer, whom whoever starts the server invites; it works once. */
export async function inviteFirstOfficer(
  deps: AuthorityDeps,
  roles: readonly OfficerRole[],
  areas: readonly number[] = [],
): Promise<string> {
  const token = randomBytes(32).toString("base64url")
  const now = deps.clock.now()
  await deps.db.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto("invitations")
      .values({
        hash: invitationHash(token),
        roles: [...roles],
        areas: [...areas],
        expires: now + keptSeconds("invitations"),
      })
      .returning("id")
      .executeTakeFirstOrThrow()
    await writeAudit(tx, { at: now, officer: null, act: "invite-officer", subject: made.id })
  })
  return `${deps.consoleOrigin}/enrol#${token}`
}

/** Whose link a token is, while it opens: a new officer's, who needs a name, or one's who makes a passkey anew. */
export async function findInvitation(
  { db, clock }: AuthorityDeps,
  token: string,
): Promise<{ readonly name: string | null } | undefined> {
  const row = await db
    .selectFrom("invitations")
    .leftJoin("officers", "officers.id", "officer_id")
    .select(["name", "suspended_at"])
    .where("hash", "=", invitationHash(token))
    .where("spent", "=", false)
    .where("expires", ">=", clock.now())
    .executeTakeFirst()
  return row && row.suspended_at === null ? { name: row.name } : undefined
}

/** Spends the link and keeps who enrols with the passkey, or bound to the identity provider's subject, all or nothing. */
export async function enrolOfficer(
  deps: AuthorityDeps,
  token: string,
  name: string | null,
  by: WayIn,
): Promise<Officer | undefined> {
  const now = deps.clock.now()
  const today = serviceDayOf(now, deps.offset)
  return deps.db.transaction().execute(async (tx) => {
    await lockOfficerRule(tx)
    const open = await tx
      .selectFrom("invitations")
      .selectAll()
      .where("hash", "=", invitationHash(token))
      .where("spent", "=", false)
      .where("expires", ">=", now)
      .forUpdate()
      .executeTakeFirst()
    if (!open || (open.officer_id === null && name === null)) return undefined
    const id =
      open.officer_id === null
        ? await addNew(tx, open, name ?? "", now)
        : await clearOld(tx, open.officer_id, now, today)
    if (id === undefined) return undefined
    await tx.updateTable("invitations").set({ spent: true }).where("id", "=", open.id).execute()
    if (open.act_id !== null)
      await tx.updateTable("officer_acts").set({ state: "done" }).where("id", "=", open.act_id).execute()
    await keepWayIn(tx, id, by)
    const act = open.officer_id === null ? "enrol-officer" : "recover-officer"
    await writeAudit(tx, { at: now, officer: id, act, subject: open.act_id ?? open.id })
    await noteAdministrators(tx, now)
    const [kept] = await findOfficers(tx, today, id)
    return kept
  })
}

async function addNew(tx: Tx, open: { roles: string[]; areas: number[] }, name: string, now: number): Promise<string> {
  const { roles, areas } = open
  const made = tx.insertInto("officers").values({ name, roles, areas, created_at: now }).returning("id")
  return (await made.executeTakeFirstOrThrow()).id
}

/** What was lost opens and signs nothing from this moment; nothing happens to an officer who is kept out. */
async function clearOld(tx: Tx, id: string, now: UnixSeconds, today: number): Promise<string | undefined> {
  const officer = await tx
    .selectFrom("officers")
    .select("suspended_at")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst()
  if (!officer || officer.suspended_at !== null) return undefined
  for (const table of ["passkeys", "oidc_subjects", "sessions"] as const)
    await tx.deleteFrom(table).where("officer_id", "=", id).execute()
  await endOfficerKeys(tx, id, now, today)
  return id
}

async function keepWayIn(tx: Tx, officer_id: string, by: WayIn): Promise<void> {
  if ("subject" in by) {
    await tx
      .insertInto("oidc_subjects")
      .values({ ...by, officer_id })
      .execute()
    return
  }
  const { id, publicKey: public_key, counter, transports } = by
  await tx.insertInto("passkeys").values({ id, officer_id, public_key, counter, transports }).execute()
}
