import type { RowEvidence } from "@homesafe/protocol/publisher"
import type { AuthorityDeps } from "../deps.ts"
import { hourEvidenceOf } from "./hour-keys.ts"
import { evidenceOf } from "./row-keys.ts"

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/**
 * What proves each row that a venue's day can have. Whoever scanned the poster holds the day's key and whoever scanned a screen holds
 * hours' keys: with the day's key here there is a row for the one and, where there are screens, one an hour for the others. Without it
 * there are the hours that screens gave to cases, and posters' visitors cannot be told (ADR 0015).
 */
export async function evidencesOf(deps: AuthorityDeps, vid: string, day: number): Promise<readonly RowEvidence[]> {
  const whole = await evidenceOf(deps, vid, day)
  if (whole?.kind !== "printed") return hourEvidenceOf(deps, vid, day)
  if (!(await hasScreens(deps, vid))) return [whole]
  return [whole, ...HOURS.map((hour) => ({ ...whole, hour }))]
}

/** Whether this venue ever had a screen: its visitors may hold the keys of hours. */
export async function hasScreens({ db }: AuthorityDeps, vid: string): Promise<boolean> {
  const row = await db
    .selectFrom("screens")
    .innerJoin("venues", "venues.id", "screens.venue_id")
    .select("screens.id")
    .where("vid", "=", Buffer.from(vid, "hex"))
    .where("issuer_grant", "is not", null)
    .executeTakeFirst()
  return row !== undefined
}
