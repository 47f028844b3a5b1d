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
  { pathogen, onset, tested, area }: BodyOf<typeof contract>,
  profile: PathogenProfile,
): Promise<{ readonly id: string; readonly number: number }> {
  const period = infectiousPeriod(profile, onset === null ? null : serviceDay(onset), serviceDay(tested))
  const now = clock.now()
  const made = await tx
    .insertInto("cases")
    .values({
      pathogen,
      area: await areaOfNew(tx, officer, area),
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

/** A new case's area: the one that was chosen, else the first of the officer's own; null for an officer of the whole authority. */
async function areaOfNew(tx: Kysely<AuthorityTables>, officer: string, chosen: number | null | undefined) {
  if (chosen !== undefined) return chosen
  const row = await tx.selectFrom("officers").select("areas").where("id", "=", officer).executeTakeFirstOrThrow()
  return row.areas[0] ?? null
}
