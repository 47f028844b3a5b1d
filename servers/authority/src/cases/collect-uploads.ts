import { acknowledgeUpload, call, collectUploads as collect } from "@homesafe/api"
import type { AuthorityDeps } from "../deps.ts"
import { openWaiting } from "./open-uploads.ts"

/** Pulls sealed uploads, keeps each durably before the mailbox may drop it, and has the opener open what waits. */
export async function collectUploads(deps: AuthorityDeps): Promise<void> {
  const pulled = await call(collect, deps.link)
  if (pulled.ok) {
    for (const { lookup, box } of pulled.value.uploads) {
      await keepUpload(deps, lookup, Buffer.from(box, "base64url"))
      await call(acknowledgeUpload, { ...deps.link, params: { lookup } })
    }
  }
  await openWaiting(deps)
}

async function keepUpload({ db, clock, log }: AuthorityDeps, lookupHex: string, box: Uint8Array): Promise<void> {
  const lookup = Buffer.from(lookupHex, "hex")
  await db.transaction().execute(async (tx) => {
    // Held, so that a merge that moves the code either sees this upload or has its case stand here.
    const code = await tx
      .selectFrom("upload_codes")
      .select("case_id")
      .where("lookup", "=", lookup)
      .forShare()
      .executeTakeFirst()
    await tx
      .insertInto("uploads")
      .values({ lookup, case_id: code?.case_id ?? null, box, received_at: clock.now(), state: "waiting", reason: null })
      .onConflict((c) => c.column("lookup").doNothing())
      .execute()
  })
  log.info({ bytes: box.length }, "upload-kept")
}
