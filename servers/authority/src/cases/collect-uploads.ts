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
    // Held until the end: a withdrawal comes before this upload or after it.
    const code = await tx
      .selectFrom("upload_codes")
      .select(["case_id", "withdrawn_at"])
      .where("lookup", "=", lookup)
      .forUpdate()
      .executeTakeFirst()
    const upload = { lookup, received_at: clock.now() }
    await tx
      .insertInto("uploads")
      .values(
        code?.withdrawn_at
          ? { ...upload, ...UNDER_WITHDRAWN_CODE }
          : { ...upload, case_id: code?.case_id ?? null, box, state: "waiting", reason: null },
      )
      .onConflict((c) => c.column("lookup").doNothing())
      .execute()
  })
  log.info({ bytes: box.length }, "upload-kept")
}

// Sent in the moment before the public server knew: it belongs to no case, and nobody opens it.
const UNDER_WITHDRAWN_CODE = { case_id: null, box: null, state: "quarantined", reason: "code-withdrawn" } as const
