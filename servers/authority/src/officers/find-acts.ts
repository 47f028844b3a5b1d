import { type Officer, type OfficerAct, officerRole } from "@homesafe/api"
import type { AuthorityDeps } from "../deps.ts"
import { mayEnd, whyNotAgree } from "./decide-act.ts"

/** What about officers waits for somebody, the newest first, with what the asking officer may do about it. */
export async function findActs(
  { db, clock }: AuthorityDeps,
  officer: Officer,
): Promise<{ readonly acts: OfficerAct[]; readonly oneIsEnough: boolean; readonly administrators: number }> {
  const rows = await db
    .selectFrom("officer_acts")
    .innerJoin("officers as proposer", "proposer.id", "proposed_by")
    .leftJoin("officers as about", "about.id", "officer_id")
    .selectAll("officer_acts")
    .select(["proposer.name as proposer_name", "about.name as about_name"])
    .where("state", "in", ["proposed", "agreed"])
    .where("expires", ">=", clock.now())
    .orderBy("proposed_at", "desc")
    .orderBy("officer_acts.id")
    .limit(100)
    .execute()
  const rule = await db.selectFrom("officer_rule").select("two_since").executeTakeFirstOrThrow()
  const there = await db.selectFrom("officers").select(["id", "roles"]).where("suspended_at", "is", null).execute()
  const administrators = there.filter(({ roles }) => roles.includes("administrator")).map(({ id }) => id)
  const mine = ({ proposed_by, decided_by }: (typeof rows)[number]) => [proposed_by, decided_by].includes(officer.id)
  return {
    oneIsEnough: rule.two_since === null,
    administrators: administrators.length,
    acts: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      officer: row.officer_id === null ? null : { id: row.officer_id, name: row.about_name ?? "" },
      roles: row.roles.map((role) => officerRole.parse(role)),
      areas: row.areas,
      reason: row.reason,
      state: row.state === "agreed" ? "agreed" : "proposed",
      proposedBy: { id: row.proposed_by, name: row.proposer_name },
      expires: row.expires,
      mayAgree: row.state === "proposed" && whyNotAgree(row, officer, administrators) === null,
      mayEnd: mayEnd(row, officer.id, administrators),
      mayLink: row.state === "agreed" && mine(row),
    })),
  }
}
