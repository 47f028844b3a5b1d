import type { AuthorityTables } from "@homesafe/db/authority"
import { bytesOfBase64url } from "@homesafe/protocol"
import { hoursOfScreenCode, type RowEvidence, screenEvidence } from "@homesafe/protocol/publisher"
import type { Kysely } from "kysely"
import { openedVisitsOf } from "../cases/read-visits.ts"
import type { AuthorityDeps } from "../deps.ts"
import { openAtRest, sealAtRest } from "../seal-at-rest.ts"

const subjectOf = (vid: string, day: number, hour: number) => `hour-key ${vid} ${day} ${hour}`

/** The screens' codes that this case scanned there on that day, sealed, by every hour whose key they hold: linger time may use the later ones. */
export async function sealHourKeys(
  deps: AuthorityDeps,
  caseId: string,
  vid: string,
  day: number,
): Promise<ReadonlyMap<number, Buffer>> {
  const sealed = new Map<number, Buffer>()
  for (const visit of await openedVisitsOf(deps, caseId)) {
    const code = visit.screen === null ? undefined : bytesOfBase64url(visit.screen)
    if (visit.vid !== vid || visit.day !== day || visit.verdict !== "proven" || !code) continue
    for (const hour of hoursOfScreenCode(code, deps.offset))
      sealed.set(hour, sealAtRest(deps.keys.atRest, subjectOf(vid, day, hour), code))
  }
  return sealed
}

/** Keeps sealed codes; an hour that is here already stays as it is. */
export async function keepHourKeys(
  db: Kysely<AuthorityTables>,
  vid: string,
  day: number,
  sealed: ReadonlyMap<number, Buffer>,
): Promise<void> {
  for (const [hour, bytes] of sealed)
    await db
      .insertInto("hour_keys")
      .values({ vid: Buffer.from(vid, "hex"), day, hour, sealed: bytes })
      .onConflict((c) => c.columns(["vid", "day", "hour"]).doNothing())
      .execute()
}

/** What proves the row of each hour whose key a screen gave, in their order. */
export async function hourEvidenceOf(
  { db, keys, offset }: AuthorityDeps,
  vid: string,
  day: number,
): Promise<readonly RowEvidence[]> {
  const rows = await db
    .selectFrom("hour_keys")
    .select(["hour", "sealed"])
    .where("vid", "=", Buffer.from(vid, "hex"))
    .where("day", "=", day)
    .orderBy("hour")
    .execute()
  return rows.flatMap(({ hour, sealed }) => {
    const code = new Uint8Array(openAtRest(keys.atRest, subjectOf(vid, day, hour), sealed))
    return screenEvidence(code, hour, offset) ?? []
  })
}
