import * as z from "zod/mini"
import { type NotRead, writeFirst } from "../audit/write-first.ts"
import { readCaseKey } from "../cases/case-keys.ts"
import { openForCase } from "../cases/seal-for-case.ts"
import type { AuthorityDeps } from "../deps.ts"

/** Whom a call is to. */
export interface Contact {
  readonly id: string
  readonly name: string
  readonly number: string
}

const within = z.object({ name: z.string(), number: z.string() })

/**
 * Opens names and numbers of calls. For each case a log entry is durable before anything is opened; without it, nothing is. A call that
 * is not there, or whose case is over, is left out.
 */
export async function openCalls(
  deps: AuthorityDeps,
  ids: readonly string[],
  officer: string,
  purpose: string,
): Promise<Contact[] | NotRead> {
  const { db, keys } = deps
  const rows = await db.selectFrom("calls").select(["id", "case_id", "sealed"]).where("id", "in", ids).execute()
  const caseKeys = new Map<string, Buffer | undefined>()
  for (const caseId of new Set(rows.map(({ case_id }) => case_id))) {
    const problem = await writeFirst(deps, { officer, act: "read-calls", subject: caseId, purpose })
    if (problem) return problem
    caseKeys.set(caseId, await readCaseKey(db, keys, caseId))
  }
  return rows.flatMap(({ id, case_id, sealed }) => {
    const key = caseKeys.get(case_id)
    return key ? [{ id, ...within.parse(JSON.parse(openForCase(key, sealed).toString())) }] : []
  })
}
