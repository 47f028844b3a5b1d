import type { AuthorityTables } from "@homesafe/db/authority"
import { nameSkeleton } from "@homesafe/domain"
import { compareLists, type ListedExposure, type RowOutcome } from "@homesafe/lists"
import type { Kysely } from "kysely"
import { asJson, type ImportCounts, storedExposure } from "./stored-shapes.ts"

type Db = Kysely<AuthorityTables>
type Change = AuthorityTables["import_changes"]["change"]
const AT_ONCE = 1000

/** Brings what a source lists up to date: new, corrected, returned; what is gone is marked and stays. */
export async function keepExposures(
  tx: Db,
  to: { readonly id: string; readonly source: string },
  outcomes: readonly RowOutcome[],
): Promise<Pick<ImportCounts, Change | "unchanged">> {
  const stored = await tx.selectFrom("listed_exposures").selectAll().where("source", "=", to.source).execute()
  const byId = new Map(stored.map((row) => [row.id, row]))
  const handMade = await correctedByHand(tx, to.id)
  const isByHand = (id: string) => handMade.has(byId.get(id)?.by_hand?.toString("hex") ?? "")
  const compared = compareLists(
    stored
      .filter(({ id }) => !isByHand(id))
      .map(({ id, exposure }) => ({ key: id, exposure: storedExposure(exposure) })),
    outcomes,
  )
  const changes: { exposure: string; change: Change; fields: readonly string[]; before: string | null }[] = []
  for (const { key, now, fields } of [
    ...compared.unchanged.map((one) => ({ ...one, fields: [] })),
    ...compared.corrected,
  ]) {
    const before = byId.get(key)
    const isBack = before?.standing === "gone"
    if (isBack || fields.length > 0) {
      changes.push({
        exposure: key,
        change: isBack ? "returned" : "corrected",
        fields,
        before: asJson(before?.exposure),
      })
      await tx.updateTable("listed_exposures").set(columnsOf(now, to.id)).where("id", "=", key).execute()
    }
  }
  await seeAgain(tx, to.id, [
    ...compared.unchanged.map(({ key }) => key),
    ...stored.flatMap(({ id }) => (isByHand(id) ? [id] : [])),
  ])
  for (const [standing, keys] of [
    ["gone", compared.gone],
    ["inDoubt", compared.inDoubt],
  ] as const) {
    const turned = keys.filter((key) => byId.get(key)?.standing !== standing)
    await mark(tx, standing, turned)
    changes.push(...turned.map((exposure) => ({ exposure, change: standing, fields: [], before: null })))
  }
  const fresh = await addExposures(tx, to, compared.fresh)
  changes.push(...fresh.map((exposure) => ({ exposure, change: "fresh" as const, fields: [], before: null })))
  for (let at = 0; at < changes.length; at += AT_ONCE) {
    const part = changes.slice(at, at + AT_ONCE)
    await tx
      .insertInto("import_changes")
      .values(
        part.map(({ exposure, change, fields, before }) => ({
          import_id: to.id,
          exposure_id: exposure,
          change,
          fields: asJson(fields),
          before,
        })),
      )
      .execute()
  }
  const count = (change: Change) => changes.filter((one) => one.change === change).length
  return {
    fresh: count("fresh"),
    corrected: count("corrected"),
    returned: count("returned"),
    gone: count("gone"),
    inDoubt: count("inDoubt"),
    unchanged:
      compared.unchanged.length -
      changes.filter(({ change, fields }) => change === "returned" && fields.length === 0).length,
  }
}

/** Rows of this import that an officer has said by hand before: what they were corrected to is still listed. */
async function correctedByHand(tx: Db, importId: string): Promise<Set<string>> {
  const rows = await tx
    .selectFrom("import_rows")
    .select("hash")
    .where("import_id", "=", importId)
    .where("handled", "=", "corrected")
    .execute()
  return new Set(rows.map(({ hash }) => hash.toString("hex")))
}

/** Adds exposures to a source, and answers their ids. */
export async function addExposures(
  tx: Db,
  to: { readonly id: string; readonly source: string },
  exposures: readonly ListedExposure[],
  byHand: Buffer | null = null,
): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < exposures.length; at += AT_ONCE) {
    const part = exposures.slice(at, at + AT_ONCE)
    const added = await tx
      .insertInto("listed_exposures")
      .values(part.map((exposure) => ({ source: to.source, by_hand: byHand, ...columnsOf(exposure, to.id) })))
      .returning("id")
      .execute()
    ids.push(...added.map(({ id }) => id))
  }
  return ids
}

function columnsOf(exposure: ListedExposure, importId: string) {
  return {
    identity: exposure.identity,
    exposure: asJson(exposure),
    skeletons: exposure.names.map(({ text }) => nameSkeleton(text)).filter((skeleton) => skeleton !== ""),
    standing: "listed" as const,
    seen_in: importId,
  }
}

async function seeAgain(tx: Db, importId: string, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await tx
      .updateTable("listed_exposures")
      .set({ seen_in: importId, standing: "listed" })
      .where("id", "in", ids.slice(at, at + AT_ONCE))
      .execute()
}

async function mark(tx: Db, standing: "gone" | "inDoubt", ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await tx
      .updateTable("listed_exposures")
      .set({ standing })
      .where("id", "in", ids.slice(at, at + AT_ONCE))
      .execute()
}
