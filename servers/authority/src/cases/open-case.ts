import type { BodyOf, openCase as contract } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { infectiousPeriod, keptUntil, type PathogenProfile } from "@homesafe/domain"
import { serviceDay } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"
import { makeCaseKey } from "./case-keys.ts"

/** Opens a case with its own key; gives its id. */
export async function openCase(
  { db, clock, keys }: AuthorityDeps,
  officer: string,
  { pathogen, onset, tested }: BodyOf<typeof contract>,
  profile: PathogenProfile,
): Promise<string> {
  const period = infectiousPeriod(profile, onset === null ? null : serviceDay(onset), serviceDay(tested))
  const now = clock.now()
  return db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto("cases")
      .values({
        pathogen,
        onset,
        tested,
        infectious_from: period.from,
        infectious_until: period.until,
        opened_at: now,
        opened_by: officer,
        kept_until: keptUntil(now),
      })
      .returning("id")
      .executeTakeFirstOrThrow()
    await makeCaseKey(tx, keys.atRest, id)
    await writeAudit(tx, { at: now, officer, act: "open-case", subject: id })
    return id
  })
}
