import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { infectiousPeriod, keptUntil, type PathogenProfile } from "@homesafe/domain"
import { serviceDay } from "@homesafe/protocol"
import type { Kysely } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { makeCaseKey } from "./case-keys.ts"

/** Opens a case with a key of its own; its infectious period follows from the pathogen's profile. */
export async function openCase(
  tx: Kysely<AuthorityTables>,
  { clock, keys }: Pick<AuthorityDeps, "clock" | "keys">,
  opening: {
    readonly profile: PathogenProfile
    readonly onset: number | null
    readonly tested: number
    readonly officer: string
  },
): Promise<{ readonly id: string; readonly number: number }> {
  const { profile, onset, tested, officer } = opening
  const now = clock.now()
  const period = infectiousPeriod(profile, onset === null ? null : serviceDay(onset), serviceDay(tested))
  const made = await tx
    .insertInto("cases")
    .values({
      pathogen: profile.n,
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
  await makeCaseKey(tx, keys.atRest, made.id)
  await writeAudit(tx, { at: now, officer, act: "open-case", subject: made.id })
  return made
}
