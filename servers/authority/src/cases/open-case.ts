import type { BodyOf, openCase as contract } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { infectiousPeriod, keptUntil, type PathogenProfile } from "@homesafe/domain"
import { serviceDay } from "@homesafe/protocol"
import type { Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { makeCaseKey } from "./case-keys.ts"

/** Opens a case with its own key, in the caller's transaction; gives its id and its number. */
export async function openCase(
  tx: Kysely<AuthorityTables>,
  { clock, keys }: Pick<AuthorityDeps, "clock" | "keys">,
  officer: string,
  { pathogen, onset, tested }: BodyOf<typeof contract>,
  profile: PathogenProfile,
): Promise<{ readonly id: string; readonly number: number }> {
  const period = infectiousPeriod(profile, onset === null ? null : serviceDay(onset), serviceDay(tested))
  const now = clock.now()
  const made = await tx
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
    .returning(["id", "number"])
    .executeTakeFirstOrThrow()
  await makeCaseKey(tx, keys, made.id)
  await writeAudit(tx, { at: now, officer, act: "open-case", subject: made.id })
  return made
}
