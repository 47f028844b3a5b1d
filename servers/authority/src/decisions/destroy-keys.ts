import { sql } from "kysely"
import { endClass } from "../purges/end-class.ts"
import type { PurgeDeps } from "../purges/purge.ts"

/** Destroys the keys of days and hours that are past their time (Spec §6), and the requests for them. */
export async function destroyKeys(deps: PurgeDeps): Promise<void> {
  await endClass(deps, "day-keys", ({ day }) => {
    const where = sql`day < ${day}`
    return [
      { table: "row_keys", where },
      { table: "hour_keys", where },
      { table: "venue_requests", where },
    ]
  })
}
