import * as api from "@homesafe/api"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { makeActLink } from "./act-links.ts"
import { decideAct } from "./decide-act.ts"
import { findActs } from "./find-acts.ts"
import { type ProposedAct, proposeAct } from "./propose-act.ts"
import { isSteppedUp, type Session } from "./sessions.ts"

const isUuid = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

/** Invitations, recoveries and new rights: by two officers (ADR 0039). */
export function actRoutes(handle: Handle, deps: AuthorityDeps): void {
  /** Everything here needs a fresh check of who asks. */
  async function checked<T>(
    who: Session | null,
    id: string | undefined,
    run: (who: Session, id: string) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    if (!who) return refuse("not-signed-in")
    if (id === undefined || !isUuid(id)) return refuse("not-found")
    return isSteppedUp(who, deps.clock.now()) ? run(who, id) : refuse("step-up-needed")
  }
  const propose = (who: Session | null, given: string | undefined, act: ProposedAct) =>
    checked(who, given, ({ officer }, id) => proposeAct(deps, officer.id, id, act))

  handle(api.listOfficerActs, async ({ who }) =>
    who ? done(await findActs(deps, who.officer)) : refuse("not-signed-in"),
  )
  handle(api.inviteOfficer, async ({ who, params, body: { roles, areas = [] } }) =>
    propose(who, params.id, { kind: "invitation", roles, areas }),
  )
  handle(api.recoverOfficer, async ({ who, params, body }) => propose(who, params.id, { kind: "recovery", ...body }))
  handle(api.proposeOfficerChange, async ({ who, params, body: { areas = [], ...body } }) =>
    propose(who, params.id, { kind: "change", ...body, areas }),
  )
  handle(api.decideOfficerAct, async ({ who, params, body }) =>
    checked(who, params.id, ({ officer }, id) => decideAct(deps, officer, id, body.agreed)),
  )
  handle(api.makeOfficerLink, async ({ who, params }) =>
    checked(who, params.id, ({ officer }, id) => makeActLink(deps, officer.id, id)),
  )
}
