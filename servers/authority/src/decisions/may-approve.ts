import { type Refusal, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"

/**
 * Whether the areas of who asks reach to a decision's place: a case's stays lie in many districts, and its own officers propose for all of
 * them, but those who know the venue decide about it. A place that nobody registered has no area, and its case's officers approve.
 */
export async function reasonNotToApprove({ db }: AuthorityDeps, id: string): Promise<Refusal | null> {
  const decision = await db.selectFrom("decisions").select("vid").where("id", "=", id).executeTakeFirst()
  if (!decision) return refuse("not-found")
  const venue = db.selectFrom("venues").select("id").where("vid", "=", decision.vid)
  if (await venue.executeTakeFirst()) return null
  const anywhere = db.selectFrom("venue_register").select("id").where("vid", "=", decision.vid)
  return (await anywhere.executeTakeFirst()) ? refuse("other-area") : null
}
