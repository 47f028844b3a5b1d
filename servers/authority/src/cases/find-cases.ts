import type { CaseRecord } from "@homesafe/api"
import type { AuthorityDeps } from "../deps.ts"

/** A case's number as people say it. */
export const sayNumber = (number: number) => `C-${String(number).padStart(4, "0")}`

/** Cases newest first, or one; counts of visits only, never a visit. */
export async function findCases({ db, clock }: AuthorityDeps, id?: string): Promise<CaseRecord[]> {
  let asked = db
    .selectFrom("cases")
    .innerJoin("officers", "officers.id", "cases.opened_by")
    .leftJoin("case_visits", "case_visits.case_id", "cases.id")
    .selectAll("cases")
    .select(["officers.name as officer", "case_visits.proven", "case_visits.unproven"])
    .orderBy("cases.number", "desc")
    .limit(200)
  if (id !== undefined) asked = asked.where((e) => e(e.cast<string>("cases.id", "text"), "=", id))
  const rows = await asked.execute()
  const ids = rows.map((r) => r.id)
  if (ids.length === 0) return []
  const uploads = await db
    .selectFrom("uploads")
    .select(["case_id", "state", "reason"])
    .where("case_id", "in", ids)
    .execute()
  const codes = await db
    .selectFrom("upload_codes")
    .select(["case_id", "expires", "withdrawn_at"])
    .where("case_id", "in", ids)
    .execute()
  return rows.map((r) => {
    const upload = uploads.findLast((u) => u.case_id === r.id)
    const ofCase = codes.filter((c) => c.case_id === r.id).sort((a, b) => b.expires - a.expires)
    const code = ofCase.find((c) => c.withdrawn_at === null) ?? ofCase[0]
    return {
      id: r.id,
      number: sayNumber(r.number),
      pathogen: r.pathogen,
      onset: r.onset,
      tested: r.tested,
      infectiousFrom: r.infectious_from,
      infectiousUntil: r.infectious_until,
      openedAt: r.opened_at,
      openedBy: r.officer,
      upload: stateOf(upload?.state, code, clock.now()),
      uploadReason: upload?.reason ?? null,
      visits: r.proven === null || r.unproven === null ? null : { proven: r.proven, unproven: r.unproven },
      keptUntil: r.kept_until,
    }
  })
}

function stateOf(
  upload: "waiting" | "opened" | "quarantined" | undefined,
  code: { readonly expires: number; readonly withdrawn_at: number | null } | undefined,
  now: number,
): CaseRecord["upload"] {
  if (upload === "waiting") return "waiting-for-opener"
  if (upload !== undefined) return upload
  if (code === undefined) return "none"
  if (code.withdrawn_at !== null) return "code-withdrawn"
  return code.expires >= now ? "code-given" : "code-expired"
}
