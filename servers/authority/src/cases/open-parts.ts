import { type KeptVisit, keptVisit } from "@homesafe/api"
import { openForCase } from "./seal-for-case.ts"

/** What lies in the parts of one case's visits. The parts lie one for each upload; what two of them both say is given once, all by time. */
export function openParts(key: Uint8Array, parts: readonly Uint8Array[]): KeptVisit[] {
  const visits = parts.flatMap((sealed) => visitsIn(openForCase(key, sealed).toString()))
  const each = new Map(visits.map((visit) => [JSON.stringify(visit), visit]))
  return [...each.values()].sort((a, b) => a.day - b.day || a.arrival - b.arrival)
}

function visitsIn(text: string): KeptVisit[] {
  const { visits } = JSON.parse(text) as { visits: unknown[] } // as: sealed for the case, checked on the next line
  return visits.map((visit) => keptVisit.parse(visit))
}
