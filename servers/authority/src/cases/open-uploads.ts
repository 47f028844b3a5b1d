import { call, openUpload } from "@homesafe/api"
import { serviceDayOf } from "@homesafe/protocol"
import { openAtRest } from "@homesafe/service/seal-at-rest"
import type { AuthorityDeps } from "../deps.ts"
import { currentTrust } from "../publishing/next-list.ts"
import { revocationOf } from "../venues/find-venues.ts"
import { holdCaseKey, readCaseKey } from "./case-keys.ts"
import { writeStatement } from "./kept-statements.ts"

/** Has the opener open each upload that waits, and stores its visits and its kept-statement. Sealed or away: what waits goes on waiting. */
export async function openWaiting(deps: AuthorityDeps): Promise<void> {
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
  const { plate } = await currentTrust(deps)
  for (const row of waiting) {
    const caseKey = await readCaseKey(deps.db, deps.keys, row.case_id)
    if (!caseKey || !row.box) continue
    const inner = openAtRest(deps.keys.atRest, `inner ${row.case_id}`, row.sealed_inner)
    const opened = await call(openUpload, {
      ...deps.opener,
      body: {
        lookup: row.lookup.toString("hex"),
        inner: inner.toString("hex"),
        box: row.box.toString("base64url"),
        today: serviceDayOf(deps.clock.now(), deps.offset),
        venues,
        plate,
        caseKey: caseKey.toString("hex"),
      },
    })
    if (!opened.ok) return
    const { outcome, reason, textHash, sealed, proven, unproven } = opened.value
    await deps.db.transaction().execute(async (tx) => {
      if (!(await holdCaseKey(tx, deps.keys, row.case_id))) return // merged or ended meanwhile: sealed to a key that is gone
      const settled = await tx
        .updateTable("uploads")
        .set({ state: outcome, reason, box: null })
        .where("lookup", "=", row.lookup)
        .where("state", "=", "waiting")
        .executeTakeFirst()
      if (settled.numUpdatedRows === 0n) return // another copy of this server was faster
      const [part, box] = [row.lookup.toString("hex"), Buffer.from(sealed, "base64url")]
      await tx.insertInto("case_visits").values({ case_id: row.case_id, part, sealed: box, proven, unproven }).execute()
      if (textHash !== null)
        await writeStatement(tx, deps, { lookup: row.lookup, caseId: row.case_id, inner, textHash })
    })
    deps.log.info({ proven, unproven, outcome }, "upload-opened")
  }
}

/** What the opener must know of every venue that has codes; a visit on a day on which they were revoked is unproven (Spec §6). */
export async function registeredVenues({ db }: AuthorityDeps) {
  const rows = await db
    .selectFrom("venues")
    .select(["vid", "commit", "not_before", "not_after", "revoked"])
    .where("state", "<>", "refused")
    .where("not_after", "is not", null)
    .execute()
  const grants = await db
    .selectFrom("screens")
    .innerJoin("venues", "venues.id", "screens.venue_id")
    .select(["vid", "issuer_grant"])
    .where("issuer_grant", "is not", null)
    .execute()
  const grantsOf = Map.groupBy(grants, ({ vid }) => vid.toString("hex"))
  return rows.map((r) => ({
    vid: r.vid.toString("hex"),
    commit: r.commit.toString("hex"),
    notBefore: r.not_before,
    notAfter: r.not_after ?? r.not_before,
    revokedFrom: revocationOf(r)?.from ?? null,
    grants: (grantsOf.get(r.vid.toString("hex")) ?? []).map((g) => g.issuer_grant?.toString("base64url") ?? ""),
  }))
}
