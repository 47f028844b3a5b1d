import { getCase, giveUploadCode as giveCode, listCases, openCase, readVisits as readCaseVisits } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { infectiousPeriod, keptUntil, pathogenOf } from "@homesafe/domain"
import { serviceDay } from "@homesafe/protocol"
import { done, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp } from "../officers/sessions.ts"
import { makeCaseKey } from "./case-keys.ts"
import { findCases } from "./find-cases.ts"
import { giveUploadCode } from "./give-code.ts"
import { readVisits } from "./read-visits.ts"

/** Cases, their upload codes and their visits. */
export function caseRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(listCases, async () => done({ cases: await findCases(deps) }))

  handle(getCase, async ({ params }) => {
    const [found] = await findCases(deps, params.id ?? "")
    return found ? done(found) : refuse("not-found")
  })

  handle(openCase, async ({ who, body }) => {
    const profile = pathogenOf(body.pathogen)
    if (!who) return refuse("not-signed-in")
    if (!profile) return refuse("malformed", "pathogen")
    const onset = body.onset === null ? null : serviceDay(body.onset)
    const period = infectiousPeriod(profile, onset, serviceDay(body.tested))
    const now = deps.clock.now()
    const id = await deps.db.transaction().execute(async (tx) => {
      const made = await tx
        .insertInto("cases")
        .values({
          pathogen: body.pathogen,
          onset: body.onset,
          tested: body.tested,
          infectious_from: period.from,
          infectious_until: period.until,
          opened_at: now,
          opened_by: who.officer.id,
          kept_until: keptUntil(now),
        })
        .returning("id")
        .executeTakeFirstOrThrow()
      await makeCaseKey(tx, deps.keys.atRest, made.id)
      await writeAudit(tx, { at: now, officer: who.officer.id, act: "open-case", subject: made.id })
      return made.id
    })
    const [opened] = await findCases(deps, id)
    if (!opened) throw new Error("the case was not kept")
    return done(opened)
  })

  handle(giveCode, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const [found] = await findCases(deps, params.id ?? "")
    if (!found) return refuse("not-found")
    if (found.upload !== "none" && found.upload !== "code-expired") return refuse("not-in-this-state")
    return done(await giveUploadCode(deps, found.id, who.officer.id))
  })

  handle(readCaseVisits, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const [found] = await findCases(deps, params.id ?? "")
    if (!found) return refuse("not-found")
    const visits = await readVisits(deps, found.id, who.officer.id, body.purpose)
    return visits === "audit-unavailable" ? refuse("audit-unavailable") : done({ visits })
  })
}
