import { serviceDayOf } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"

/** Days for which a venue's keys are kept after their day (Spec §6). */
const KEPT_DAYS = 45

/** Destroys the keys of days and hours that are past their time, and the requests for them. The log counts. */
export async function destroyKeys({ db, clock, offset, log }: AuthorityDeps): Promise<void> {
  const last = serviceDayOf(clock.now(), offset) - KEPT_DAYS
  const counts = { row_keys: 0, hour_keys: 0, venue_requests: 0 }
  for (const table of ["row_keys", "hour_keys", "venue_requests"] as const) {
    const { numDeletedRows } = await db.deleteFrom(table).where("day", "<", last).executeTakeFirstOrThrow()
    counts[table] = Number(numDeletedRows)
  }
  if (Object.values(counts).some((n) => n > 0)) log.info(counts, "keys-destroyed")
}
