import type { KeptVisit } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { hexOf, serviceDay, vehicleEpoch } from "@homesafe/protocol"
import type { RowEvidence } from "@homesafe/protocol/publisher"
import { openAtRest, sealAtRest } from "@homesafe/service/seal-at-rest"
import type { Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"

type DayEvidence = Extract<RowEvidence, { kind: "printed" }>

const subjectOf = (vid: string, day: number) => `row-key ${vid} ${day}`

/** Whether the key of this venue's day is here. */
export async function hasRowKey({ db }: Pick<AuthorityDeps, "db">, vid: string, day: number): Promise<boolean> {
  const row = await db
    .selectFrom("row_keys")
    .select("day")
    .where("vid", "=", Buffer.from(vid, "hex"))
    .where("day", "=", day)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * The key with its proof, and a vehicle's commitment and plate after them, from a proven visit, or from a ride in a vehicle that a case
 * told of: its plate is its key (Spec §14). Nothing when there is none.
 */
export function sealRowKey(
  deps: AuthorityDeps,
  visits: readonly KeptVisit[],
  vid: string,
  day: number,
): Buffer | undefined {
  const visit = visits.find((v) => v.vid === vid && v.day === day && isBelieved(v) && v.keys !== null)
  if (!visit?.keys) return undefined
  const { dayKey, proof } = visit.keys
  const { commit = "", plate = "" } = visit.vehicle ?? {}
  return sealDayKey(
    deps,
    { vid, day },
    Buffer.concat([Buffer.from(dayKey + proof + commit, "hex"), Buffer.from(plate)]),
  )
}

const isBelieved = ({ verdict, interview }: KeptVisit) => verdict === "proven" || interview !== undefined

/** Seals dayKey 16 ‖ proof 144, and what a vehicle has after them, at rest. */
export function sealDayKey(
  { keys }: AuthorityDeps,
  { vid, day }: { readonly vid: string; readonly day: number },
  text: Uint8Array,
): Buffer {
  return sealAtRest(keys.atRest, subjectOf(vid, day), text)
}

/** Keeps a sealed key; the same key twice is kept once. */
export async function keepRowKey(db: Kysely<AuthorityTables>, vid: string, day: number, sealed: Buffer): Promise<void> {
  await db
    .insertInto("row_keys")
    .values({ vid: Buffer.from(vid, "hex"), day, sealed })
    .onConflict((c) => c.columns(["vid", "day"]).doNothing())
    .execute()
}

/** What proves a row to the verifiers. */
export async function evidenceOf(deps: AuthorityDeps, vid: string, day: number): Promise<DayEvidence | undefined> {
  const kept = await openRowKey(deps, vid, day)
  const venue = kept && (kept.vehicle ?? (await commitmentOf(deps, vid)))
  if (!venue) return undefined
  const { commit, notBefore } = venue
  const { dayKey, proof } = kept
  return { kind: "printed", vid, commit, notBefore, day: serviceDay(day), dayKey, proof, hour: null }
}

/** The plate by which a visitor named this vehicle; nothing for every other place. */
export async function plateOf(deps: AuthorityDeps, vid: string, day: number): Promise<string | null> {
  const kept = await openRowKey(deps, vid, day)
  return kept?.vehicle?.plate ?? null
}

async function openRowKey({ db, keys }: AuthorityDeps, vid: string, day: number) {
  const row = await db
    .selectFrom("row_keys")
    .select("sealed")
    .where("vid", "=", Buffer.from(vid, "hex"))
    .where("day", "=", day)
    .executeTakeFirst()
  if (!row) return undefined
  const text = new Uint8Array(openAtRest(keys.atRest, subjectOf(vid, day), row.sealed))
  const [dayKey, proof, commit] = [text.slice(0, 16), text.slice(16, 160), text.slice(160, 176)]
  const plate = new TextDecoder().decode(text.slice(176))
  const vehicle = plate ? { plate, commit: hexOf(commit), notBefore: vehicleEpoch(serviceDay(day)) } : null
  return { dayKey, proof, vehicle }
}

async function commitmentOf({ db }: AuthorityDeps, vid: string) {
  const row = await db
    .selectFrom("venue_register")
    .select(["commit", "not_before"])
    .where("vid", "=", Buffer.from(vid, "hex"))
    .executeTakeFirst()
  return row && { commit: hexOf(new Uint8Array(row.commit)), notBefore: serviceDay(row.not_before) }
}
