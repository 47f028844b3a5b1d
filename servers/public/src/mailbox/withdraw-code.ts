import { randomBytes } from "node:crypto"
import type { PublicDeps } from "../deps.ts"

/**
 * Ends a code: from now on it is in nothing different from one that has expired, and is answered like one that nobody knows. A code that
 * is not here yet is remembered as ended, so that a registration on its way does not bring it to life. One that was used stays used.
 */
export async function withdrawCode({ db, clock }: Pick<PublicDeps, "db" | "clock">, lookup: Uint8Array): Promise<void> {
  const expires = clock.now() - 1
  await db
    .insertInto("upload_codes")
    .values({ lookup, auth_hash: randomBytes(32), reply: randomBytes(16), expires })
    .onConflict((c) =>
      c
        .column("lookup")
        .doUpdateSet((e) => ({ expires: e.fn<number>("least", ["upload_codes.expires", e.val(expires)]) }))
        .where("upload_codes.spent_by", "is", null),
    )
    .execute()
}
