import {
  type Contract,
  getSituation,
  getVenueAtDoor,
  isAllowed,
  listAccountRequests,
  listAudit,
  listCalls,
  listCases,
  listCodes,
  listDecisions,
  listFileChanges,
  listImports,
  listInspections,
  listPublications,
  listPurges,
  listRegisteredVenues,
  type OfficerRole,
  officerRole,
  startAnalysis,
} from "@homesafe/api"

/** What each page cannot be without: whoever may not ask for that has no use for the page. What is not named here is every officer's. */
const needed: Readonly<Record<string, Contract>> = {
  situation: getSituation,
  venues: listRegisteredVenues,
  accounts: listAccountRequests,
  inspections: listInspections,
  "inspections/door": getVenueAtDoor,
  imports: listImports,
  cases: listCases,
  calls: listCalls,
  clusters: startAnalysis,
  codes: listCodes,
  decisions: listDecisions,
  changes: listFileChanges,
  lists: listPublications,
  retention: listPurges,
  audit: listAudit,
}

const neededAt = (path: readonly string[]) => needed[path.slice(0, 2).join("/")] ?? needed[path[0] ?? ""]

/** Whether these roles have a use for the page at this path. */
export function mayOpen(roles: readonly OfficerRole[], ...path: readonly string[]): boolean {
  const contract = neededAt(path)
  return contract === undefined || isAllowed(contract, roles)
}

/** The roles that open the page at this path. */
export function rolesOf(path: readonly string[]): readonly OfficerRole[] {
  return officerRole.options.filter((role) => mayOpen([role], ...path))
}
