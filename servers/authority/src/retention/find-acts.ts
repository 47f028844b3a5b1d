import { disclosure, holdGround, type RetentionAct, releaseGround } from "@homesafe/api"
import { sayNumber } from "../cases/find-cases.ts"
import type { AuthorityDeps } from "../deps.ts"
import { todayOf } from "./propose-act.ts"

const MOST = 100

/** Holds, early ends and disclosures, those that wait first and then the newest; of one case where it is named. */
export async function findActs(
  deps: AuthorityDeps,
  officer: string,
  caseId: string | undefined,
): Promise<{ readonly acts: RetentionAct[] }> {
  let asked = deps.db
    .selectFrom("retention_acts as act")
    .leftJoin("cases", "cases.id", "act.case_id")
    .innerJoin("officers as proposer", "proposer.id", "proposed_by")
    .leftJoin("officers as decider", "decider.id", "decided_by")
    .selectAll("act")
    .select(["cases.number", "proposer.name as proposer", "decider.name as decider"])
    .orderBy((e) => e.case().when("state", "=", "proposed").then(0).else(1).end())
    .orderBy("proposed_at", "desc")
    .orderBy("act.id")
    .limit(MOST)
  if (caseId !== undefined) asked = asked.where("act.case_id", "=", caseId)
  const today = todayOf(deps)
  const acts = (await asked.execute()).map(({ content, ...row }): RetentionAct => {
    const ground = holdGround.safeParse(row.ground)
    const release = releaseGround.safeParse(row.ground)
    return {
      id: row.id,
      kind: row.kind,
      case: row.case_id === null || row.number === null ? null : { id: row.case_id, number: sayNumber(row.number) },
      ground: ground.success ? ground.data : release.success ? release.data : null,
      reference: row.reference,
      until: row.until,
      disclosure: content === null ? null : disclosure.parse(content),
      state: row.state,
      isInForce: row.kind === "hold" && row.state === "agreed" && row.until !== null && row.until >= today,
      proposedBy: row.proposer,
      proposedAt: row.proposed_at,
      decidedBy: row.decider,
      decidedAt: row.decided_at,
      isOwn: row.proposed_by === officer,
    }
  })
  return { acts }
}
