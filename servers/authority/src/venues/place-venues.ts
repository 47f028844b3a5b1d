import { districtOfAddress } from "@homesafe/domain"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { applicationOf } from "./find-venues.ts"

/** Venues that are placed in one round. */
const AT_A_TIME = 500

/** Notes in which district each venue lies whose address is new or has changed. Asked again it does nothing: an index holds only these. */
export async function placeVenues({ db }: AuthorityDeps): Promise<void> {
  const english = sql<string>`application #>> '{address,en}'`
  const rows = await db
    .selectFrom("venues")
    .select(["id", "application"])
    .where(sql<boolean>`area_from is distinct from application #>> '{address,en}'`)
    .limit(AT_A_TIME)
    .execute()
  for (const row of rows) {
    const { address } = applicationOf(row)
    await db
      .updateTable("venues")
      .set({ area: districtOfAddress(address), area_from: address.en })
      .where("id", "=", row.id)
      // Its address may have changed between the look and this: then the next round places it.
      .where(english, "=", address.en)
      .execute()
  }
}
