import type { CaseVisit, StandingDecision } from "@homesafe/api"
import { diseaseOf, exposureWindow, pathogenOf } from "@homesafe/domain"
import type { Catalogue } from "@homesafe/protocol"
import { areCovered } from "./risk-windows.ts"

/** What stands about a stay's place and day and the same disease as an advice is about, newest first. */
export function standingOf(
  catalogue: Catalogue,
  { decisions }: Pick<CaseVisit, "decisions">,
  template: number | undefined,
): StandingDecision[] {
  const disease = diseaseNamed(catalogue, template)
  return decisions.filter((each) => diseaseNamed(catalogue, each.template) === disease)
}

/** Whether visitors were, or will be, warned of all of a stay and its linger time; also when another case led to the warning. */
export function isWarned(catalogue: Catalogue, visit: CaseVisit, pathogen: number): boolean {
  const profile = pathogenOf(pathogen)
  const standing = standingOf(catalogue, visit, profile?.template)
  const window = exposureWindow(visit.arrival, visit.departure, profile?.lingerMinutes ?? 0)
  return areCovered(
    [window],
    standing.flatMap(({ windows }) => windows),
  )
}

// English names tell diseases apart: several pieces of advice are about one disease.
function diseaseNamed({ templates }: Catalogue, n: number | undefined): string | undefined {
  const found = templates.find((each) => each.n === n)
  return found && diseaseOf(found.en)
}
