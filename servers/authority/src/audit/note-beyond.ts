import { beyondAreas } from "@homesafe/db"
import { writeAudit } from "@homesafe/db/audit"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"

/** What an address or a body may name, and where it would be. */
const named = [
  ["cases", "id"],
  ["venues", "id"],
  ["decisions", "id"],
  ["case_tasks", "id"],
  ["calls", "id"],
  ["retention_acts", "id"],
  ["inspections", "id"],
  ["account_requests", "id"],
  ["venue_requests", "id"],
  ["code_requests", "batch"],
  ["case_handovers", "case_id"],
] as const

/**
 * Notes that an officer asked for something of another area by its id. It is looked for after the answer has gone, which is the one that
 * an id of nothing gets, in its time too. The entry says who and what kind of thing, not which; the log counts.
 */
export async function noteBeyond(
  { db, clock, log }: AuthorityDeps,
  officer: string,
  { params, query, body }: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
): Promise<void> {
  const ids = [params, query, body].flatMap(idsIn)
  if (ids.length === 0) return
  try {
    const kinds = await beyondAreas(async () => {
      const found = await Promise.all(
        named.map(async ([table, column]) => {
          const asked = sql<{
            n: string
          }>`select count(*) as n from ${sql.table(table)} where ${sql.ref(column)}::text = any(${ids})`
          return Number((await asked.execute(db)).rows[0]?.n) > 0 ? [table] : []
        }),
      )
      return found.flat()
    })
    if (kinds.length === 0) return
    log.warn({ asked: kinds.length }, "asked-beyond-areas")
    const purpose = kinds.join(" ")
    await beyondAreas(() =>
      db
        .transaction()
        .execute((tx) => writeAudit(tx, { at: clock.now(), officer, act: "ask-beyond-areas", subject: null, purpose })),
    )
  } catch {
    log.error("beyond-areas-not-noted")
  }
}

/** The words in what was asked that could be an id: of a row, or of a decision. */
function idsIn(asked: unknown): string[] {
  if (typeof asked !== "object" || asked === null) return []
  return Object.values(asked)
    .flatMap((value) => (typeof value === "string" ? [value] : idsIn(value)))
    .filter((text) => /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32})$/.test(text))
    .slice(0, 8)
}
