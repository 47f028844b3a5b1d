import type { ReportPlace } from "@homesafe/api"
import { districtOfAddress } from "@homesafe/domain"
import type { AuthorityDeps } from "../deps.ts"
import { applicationOf } from "../venues/find-venues.ts"

/** Venues that are looked up at a time. */
const AT_A_TIME = 500

/** What the register says of a place. */
export interface NamedPlace {
  readonly venue: NonNullable<ReportPlace["venue"]>
  /** An area of officers, where the address names one. */
  readonly district: number | null
}

/** The register's word on these ids, some at a time; those that it does not know are left out. */
export async function* namePlaces(
  { db }: AuthorityDeps,
  vids: readonly string[],
): AsyncGenerator<(readonly [string, NamedPlace])[]> {
  for (let i = 0; i < vids.length; i += AT_A_TIME) {
    const asked = vids.slice(i, i + AT_A_TIME).map((vid) => Buffer.from(vid, "hex"))
    const rows = await db
      .selectFrom("venue_register")
      .select(["id", "vid", "application"])
      .where("vid", "in", asked)
      .execute()
    yield rows.map((row) => {
      const { names, category, address } = applicationOf(row)
      return [row.vid.toString("hex"), { venue: { id: row.id, names, category }, district: districtOfAddress(address) }]
    })
  }
}
