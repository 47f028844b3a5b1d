import type { AuthorityDeps } from "../deps.ts"
import type { SealedCase } from "./open-visits.ts"

/** Cases whose sealed visits are read at a time. */
const AT_A_TIME = 25

/** Reads the sealed visits of many cases, a few cases at a time, and says how many are read. Nothing is opened here. */
export async function* readSealed(
  { db }: AuthorityDeps,
  cases: readonly { readonly id: string }[],
): AsyncGenerator<{ readonly read: number; readonly sealed: SealedCase[] }> {
  for (let i = 0; i < cases.length; i += AT_A_TIME) {
    const ids = cases.slice(i, i + AT_A_TIME).map(({ id }) => id)
    const rows = await db
      .selectFrom("case_visits")
      .innerJoin("case_keys", "case_keys.case_id", "case_visits.case_id")
      .select(["case_visits.case_id", "sealed", "wrapped", "outside"])
      .where("case_visits.case_id", "in", ids)
      .where("sealed", "<>", Buffer.alloc(0))
      .orderBy("case_visits.case_id")
      .orderBy("part")
      .execute()
    const ofCase = [...Map.groupBy(rows, ({ case_id }) => case_id)]
    const sealed = ofCase.flatMap(([case_id, parts]): SealedCase[] => {
      const [first] = parts
      if (!first) return []
      const { wrapped, outside } = first
      return [{ case_id, wrapped, outside, parts: parts.map((part) => part.sealed) }]
    })
    yield { read: i + ids.length, sealed }
  }
}
