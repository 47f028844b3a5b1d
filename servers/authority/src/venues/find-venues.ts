import type { PendingVenue, RegisteredVenueRecord } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import type { ExpressionBuilder, Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { findLookAlikes } from "./check-application.ts"

type Row = Selectable<AuthorityTables["venues"]>
const PAGE = 50

/** What an operator sent, as kept. */
export function applicationOf(row: Pick<Row, "application">): PendingVenue {
  return row.application as PendingVenue // as: written by collect-applications, from what the contract has checked
}

/** Since when a venue's codes are not accepted, and why; null while they are. */
export function revocationOf(row: Pick<Row, "revoked">): { readonly from: number; readonly reason: string } | null {
  return row.revoked as { from: number; reason: string } | null // as: written by changes/approve.ts
}

/** One venue as officers see it. */
export async function recordOf(deps: AuthorityDeps, row: Row): Promise<RegisteredVenueRecord> {
  const application = applicationOf(row)
  const change = row.change as RegisteredVenueRecord["change"] // as: written by collect-news
  return {
    id: row.id,
    vid: row.vid.toString("hex"),
    state: row.state,
    reason: row.reason,
    names: application.names,
    address: application.address,
    category: application.category,
    registerNumber: application.registerNumber,
    entrances: application.entrances.length,
    notBefore: row.not_before,
    notAfter: row.not_after,
    appliedAt: row.applied_at,
    lookAlikes: row.state === "provisional" || change ? await findLookAlikes(deps, { ...application, ...change }) : [],
    otherNodesOn: row.other_nodes_on,
    revokedFrom: revocationOf(row)?.from ?? null,
    closedAt: row.closed_at,
    ownerChangedAt: row.owner_changed_at,
    lastDay: application.lastDay ?? null,
    restaurantType: application.restaurantType ?? null,
    plate: application.plate ?? null,
    change,
  }
}

/** What an officer has to look at: a venue before its review, or a change. */
export const waitsForReview = (e: ExpressionBuilder<AuthorityTables, "venues">) =>
  e.or([e("state", "=", "provisional"), e("change", "is not", null)])

/** A page of venues; those that wait for review first. */
export async function findVenues(
  deps: AuthorityDeps,
  query: {
    readonly state?: string | undefined
    readonly find?: string | undefined
    readonly page?: number | undefined
  },
): Promise<{ venues: RegisteredVenueRecord[]; waiting: number; total: number }> {
  const { count, sum } = await deps.db
    .selectFrom("venues")
    .select((e) => [e.fn.countAll<number>().as("count"), e.fn.countAll<number>().filterWhere(waitsForReview).as("sum")])
    .executeTakeFirstOrThrow()
  let rows = deps.db.selectFrom("venues").selectAll()
  const { state, find } = query
  if (state === "provisional" || state === "reviewed" || state === "refused") rows = rows.where("state", "=", state)
  if (find)
    rows = rows.where((e) =>
      e(e.cast<string>("application", "text"), "ilike", `%${find.replace(/[\\%_]/g, (c) => `\\${c}`)}%`),
    )
  const page = Math.max(0, Math.floor(query.page ?? 0))
  const found = await rows
    .orderBy((e) => e.case().when(waitsForReview(e)).then(0).else(1).end())
    .orderBy("applied_at", "desc")
    .limit(PAGE)
    .offset(page * PAGE)
    .execute()
  return { venues: await Promise.all(found.map((r) => recordOf(deps, r))), waiting: Number(sum), total: Number(count) }
}
