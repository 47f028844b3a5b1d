import type { BodyOf, FoundPerson, HealthProfile, printHealthCode, ReplyOf } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { signEnvelope, writeRevokedPapers } from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import { type Tx, withAccount } from "../accounts/account-keys.ts"
import { type EnvelopeJson, jsonOf } from "../accounts/sign-statement.ts"
import { writeFirst } from "../audit/write-first.ts"
import { holderCheckOf } from "../codes/holder-check.ts"
import { newSerial, signCode } from "../codes/issue-code.ts"
import type { HealthDeps } from "../deps.ts"
import { documentTag } from "../registration/hand-in.ts"

/** Revokes what an account has on paper: its colour is graver than the paper says. */
export async function revokePapersOf(tx: Tx, now: number, account: string): Promise<void> {
  await tx
    .updateTable("paper_codes")
    .set({ revoked_at: now })
    .where("account_id", "=", account)
    .where("until", ">", now)
    .where("revoked_at", "is", null)
    .execute()
}

/** The numbers that gates must refuse, signed. A number leaves the list when its paper has ended anyway. */
export async function signRevokedPapers({ db, clock, dep, keys }: HealthDeps): Promise<EnvelopeJson> {
  const now = clock.now()
  const rows = await db
    .selectFrom("paper_codes")
    .select("serial")
    .where("until", ">", now)
    .where("revoked_at", "is not", null)
    .orderBy("serial")
    .execute()
  const bytes = writeRevokedPapers({ t: now, serials: rows.map(({ serial }) => serial) })
  const thing = { label: "VT1/health-revoked", dep, seq: 1, role: "health" } as const
  return jsonOf({ bytes, sigs: [signEnvelope(bytes, thing, keys.signing)] })
}

/** Finds the accepted account of somebody who is there with the document; the log entry comes first, also when nobody is found. */
export async function findPerson(
  deps: HealthDeps,
  officer: string,
  { documentNumber, born }: { readonly documentNumber: string; readonly born: string },
): Promise<Outcome<{ person: FoundPerson | null }>> {
  const { db } = deps
  const tag = documentTag(deps, documentNumber)
  const rows = await db
    .selectFrom("accounts")
    .select("id")
    .where("document_tag", "=", tag)
    .where("state", "=", "accepted")
    .execute()
  const subject = rows[0]?.id ?? null
  if (!(await writeFirst(deps, { officer, act: "find-person", subject }))) return refuse("audit-unavailable")
  for (const { id } of rows) {
    const person = await withAccount(deps, id, async (tx, held): Promise<FoundPerson | undefined> => {
      if (held.row.sealed === null) return undefined
      const profile = held.openJson<HealthProfile>("profile", held.row.sealed)
      if (profile.born !== born) return undefined
      const papers = await tx
        .selectFrom("paper_codes")
        .selectAll()
        .where("account_id", "=", id)
        .where("until", ">", deps.clock.now())
        .orderBy("until", "desc")
        .execute()
      return {
        id,
        holder: holderCheckOf(profile),
        papers: papers.map(({ serial, until, revoked_at }) => ({
          number: serial,
          until,
          revoked: revoked_at !== null,
        })),
      }
    })
    if (person) return done({ person })
  }
  return done({ person: null })
}

/** Signs a code for paper. Its number is durable before anybody holds the paper. */
export async function printCode(
  deps: HealthDeps,
  officer: string,
  account: string,
  { days }: BodyOf<typeof printHealthCode>,
): Promise<Outcome<ReplyOf<typeof printHealthCode>>> {
  const now = deps.clock.now()
  const serial = newSerial()
  const printed = await withAccount(deps, account, async (tx, held) => {
    const code = await signCode(deps, tx, held, { validMinutes: days * 1_440, paper: serial })
    if (!code) return undefined
    const row = { serial, account_id: account, issued_at: now, issued_by: officer, until: code.until }
    await tx.insertInto("paper_codes").values(row).execute()
    await writeAudit(tx, { at: now, officer, act: "print-code", subject: account })
    return { ...code, number: serial }
  })
  return printed ? done(printed) : refuse("not-found")
}

/** Revokes one paper before its time; again, it does nothing. */
export function revokePaper({ db, clock }: HealthDeps, officer: string, serial: number): Promise<boolean> {
  const now = clock.now()
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("paper_codes")
      .selectAll()
      .where("serial", "=", serial)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return false
    if (row.revoked_at !== null) return true
    await tx.updateTable("paper_codes").set({ revoked_at: now }).where("serial", "=", serial).execute()
    await writeAudit(tx, { at: now, officer, act: "revoke-paper", subject: row.account_id })
    return true
  })
}
