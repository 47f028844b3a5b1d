import { randomBytes } from "node:crypto"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type Kysely, sql } from "kysely"
import { lockOfficerRule } from "./officer-rule.ts"
import { invitationHash } from "./passkeys.ts"

/** So long the link of a recovery by the machine opens. */
export const MACHINE_LINK_SECONDS = 30 * 60

/** A link for each administrator who lost the passkey, or why there is none. */
export type MachineRecovery =
  | { readonly ok: true; readonly links: readonly { readonly name: string; readonly link: string }[] }
  | { readonly ok: false; readonly problem: "no-such-administrator" | "two-have-that-name" | "usual-way-is-open" }

/**
 * Makes one-time links for administrators who lost their passkeys, on the word of whoever holds the machine: that person could change the
 * database anyway, and here the log and every officer's first page tell of it. Refused while those who are left can do it by the usual way.
 */
export async function recoverByMachine(
  db: Kysely<AuthorityTables>,
  { now, consoleOrigin }: { readonly now: number; readonly consoleOrigin: string },
  names: readonly string[],
): Promise<MachineRecovery> {
  return db.transaction().execute(async (tx): Promise<MachineRecovery> => {
    const { administrators } = await lockOfficerRule(tx)
    const officers = await tx.selectFrom("officers").select(["id", "name", "roles", "areas"]).execute()
    const lost: typeof officers = []
    for (const name of new Set(names)) {
      const found = officers.filter((each) => each.name === name && administrators.includes(each.id))
      if (found.length > 1) return { ok: false, problem: "two-have-that-name" }
      const [one] = found
      if (!one) return { ok: false, problem: "no-such-administrator" }
      lost.push(one)
    }
    const gone = lost.map(({ id }) => id)
    if (await canOthers(tx, administrators, gone)) return { ok: false, problem: "usual-way-is-open" }
    const links: { name: string; link: string }[] = []
    for (const { id, name, roles, areas } of lost) {
      const token = randomBytes(32).toString("base64url")
      // Made again, the link before is void.
      const before = tx.deleteFrom("invitations").where("officer_id", "=", id).where("act_id", "is", null)
      await before.where("spent", "=", false).execute()
      const rest = { roles, areas, officer_id: id, expires: now + MACHINE_LINK_SECONDS }
      await tx
        .insertInto("invitations")
        .values({ hash: invitationHash(token), ...rest })
        .execute()
      await writeAudit(tx, { at: now, officer: null, act: "recover-administrator", subject: id })
      links.push({ name, link: `${consoleOrigin}/recover#${token}` })
    }
    return { ok: true, links }
  })
}

/** Whether one administrator who is left can propose and another officer can agree, as the console has it (ADR 0039). */
async function canOthers(
  tx: Kysely<AuthorityTables>,
  administrators: readonly string[],
  gone: readonly string[],
): Promise<boolean> {
  const left = administrators.filter((id) => !gone.includes(id))
  const [only, ...more] = left
  if (only === undefined) return false
  if (more.length > 0) return true
  // As `whyNotAgree`: while another administrator stands in the register, lost or not, no other officer may agree. One alone is lost here.
  if (gone.length > 1) return false
  const keys = await tx
    .selectFrom("signing_keys")
    .innerJoin("officers", "officers.id", "officer_id")
    .select("officer_id")
    .where("suspended_at", "is", null)
    .where("ended_at", "is", null)
    .where("officer_id", "not in", [only, ...gone])
    .limit(1)
    .executeTakeFirst()
  return keys !== undefined
}

const TOLD_SECONDS = 7 * 86_400

/** Administrators for whom the machine made a link in the last week: every officer is told on the first page. */
export async function findMachineRecoveries(db: Kysely<AuthorityTables>, now: number) {
  return db
    .selectFrom("audit")
    .innerJoin("officers", (join) => join.on(sql<boolean>`officers.id::text = audit.subject`))
    .select(["officers.name", "audit.at"])
    .where("act", "=", "recover-administrator")
    .where("at", ">", now - TOLD_SECONDS)
    .orderBy("at", "desc")
    .limit(5)
    .execute()
}
