import type { AuthorityTables } from "@homesafe/db/authority"
import type { Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { openAtRest, sealAtRest } from "../seal-at-rest.ts"
import { stayingCase } from "./case-keys.ts"

/** Moves a merged case's codes: one that was given still works, and what it brings comes to the staying case. */
export async function moveCodes(
  tx: Kysely<AuthorityTables>,
  { from, into }: { readonly from: string; readonly into: string },
  atRest: Uint8Array,
): Promise<void> {
  const codes = tx.selectFrom("upload_codes").select(["lookup", "sealed_inner"]).where("case_id", "=", from)
  for (const { lookup, sealed_inner } of await codes.execute()) {
    const inner = sealAtRest(atRest, `inner ${into}`, openAtRest(atRest, `inner ${from}`, sealed_inner))
    await tx
      .updateTable("upload_codes")
      .set({ case_id: into, sealed_inner: inner })
      .where("lookup", "=", lookup)
      .execute()
  }
  await tx.updateTable("uploads").set({ case_id: into }).where("case_id", "=", from).execute()
}

/** Moves codes that were given to a case at the very moment at which it was merged. */
export async function moveLateCodes({ db, keys }: AuthorityDeps, from: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom("cases").select("id").where("id", "=", from).forNoKeyUpdate().execute() // one copy of the server at a time
    const into = await stayingCase(tx, from)
    if (into !== from) await moveCodes(tx, { from, into }, keys.atRest)
  })
}
