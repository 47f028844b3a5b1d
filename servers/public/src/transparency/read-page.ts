import type { Names, TransparencyFigures } from "@homesafe/api"
import { type BuildNames, type ServiceDay, type SignedEnvelope, serviceDayOf } from "@homesafe/protocol"
import type { PublicDeps } from "../deps.ts"
import { findFigures } from "./figures-store.ts"
import { readBuilds } from "./read-builds.ts"
import { type PublishedLedger, readLedger } from "./read-ledger.ts"
import { readFacts } from "./read-trust.ts"

/** Everything that the transparency page says of this deployment; a part that is not published yet, or not signed, is undefined. */
export interface TransparencyPage {
  readonly authority: Names
  readonly timeZone: string
  readonly offset: number
  readonly today: ServiceDay
  readonly isDemonstration: boolean
  readonly origin: string
  readonly ledger: PublishedLedger | undefined
  readonly figures: TransparencyFigures | undefined
  readonly signed: SignedEnvelope | undefined
  readonly builds: BuildNames | undefined
}

/** Puts the page together from published files alone, each with its signature checked. */
export async function readPage(deps: PublicDeps): Promise<TransparencyPage> {
  const { feed, clock, offset, authority, timeZone, origin } = deps
  const now = clock.now()
  const facts = await readFacts(feed, now)
  const kept = facts && (await findFigures(deps, facts.trust))
  return {
    authority,
    timeZone: facts?.timeZone ?? timeZone,
    offset,
    today: serviceDayOf(now, offset),
    isDemonstration: facts?.isDemonstration ?? false,
    origin,
    ledger: facts && (await readLedger(feed, facts.trust)),
    figures: kept?.figures,
    signed: kept?.signed,
    builds: facts && (await readBuilds(feed, facts.trust, now)),
  }
}
