import { randomBytes } from "node:crypto"
import { call, registerUploadCode } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { authHashOf, deriveUploadSecrets, hexOf, makeUploadCode } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"
import { sealAtRest } from "../seal-at-rest.ts"

/** Seconds for which a code can be used (Spec §6: 24 h, at most 72). */
const CODE_SECONDS = 24 * 3600

/** Makes a case's code. The digits are told once and kept nowhere; only `inner` stays here, sealed at rest. */
export async function giveUploadCode(
  deps: AuthorityDeps,
  caseId: string,
  officer: string,
): Promise<{ readonly digits: string; readonly link: string; readonly expires: number }> {
  const digits = makeUploadCode((n) => randomBytes(n))
  const secrets = deriveUploadSecrets(digits.slice(0, 19), deps.dep)
  const now = deps.clock.now()
  const expires = now + CODE_SECONDS
  const lookup = Buffer.from(secrets.lookup)
  await deps.db.transaction().execute(async (tx) => {
    await tx
      .insertInto("upload_codes")
      .values({
        lookup,
        case_id: caseId,
        sealed_inner: sealAtRest(deps.keys.atRest, `inner ${caseId}`, secrets.inner),
        to_register: JSON.stringify({
          authHash: hexOf(authHashOf(secrets.auth)),
          reply: hexOf(secrets.reply),
          expires,
        }),
        given_at: now,
        expires,
      })
      .execute()
    await writeAudit(tx, { at: now, officer, act: "give-upload-code", subject: caseId })
  })
  await registerCodes(deps)
  return { digits, link: `${deps.publicOrigin}/u#${digits}`, expires }
}

/** Tells the public server of every code that it does not know yet. */
export async function registerCodes({ db, link }: AuthorityDeps): Promise<void> {
  const rows = await db
    .selectFrom("upload_codes")
    .select(["lookup", "to_register"])
    .where("to_register", "is not", null)
    .execute()
  for (const row of rows) {
    // as: written by giveUploadCode
    const body = row.to_register as { authHash: string; reply: string; expires: number }
    const told = await call(registerUploadCode, { ...link, params: { lookup: row.lookup.toString("hex") }, body })
    if (!told.ok) return
    await db.updateTable("upload_codes").set({ to_register: null }).where("lookup", "=", row.lookup).execute()
  }
}
