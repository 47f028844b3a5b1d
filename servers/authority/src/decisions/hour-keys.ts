import type { OpenedVisit } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { bytesOfBase64url, concatBytes, equalBytes, hourOf, leafFromCover, leafOf, sha256 } from "@homesafe/protocol"
import { hoursGranted, type KioskEvidence, readKioskEvidence } from "@homesafe/protocol/publisher"
import { openAtRest, sealAtRest } from "@homesafe/service/seal-at-rest"
import type { ExpressionBuilder, Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"

/** More than a venue has screens and hours to grant from; a screen that makes up nodes fills no more than this. */
const MOST_A_DAY = 64

/** A screen's word, ready to be kept. */
export interface SealedHours {
  readonly tag: Uint8Array
  readonly sealed: Buffer
}

const subjectOf = (vid: string, day: number) => `hour-keys ${vid} ${day}`

/** The screens' words among a case's proven visits to a venue on a day, sealed at rest. */
export function sealHours(
  deps: AuthorityDeps,
  visits: readonly OpenedVisit[],
  vid: string,
  day: number,
): SealedHours[] {
  return visits.flatMap((visit) => {
    const bytes = visit.screen === null ? undefined : bytesOfBase64url(visit.screen)
    const evidence = bytes && readKioskEvidence(bytes)
    if (!bytes || !evidence || visit.vid !== vid || visit.day !== day || visit.verdict !== "proven") return []
    const hours = hoursGranted(evidence.moment, deps.offset)
    const tag = sha256(Uint8Array.from(hours), concatBytes(...evidence.moment.nodes)).slice(0, 8)
    return [{ tag, sealed: sealAtRest(deps.keys.atRest, subjectOf(vid, day), bytes) }]
  })
}

/** Keeps screens' words; the same nodes are kept once. */
export async function keepHours(
  db: Kysely<AuthorityTables>,
  vid: string,
  day: number,
  hours: readonly SealedHours[],
): Promise<void> {
  for (const { tag, sealed } of hours) {
    const held = await db.selectFrom("hour_keys").select("tag").where(isOf(vid, day)).execute()
    if (held.length >= MOST_A_DAY) return
    await db
      .insertInto("hour_keys")
      .values({ vid: Buffer.from(vid, "hex"), day, tag, sealed })
      .onConflict((c) => c.columns(["vid", "day", "tag"]).doNothing())
      .execute()
  }
}

/** What screens said of a venue's day: one piece of evidence for each hour that each of them granted. */
export async function hourEvidence(deps: AuthorityDeps, vid: string, day: number): Promise<KioskEvidence[]> {
  const rows = await deps.db.selectFrom("hour_keys").selectAll().where(isOf(vid, day)).orderBy("tag").execute()
  return rows.flatMap((row) => {
    const evidence = readKioskEvidence(openAtRest(deps.keys.atRest, subjectOf(vid, day), row.sealed))
    if (!evidence) throw new Error("a kept screen's word does not parse")
    return hoursGranted(evidence.moment, deps.offset).map((hour) => ({ ...evidence, hour }))
  })
}

/** Compares what screens said with the day key that came since: a venue whose screen gave other nodes is marked. Spec §4. */
export async function markOtherNodes(
  deps: AuthorityDeps,
  { vid, day }: { readonly vid: string; readonly day: number },
  said: readonly KioskEvidence[],
  dayKey: Uint8Array,
): Promise<void> {
  if (said.every((evidence) => isOfDay(evidence, dayKey, deps.offset))) return
  await deps.db.transaction().execute(async (tx) => {
    const marked = await tx
      .updateTable("venues")
      .set({ other_nodes_on: day })
      .where("vid", "=", Buffer.from(vid, "hex"))
      .where((e) => e.or([e("other_nodes_on", "is", null), e("other_nodes_on", "<", day)]))
      .returning("id")
      .executeTakeFirst()
    if (!marked) return
    const at = deps.clock.now()
    await writeAudit(tx, { at, officer: null, act: "screen-gave-other-nodes", subject: marked.id })
  })
}

function isOfDay({ moment, hour }: KioskEvidence, dayKey: Uint8Array, offset: number): boolean {
  const first = hourOf(moment.t, offset)
  const leaf = leafFromCover(moment.nodes, first, first + moment.hours - 1, hour)
  return leaf !== undefined && equalBytes(leaf, leafOf(dayKey, hour))
}

function isOf(vid: string, day: number) {
  return ({ eb, and }: ExpressionBuilder<AuthorityTables, "hour_keys">) =>
    and([eb("vid", "=", Buffer.from(vid, "hex")), eb("day", "=", day)])
}
