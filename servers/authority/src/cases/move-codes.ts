import type { AuthorityTables } from "@homesafe/db/authority"
import { openAtRest, sealAtRest } from "@homesafe/service/seal-at-rest"
import type { Kysely } from "kysely"
import { dropWishes } from "../codes/ask-for-code.ts"
import { endOpenCodes, hasOpenCode } from "../codes/withdraw-code.ts"

/**
 * Moves a merged case's codes: one that was given still works, and what it brings comes to the staying case, unless that one has a code
 * that can still be used: then that holds, for a case has one. Both cases' rows are locked, so that no code is made meanwhile.
 */
export async function moveCodes(
  tx: Kysely<AuthorityTables>,
  { from, into }: { readonly from: string; readonly into: string },
  { atRest, now }: { readonly atRest: Uint8Array; readonly now: number },
): Promise<void> {
  await dropWishes(tx, from, now)
  if (await hasOpenCode(tx, into, now)) await endOpenCodes(tx, from, now, "replaced")
  const codes = tx.selectFrom("upload_codes").select(["lookup", "sealed_inner"]).where("case_id", "=", from)
  for (const { lookup, sealed_inner } of await codes.execute()) {
    const inner = sealAtRest(atRest, `inner ${into}`, openAtRest(atRest, `inner ${from}`, sealed_inner))
    await tx
      .updateTable("upload_codes")
      .set({ case_id: into, sealed_inner: inner })
      .where("lookup", "=", lookup)
      .execute()
  }
  for (const table of ["uploads", "code_requests", "laboratory_numbers"] as const)
    await tx.updateTable(table).set({ case_id: into }).where("case_id", "=", from).execute()
}
