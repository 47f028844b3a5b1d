import type { ListedExposureRecord } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { type ListedExposure, placeText, type SeatGroup } from "@homesafe/lists"
import { done, type Outcome, refuse } from "@homesafe/service"
import { type Kysely, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { storedExposure, storedTexts } from "./stored-shapes.ts"

type Wanted = "fresh" | "corrected" | "returned" | "gone" | "inDoubt" | "listed" | "matched"
type Venue = ListedExposureRecord["venues"][number]
const PAGE = 20
const MOST_VENUES = 5

/** A page of what an import says about exposures, each with the registered venues of the same name. */
export async function findExposures(
  { db }: AuthorityDeps,
  id: string,
  wanted: Wanted,
  page: number,
  size = PAGE,
): Promise<Outcome<{ exposures: ListedExposureRecord[]; total: number }>> {
  const found = await db.selectFrom("imports").select(["id", "source"]).where(sql`id::text`, "=", id).executeTakeFirst()
  if (!found) return refuse("not-found")
  let query = db
    .selectFrom("listed_exposures")
    .leftJoin("import_changes", (join) =>
      join
        .onRef("import_changes.exposure_id", "=", "listed_exposures.id")
        .on("import_changes.import_id", "=", found.id),
    )
    .where("listed_exposures.source", "=", found.source)
  if (wanted === "listed" || wanted === "matched") query = query.where("standing", "=", "listed")
  else query = query.where("import_changes.change", "=", wanted)
  if (wanted === "matched")
    query = query.where(
      sql<boolean>`exists (select 1 from venues where state = 'reviewed' and closed_at is null and
        (split_part(skeleton, '/', 1) = any(listed_exposures.skeletons) or split_part(skeleton, '/', 2) = any(listed_exposures.skeletons)))`,
    )
  const { total } = await query.select((e) => e.fn.countAll<number>().as("total")).executeTakeFirstOrThrow()
  const rows = await query
    .selectAll("listed_exposures")
    .select(["import_changes.change", "import_changes.fields", "import_changes.before"])
    .orderBy(sql`exposure->'names'->0->>'text'`)
    .orderBy(sql`(exposure->>'start')::bigint`)
    .orderBy("listed_exposures.id")
    .limit(size)
    .offset(page * size)
    .execute()
  const venues = await venuesNamed(
    db,
    rows.flatMap(({ skeletons }) => skeletons),
  )
  const decisions = await decisionsOf(
    db,
    rows.map(({ id }) => id),
  )
  const exposures = rows.map((row) => ({
    id: row.id,
    change: row.change ?? ("unchanged" as const),
    fields: row.fields === null ? [] : storedTexts(row.fields),
    ...toRecord(storedExposure(row.exposure)),
    before: row.before === null ? null : beforeOf(storedExposure(row.before)),
    byHand: row.by_hand !== null,
    decision: decisions.get(row.id) ?? null,
    venues: venues
      .filter(({ skeletons }) => skeletons.some((one) => row.skeletons.includes(one)))
      .slice(0, MOST_VENUES)
      .map(({ venue }) => venue),
  }))
  return done({ exposures, total: Number(total) })
}

/** One exposure that the lists list, or listed; nothing is said of an import. */
export async function findExposure({ db }: AuthorityDeps, id: string): Promise<Outcome<ListedExposureRecord>> {
  const row = await db.selectFrom("listed_exposures").selectAll().where(sql`id::text`, "=", id).executeTakeFirst()
  if (!row) return refuse("not-found")
  const record = toRecord(storedExposure(row.exposure))
  const unchanged = { change: "unchanged", before: null } as const
  const decision = (await decisionsOf(db, [row.id])).get(row.id) ?? null
  return done({ id: row.id, ...record, ...unchanged, fields: [], byHand: row.by_hand !== null, decision, venues: [] })
}

/** The warnings by name that were made of exposures and wait or stand. */
async function decisionsOf(db: Kysely<AuthorityTables>, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { id: string; state: string }>()
  const rows = await db
    .selectFrom("decisions")
    .select(["id", "state", "exposure"])
    .where("exposure", "in", [...ids])
    .where("state", "in", ["proposed", "approved", "held", "published"])
    .execute()
  return new Map(rows.map(({ id, state, exposure }) => [exposure ?? "", { id, state }]))
}

/** Registered venues with one of these names, in English or in Chinese, folded as look-alike names are. */
async function venuesNamed(
  db: Kysely<AuthorityTables>,
  skeletons: readonly string[],
): Promise<{ venue: Venue; skeletons: string[] }[]> {
  if (skeletons.length === 0) return []
  const wanted = [...new Set(skeletons)]
  const rows = await db
    .selectFrom("venues")
    .select(["id", "skeleton", sql<{ en: string; hant: string }>`application->'names'`.as("names")])
    .where("state", "=", "reviewed")
    .where("closed_at", "is", null)
    .where(
      sql<boolean>`(split_part(skeleton, '/', 1) = any(${wanted}) or split_part(skeleton, '/', 2) = any(${wanted}))`,
    )
    .limit(500)
    .execute()
  return rows.map(({ id, skeleton, names }) => ({
    venue: { id, en: names.en, hant: names.hant },
    skeletons: skeleton.split("/").filter(Boolean),
  }))
}

function toRecord(exposure: ListedExposure) {
  const { names, remarks, kind, seats, start, end, timeZone, advice, tier } = exposure
  return {
    names: names.map(({ language, text }) => ({ language, text })),
    remarks: [...remarks],
    place: placeText(exposure),
    kind,
    seats: seats.map(seatText).join("; "),
    start,
    end,
    timeZone,
    advice: [tier, advice].filter(Boolean).join(" – "),
  }
}

function beforeOf(exposure: ListedExposure) {
  const { names, start, end } = exposure
  return { name: names[0]?.text ?? "", place: placeText(exposure), start, end }
}

function seatText({ rows, seats }: SeatGroup): string {
  const range = rows === undefined ? "*" : rows[0] === rows[1] ? String(rows[0]) : `${rows[0]}–${rows[1]}`
  return seats === undefined ? range : `${range} ${seats.join(" ")}`
}
