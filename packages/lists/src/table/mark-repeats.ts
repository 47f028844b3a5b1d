import type { ListedExposure, Note, RepairCode, RowOutcome } from "../shapes.ts"
import { foldedText } from "./folded-text.ts"

/** Tells rows that list the same once more: they count once, and say which row they repeat. Positions may differ. */
export function markRepeats(outcomes: readonly RowOutcome[], apart: ReadonlySet<number>): RowOutcome[] {
  const first = new Map<string, number>()
  return outcomes.map((outcome) => {
    if (outcome.state === "quarantined") return outcome
    const how: Note<RepairCode>[] = outcome.state === "repaired" ? [...outcome.how] : []
    if (apart.has(outcome.row.number)) how.push({ code: "twin-not-alike" })
    const exposures: ListedExposure[] = []
    for (const exposure of outcome.exposures) {
      const key = sameness(exposure)
      const known = first.get(key)
      if (known === undefined) {
        first.set(key, outcome.row.number)
        exposures.push(exposure)
      } else if (known !== outcome.row.number) how.push({ code: "same-as-row", taken: String(known) })
    }
    const told = how.filter(
      (note, at) =>
        how.findIndex(
          (other) => other.code === note.code && other.given === note.given && other.taken === note.taken,
        ) === at,
    )
    return told.length > 0 ? { state: "repaired", row: outcome.row, exposures, how: told } : { ...outcome, exposures }
  })
}

function sameness(exposure: ListedExposure): string {
  const names = exposure.names.map(({ text }) => foldedText(text)).join("/")
  const parts = [
    exposure.identity,
    names,
    exposure.start,
    exposure.end,
    foldedText(exposure.address),
    foldedText(exposure.tier),
    foldedText(exposure.advice),
    foldedText(exposure.remarks.join(" ")),
  ]
  return parts.join("|")
}
