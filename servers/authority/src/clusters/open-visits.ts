import type { ClusterVisit } from "@homesafe/domain"
import { type CaseKeyring, unwrapCaseKey } from "../cases/case-keys.ts"
import { openParts } from "../cases/open-parts.ts"

/** The sealed visits of one case, as they lie in the database, with its wrapped key. */
export interface SealedCase {
  readonly case_id: string
  readonly wrapped: Uint8Array
  readonly outside: boolean
  readonly parts: readonly Uint8Array[]
}

/** Opens the visits of one case. One whose key is destroyed has none. The key is written over as soon as they are open. */
export function openVisits(keys: CaseKeyring, sealed: SealedCase): ClusterVisit[] {
  const key = unwrapCaseKey(keys, sealed)
  if (!key) return []
  try {
    return openParts(key, sealed.parts).map(({ vid, vehicle, day, arrival, departure }) => ({
      case: sealed.case_id,
      // A vehicle's id changes with its key; its plate stays.
      place: vehicle ? plateWord(vehicle.plate) : vid,
      ...{ day, arrival, departure },
    }))
  } finally {
    key.fill(0)
  }
}

const PLATE = "plate "
const plateWord = (plate: string) => `${PLATE}${plate}`

/** The plate that a place's word names; null for a venue's id. */
export function plateIn(place: string): string | null {
  return place.startsWith(PLATE) ? place.slice(PLATE.length) : null
}
