import type { ClusterVisit } from "@homesafe/domain"
import { unwrapCaseKey } from "../cases/case-keys.ts"
import { openParts } from "../cases/read-visits.ts"
import type { AuthorityDeps } from "../deps.ts"

/** Cases whose visits are opened in one breath. */
const AT_A_TIME = 25

/** Opens the visits of many cases in memory, a few cases at a time, and says how many are done. A case whose key is destroyed has none. */
export async function* openVisits(
  { db, keys }: AuthorityDeps,
  cases: readonly { readonly id: string }[],
): AsyncGenerator<{ readonly cases: number; readonly visits: ClusterVisit[] }> {
  for (let i = 0; i < cases.length; i += AT_A_TIME) {
    const ids = cases.slice(i, i + AT_A_TIME).map(({ id }) => id)
    const parts = await db
      .selectFrom("case_visits")
      .innerJoin("case_keys", "case_keys.case_id", "case_visits.case_id")
      .select(["case_visits.case_id", "sealed", "wrapped", "outside"])
      .where("case_visits.case_id", "in", ids)
      .where("sealed", "<>", Buffer.alloc(0))
      .orderBy("case_visits.case_id")
      .orderBy("part")
      .execute()
    const ofCase = [...Map.groupBy(parts, ({ case_id }) => case_id)]
    const visits = ofCase.flatMap(([id, rows]) => {
      const key = rows[0] && unwrapCaseKey(keys, rows[0])
      const sealed = rows.map((row) => row.sealed)
      return (key ? openParts(key, sealed) : []).map(
        ({ vid, vehicle, day, arrival, departure }): ClusterVisit => ({
          case: id,
          // A vehicle's id changes with its key; its plate stays.
          place: vehicle ? plateWord(vehicle.plate) : vid,
          ...{ day, arrival, departure },
        }),
      )
    })
    yield { cases: i + ids.length, visits }
  }
}

const PLATE = "plate "
const plateWord = (plate: string) => `${PLATE}${plate}`

/** The plate that a place's word names; null for a venue's id. */
export function plateIn(place: string): string | null {
  return place.startsWith(PLATE) ? place.slice(PLATE.length) : null
}
