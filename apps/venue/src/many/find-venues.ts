import { call, listVenues, type Venue } from "@homesafe/api"
import type { KeptRow } from "./row-store.ts"

/** The venues that these rows have become. */
export async function findVenuesOf(rows: readonly KeptRow[]): Promise<readonly Venue[]> {
  const answer = await call(listVenues)
  const ids = new Set(rows.map(({ venue }) => venue))
  return answer.ok ? answer.value.venues.filter(({ id }) => ids.has(id)) : []
}
