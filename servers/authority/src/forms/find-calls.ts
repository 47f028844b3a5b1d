import { createDecipheriv } from "node:crypto"
import { type FormCall, openedForm } from "@homesafe/api"
import type { AuthorityDeps } from "../deps.ts"

/** The call list of a decision, in order of arrival. Nothing is written to the log here: callers do. */
export async function findCalls(
  { db }: Pick<AuthorityDeps, "db">,
  decision: string,
  caseKey: Uint8Array,
): Promise<FormCall[]> {
  const rows = await db
    .selectFrom("form_calls")
    .leftJoin("officers", "officers.id", "outcome_by")
    .select(["eid", "sealed", "outcome", "outcome_at", "officers.name as by"])
    .where("decision_id", "=", decision)
    .execute()
  return rows
    .map(({ eid, sealed, outcome, outcome_at, by }): FormCall => {
      const isCalled = outcome !== null && outcome_at !== null
      return {
        id: eid.toString("hex"),
        ...openedForm.parse(JSON.parse(openForCase(caseKey, sealed))),
        outcome: isCalled ? { is: outcome, by: by ?? "", at: outcome_at } : null,
      }
    })
    .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
}

/** nonce 12 ‖ AES-256-GCM: what the opener sealed for the case. */
function openForCase(caseKey: Uint8Array, sealed: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", caseKey, sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString()
}
