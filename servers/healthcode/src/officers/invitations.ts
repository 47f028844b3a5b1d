import { createHash, randomBytes, randomUUID } from "node:crypto"
import { writeAudit } from "@homesafe/db/audit"
import type { HealthRole, HealthTables } from "@homesafe/db/health"
import { keptSeconds } from "@homesafe/domain"
import type { NewPasskey } from "@homesafe/service/passkeys"
import type { Kysely } from "kysely"
import type { HealthDeps } from "../deps.ts"
import { keepPasskey } from "../people/passkeys.ts"

const hashOf = (token: string) => createHash("sha256").update(token).digest()

/** Makes a link for a new officer of this service; it works once. Only whoever runs the service can make one. */
export async function inviteHealthOfficer(
  db: Kysely<HealthTables>,
  { consoleOrigin, now }: { readonly consoleOrigin: string; readonly now: number },
  roles: readonly HealthRole[],
): Promise<string> {
  const token = randomBytes(32).toString("base64url")
  await db.transaction().execute(async (tx) => {
    const expires = now + keptSeconds("health-invitations")
    await tx
      .insertInto("invitations")
      .values({ hash: hashOf(token), roles: [...roles], expires })
      .execute()
    await writeAudit(tx, { at: now, officer: null, act: "invite-officer", subject: null, purpose: roles.join(" ") })
  })
  return `${consoleOrigin}/health-code/enrol#${token}`
}

/** Whether a link still opens. */
export async function isInvited({ db, clock }: HealthDeps, token: string): Promise<boolean> {
  const row = await db
    .selectFrom("invitations")
    .select("expires")
    .where("hash", "=", hashOf(token))
    .where("expires", ">=", clock.now())
    .executeTakeFirst()
  return row !== undefined
}

/** Spends the link and keeps the officer with the passkey, all or nothing. */
export function enrolOfficer(
  { db, clock }: HealthDeps,
  token: string,
  name: string,
  passkey: NewPasskey,
): Promise<string | undefined> {
  const now = clock.now()
  return db.transaction().execute(async (tx) => {
    const spent = await tx
      .deleteFrom("invitations")
      .where("hash", "=", hashOf(token))
      .where("expires", ">=", now)
      .returning("roles")
      .executeTakeFirst()
    if (!spent) return undefined
    const id = randomUUID()
    await tx.insertInto("officers").values({ id, name, roles: spent.roles, created_at: now }).execute()
    await keepPasskey(tx, "officer", id, passkey)
    await writeAudit(tx, { at: now, officer: id, act: "enrol-officer", subject: id })
    return id
  })
}
