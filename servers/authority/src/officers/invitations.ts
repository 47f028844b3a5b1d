import { randomBytes } from "node:crypto"
import type { Officer, OfficerRole } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { keptSeconds } from "@homesafe/domain"
import { serviceDayOf } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"
import { findOfficers } from "./find-officers.ts"
import { invitationHash, type NewPasskey } from "./passkeys.ts"

/** Seconds for which an invitation waits. */
const INVITATION_SECONDS = keptSeconds("invitations")

/** Makes an invitation link; it works once. `by` is null for the first officer, whom the command line invites. */
export async function inviteOfficer(
  deps: AuthorityDeps,
  roles: readonly OfficerRole[],
  by: string | null,
  areas: readonly number[] = [],
): Promise<{ readonly link: string; readonly expires: number }> {
  const token = randomBytes(32).toString("base64url")
  const now = deps.clock.now()
  await deps.db.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto("invitations")
      .values({ hash: invitationHash(token), roles: [...roles], areas: [...areas], expires: now + INVITATION_SECONDS })
      .returning("id")
      .executeTakeFirstOrThrow()
    await writeAudit(tx, { at: now, officer: by, act: "invite-officer", subject: made.id })
  })
  return { link: `${deps.consoleOrigin}/enrol#${token}`, expires: now + INVITATION_SECONDS }
}

/** Whether a token still opens an invitation. */
export async function isInvitationOpen({ db, clock }: AuthorityDeps, token: string): Promise<boolean> {
  const row = await db
    .selectFrom("invitations")
    .select("id")
    .where("hash", "=", invitationHash(token))
    .where("spent", "=", false)
    .where("expires", ">=", clock.now())
    .executeTakeFirst()
  return row !== undefined
}

/** Spends the invitation and keeps the officer with the passkey, or bound to the identity provider's subject, all or nothing. */
export async function enrolOfficer(
  { db, clock, offset }: AuthorityDeps,
  token: string,
  name: string,
  by: NewPasskey | { readonly issuer: string; readonly subject: string },
): Promise<Officer | undefined> {
  const now = clock.now()
  return db.transaction().execute(async (tx) => {
    const spent = await tx
      .updateTable("invitations")
      .set({ spent: true })
      .where("hash", "=", invitationHash(token))
      .where("spent", "=", false)
      .where("expires", ">=", now)
      .returningAll()
      .executeTakeFirst()
    if (!spent) return undefined
    const { id } = await tx
      .insertInto("officers")
      .values({ name, roles: spent.roles, areas: spent.areas, created_at: now })
      .returning("id")
      .executeTakeFirstOrThrow()
    if ("subject" in by)
      await tx
        .insertInto("oidc_subjects")
        .values({ ...by, officer_id: id })
        .execute()
    else
      await tx
        .insertInto("passkeys")
        .values({
          id: by.id,
          officer_id: id,
          public_key: by.publicKey,
          counter: by.counter,
          transports: by.transports,
        })
        .execute()
    await writeAudit(tx, { at: now, officer: id, act: "enrol-officer", subject: spent.id })
    const [officer] = await findOfficers(tx, serviceDayOf(now, offset), id)
    return officer
  })
}
