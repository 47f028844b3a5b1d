import type { ReportPlace } from "@homesafe/api"
import type { AuthorityDeps } from "../deps.ts"
import { applicationOf } from "../venues/find-venues.ts"

/** Venues that are looked up at a time. */
const AT_A_TIME = 500

/** What the register says of a place. */
export interface NamedPlace {
  readonly venue: NonNullable<ReportPlace["venue"]>
  readonly district: string | null
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
      return [row.vid.toString("hex"), { venue: { id: row.id, names, category }, district: districtIn(address.en) }]
    })
  }
}

/** The last words of an English address, "2 Pier Road, Sai Kung"; null where these have a number. The register has no field for a district. */
export function districtIn(address: string): string | null {
  const last = address.split(",").at(-1)?.trim() ?? ""
  return last === "" || /\d/.test(last) ? null : last
}
