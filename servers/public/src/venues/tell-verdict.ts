import { type IssuedCode, isProblemCode, type Venue } from "@homesafe/api"
import type { PublicTables } from "@homesafe/db/public"
import { formatDate, type Language } from "@homesafe/i18n"
import { translateShared } from "@homesafe/i18n/shared"
import { serviceDay, startOfServiceDay } from "@homesafe/protocol"
import type { Kysely } from "kysely"
import type { PublicDeps } from "../deps.ts"
import { queueMail } from "../operators/queue-mail.ts"
import { findMembers } from "../people/members.ts"
import { nameIn, namesOf } from "./venue-name.ts"

interface Standing {
  readonly state: Venue["state"]
  readonly reason: string | null
  readonly revoked: Venue["revoked"]
  readonly lastDay: number | null
}

/**
 * Tells a venue's owners what an officer has decided since they last looked: in the transaction that writes it, so that it is told once. A
 * provisional code is not told: it comes while its operator waits for it.
 */
export async function tellVerdict(
  tx: Kysely<PublicTables>,
  deps: PublicDeps,
  venue: { readonly id: string; readonly application: unknown },
  before: Pick<Standing, "state" | "revoked">,
  now: Standing,
): Promise<void> {
  const { offset, timeZone, origin } = deps
  const dayIn = (day: number, language: Language) =>
    formatDate(startOfServiceDay(serviceDay(day), offset) * 1000, language, timeZone)
  const { state, lastDay, revoked } = now
  for (const person of await findMembers(tx, venue.id, ["owner"])) {
    const { language } = person
    const said = { venue: nameIn(namesOf(venue.application), language), link: `${origin}/venue/venues/${venue.id}` }
    if (state === "reviewed" && before.state !== "reviewed" && lastDay !== null)
      await queueMail(tx, deps, person, "reviewed", () => ({ ...said, date: dayIn(lastDay, language) }))
    if (state === "refused" && before.state !== "refused")
      await queueMail(tx, deps, person, "refused", () => ({ ...said, reason: reasonIn(now.reason, language) }))
    if (revoked && !before.revoked)
      await queueMail(tx, deps, person, "revoked", () => ({
        ...said,
        date: dayIn(revoked.from, language),
        reason: revoked.reason,
      }))
  }
}

/** A machine's refusal is a problem code, an officer's is a sentence. */
function reasonIn(reason: string | null, language: Language): string {
  if (reason === null) return "—"
  return isProblemCode(reason) ? translateShared(language)(`problem.${reason}`) : reason
}

/** The last service day of the newest of these codes: an older poster works beside it until its own end. */
export function endOf(codes: readonly IssuedCode[]): number | null {
  return codes.length === 0 ? null : Math.max(...codes.map(({ header }) => header.notAfter))
}
