import { acknowledgeUpload, call, collectUploads as collect, openUpload } from "@homesafe/api"
import { serviceDayOf } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"
import { openAtRest } from "../seal-at-rest.ts"
import { readCaseKey } from "./case-keys.ts"

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
  const code = await db.selectFrom("upload_codes").select("case_id").where("lookup", "=", lookup).executeTakeFirst()
  await db
    .insertInto("uploads")
    .values({ lookup, case_id: code?.case_id ?? null, box, received_at: clock.now(), state: "waiting", reason: null })
    .onConflict((c) => c.column("lookup").doNothing())
    .execute()
  log.info({ bytes: box.length }, "upload-kept")
}

async function openWaiting(deps: AuthorityDeps): Promise<void> {
  const waiting = await deps.db
    .selectFrom("uploads")
    .innerJoin("upload_codes", "upload_codes.lookup", "uploads.lookup")
    .where("uploads.state", "=", "waiting")
    .where("box", "is not", null)
    .select(["uploads.lookup", "uploads.box", "upload_codes.case_id", "upload_codes.sealed_inner"])
    .limit(20)
    .execute()
  if (waiting.length === 0) return
  const venues = await registeredVenues(deps)
  for (const row of waiting) {
    const caseKey = await readCaseKey(deps.db, deps.keys.atRest, row.case_id)
    if (!caseKey || !row.box) continue
    const opened = await call(openUpload, {
      ...deps.opener,
      body: {
        lookup: row.lookup.toString("hex"),
        inner: openAtRest(deps.keys.atRest, `inner ${row.case_id}`, row.sealed_inner).toString("hex"),
        box: row.box.toString("base64url"),
        today: serviceDayOf(deps.clock.now(), deps.offset),
        venues,
        caseKey: caseKey.toString("hex"),
      },
    })
    if (!opened.ok) return // sealed or away: what waits goes on waiting
    const { outcome, reason, sealed, proven, unproven } = opened.value
    await deps.db.transaction().execute(async (tx) => {
      await tx
        .updateTable("uploads")
        .set({ state: outcome, reason, box: null })
        .where("lookup", "=", row.lookup)
        .execute()
      await tx
        .insertInto("case_visits")
        .values({ case_id: row.case_id, sealed: Buffer.from(sealed, "base64url"), proven, unproven })
        .onConflict((c) =>
          c.column("case_id").doUpdateSet({ sealed: Buffer.from(sealed, "base64url"), proven, unproven }),
        )
        .execute()
    })
    deps.log.info({ proven, unproven, outcome }, "upload-opened")
  }
}

async function registeredVenues({ db }: AuthorityDeps) {
  const rows = await db
    .selectFrom("venues")
    .select(["vid", "commit", "not_before", "not_after"])
    .where("state", "<>", "refused")
    .where("not_after", "is not", null)
    .execute()
  return rows.map((r) => ({
    vid: r.vid.toString("hex"),
    commit: r.commit.toString("hex"),
    notBefore: r.not_before,
    notAfter: r.not_after ?? r.not_before,
    revokedFrom: null,
  }))
}
