import * as api from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp, type Session } from "../officers/sessions.ts"
import { decideAct } from "./decide-act.ts"
import { findActs } from "./find-acts.ts"
import { certify, findPurges } from "./find-purges.ts"
import { proposeDisclosure, proposeHold, proposeRelease } from "./propose-act.ts"
import { writeRegister } from "./write-register.ts"

/** Purges and their certificates, legal holds, and the register of disclosures. */
export function retentionRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(api.listPurges, async ({ query }) => done(await findPurges(deps, query.before)))

  handle(api.getPurgeCertificate, async ({ params }) => certify(deps, params.seq ?? ""))

  handle(api.listRetentionActs, async ({ who, query }) =>
    who ? done(await findActs(deps, who.officer.id, query.case)) : refuse("not-signed-in"),
  )

  /** Whoever has just shown a passkey; else why not. */
  const checked = (who: Session | null) => {
    if (!who) return refuse("not-signed-in")
    return isSteppedUp(who, deps.clock.now()) ? done(who.officer.id) : refuse("step-up-needed")
  }

  handle(api.proposeHold, async ({ who, params, body }) => {
    const officer = checked(who)
    if (!officer.ok) return officer
    return proposeHold(deps, { officer: officer.value, id: params.hold ?? "" }, params.id ?? "", body)
  })

  handle(api.proposeRelease, async ({ who, params, body }) => {
    const officer = checked(who)
    if (!officer.ok) return officer
    return proposeRelease(deps, { officer: officer.value, id: params.release ?? "" }, params.id ?? "", body)
  })

  handle(api.proposeDisclosure, async ({ who, params, body }) => {
    const officer = checked(who)
    return officer.ok ? proposeDisclosure(deps, { officer: officer.value, id: params.id ?? "" }, body) : officer
  })

  handle(api.decideRetentionAct, async ({ who, params, body }) => {
    const officer = checked(who)
    return officer.ok ? decideAct(deps, officer.value, params.id ?? "", body.agreed) : officer
  })

  handle(api.getDisclosureRegister, async () => done(await writeRegister(deps)))
}
