import { closeInspection, listInspections } from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { noteFinding } from "./close-inspection.ts"
import { findInspections } from "./find-inspections.ts"

/** The list of codes that somebody should look at. */
export function inspectionRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(listInspections, async ({ query }) => done(await findInspections(deps, Math.floor(query.page ?? 0))))

  handle(closeInspection, async ({ who, params, body }) =>
    who ? noteFinding(deps, who.officer.id, params.id ?? "", body) : refuse("not-signed-in"),
  )
}
