import { beyondAreas } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import type { Kysely } from "kysely"
import { openedVisitsOf } from "../cases/read-visits.ts"
import type { AuthorityDeps } from "../deps.ts"
import { hourEvidence, keepHours, markOtherNodes, type SealedHours, sealHours } from "./hour-keys.ts"
import { evidenceOf, hasRowKey, keepRowKey, sealRowKey } from "./row-keys.ts"

/** A venue's day. */
interface Place {
  readonly vid: string
  readonly day: number
}
/** What a case brings for the rows of a venue's day, sealed at rest. */
interface FoundKeys {
  readonly day: Buffer | undefined
  readonly hours: readonly SealedHours[]
}

/** What the rows of a decision will need: the day's key, or screens' words; nothing when neither is here nor among the case's visits. */
export async function keysFor(
  deps: AuthorityDeps,
  { vid, day }: Place,
  caseId: string | null,
): Promise<FoundKeys | undefined> {
  const visits = caseId === null ? [] : await openedVisitsOf(deps, caseId)
  const found = { day: sealRowKey(deps, visits, vid, day), hours: sealHours(deps, visits, vid, day) }
  const isHeld = (await hasRowKey(deps, vid, day)) || (await hourEvidence(deps, vid, day)).length > 0
  return isHeld || found.day || found.hours.length > 0 ? found : undefined
}

/** Keeps what was found; what is here already stays as it is. */
export async function keepKeys(db: Kysely<AuthorityTables>, { vid, day }: Place, found: FoundKeys): Promise<void> {
  if (found.day) await keepRowKey(db, vid, day, found.day)
  await keepHours(db, vid, day, found.hours)
}

/** Where the day's key is here beside screens' words, finds screens that gave other nodes: at a venue of whatever area. */
export function compareNodes(deps: AuthorityDeps, place: Place): Promise<void> {
  return beyondAreas(() => compare(deps, place))
}

async function compare(deps: AuthorityDeps, { vid, day }: Place): Promise<void> {
  const said = await hourEvidence(deps, vid, day)
  const whole = said.length > 0 ? await evidenceOf(deps, vid, day) : undefined
  if (whole) await markOtherNodes(deps, { vid, day }, said, whole.dayKey)
}
