import { sql } from "kysely"
import { forgetAccountRequests } from "../accounts/collect-account-requests.ts"
import { endCases } from "../cases/end-cases.ts"
import { endMessages } from "../codes/end-messages.ts"
import { destroyKeys } from "../decisions/destroy-keys.ts"
import { forgetDoors } from "../doors/note-door.ts"
import { forgetForms } from "../forms/collect-forms.ts"
import { forgetImports } from "../imports/forget-imports.ts"
import { forgetInspections } from "../inspections/collect-reports.ts"
import { forgetNotices } from "../notices/tell-venue.ts"
import { endClass } from "./end-class.ts"
import type { PurgeDeps } from "./purge.ts"

/** Ends what ends by the clock alone and belongs to no feature's own rounds. */
export async function endClasses(deps: PurgeDeps): Promise<void> {
  const now = deps.clock.now()
  await endClass(deps, "officer-sessions", ({ moment }) => [{ table: "sessions", where: sql`opened_at < ${moment}` }])
  await endClass(deps, "ways-to-provider", () => [{ table: "oidc_requests", where: sql`expires < ${now}` }])
  await endClass(deps, "challenges", () => [{ table: "challenges", where: sql`expires < ${now}` }])
  await endClass(deps, "invitations", () => [{ table: "invitations", where: sql`expires < ${now}` }])
  // Uploads under a code that no case has any more: they were never opened and never will be.
  await endClass(deps, "lone-uploads", ({ moment }) => [
    { table: "uploads", where: sql`case_id is null and received_at < ${moment}` },
  ])
  await endClass(deps, "ended-proposals", ({ moment }) => [
    {
      table: "decisions",
      where: sql`ended_at < ${moment} and state in ('refused', 'taken-back') and not exists (select from calls where decision_id = decisions.id)`,
    },
    { table: "officer_acts", where: sql`expires < ${moment}` },
  ])
  await endClass(deps, "refused-changes", ({ moment }) => [
    { table: "file_changes", where: sql`ended_at < ${moment} and state in ('refused', 'withdrawn')` },
  ])
}

/** Every job that ends something, once: before the server answers anybody, so that a database of an earlier day shows nothing that is over. */
export async function endAll(deps: PurgeDeps): Promise<void> {
  await endCases(deps)
  await endMessages(deps)
  await destroyKeys(deps)
  await forgetForms(deps)
  await forgetImports(deps)
  await forgetInspections(deps)
  await forgetAccountRequests(deps)
  await forgetDoors(deps)
  await forgetNotices(deps)
  await endClasses(deps)
}
