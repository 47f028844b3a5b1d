import * as api from "@homesafe/api"
import { beyondAreas } from "@homesafe/db"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { keepAnswer } from "../notices/objections.ts"
import { noteCall, readContact } from "../notices/venue-calls.ts"
import { isSteppedUp } from "../officers/sessions.ts"
import { nextListTime } from "../publishing/next-list.ts"
import { makeRequest } from "../requests/make-request.ts"
import { approveDecision } from "./approve.ts"
import { approveBundle, endBundle } from "./decide-bundle.ts"
import { approveHoldVerdict, proposeHoldVerdict } from "./end-hold.ts"
import { endProposal } from "./end-proposal.ts"
import { findBundle } from "./find-bundles.ts"
import { findDecision, findDecisions } from "./find-decisions.ts"
import { holdDecision } from "./hold.ts"
import { reasonNotToApprove } from "./may-approve.ts"
import { proposeDecision } from "./propose.ts"
import { proposeBundle } from "./propose-bundle.ts"

/** A hundred warnings by name with the longest names and many windows. */
const MOST_BUNDLE_BYTES = 3_000_000

/** Exposure decisions: proposed by one officer, approved by another. */
export function decisionRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(api.listDecisions, async ({ query }) =>
    done({ ...(await findDecisions(deps, Math.floor(query.page ?? 0))), nextList: await nextListTime(deps) }),
  )

  handle(api.getDecision, async ({ params }) => {
    const decision = await findDecision(deps, params.id ?? "")
    return decision ? done({ decision, nextList: await nextListTime(deps) }) : refuse("not-found")
  })

  handle(api.proposeDecision, async ({ who, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const proposed = await proposeDecision(deps, who.officer.id, body)
    return proposed.ok ? answer(deps, proposed.value) : proposed
  })

  handle(api.askVenue, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const asked = await makeRequest(deps, who.officer.id, params.id ?? "")
    return asked.ok ? answer(deps, params.id ?? "") : asked
  })

  handle(api.approveDecision, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const problem = await reasonNotToApprove(deps, params.id ?? "")
    if (problem) return problem
    // Calls that were made for the replaced decision move with it, whichever area's case they are of.
    const approved = await beyondAreas(() => approveDecision(deps, who.officer.id, params.id ?? "", body))
    return approved.ok ? answer(deps, params.id ?? "") : approved
  })

  handle(api.refuseDecision, async ({ who, params, body }) =>
    who ? end(deps, who.officer.id, params.id ?? "", { how: "refused", reason: body.reason }) : refuse("not-signed-in"),
  )
  handle(api.takeBackDecision, async ({ who, params }) =>
    who ? end(deps, who.officer.id, params.id ?? "", { how: "taken-back", reason: "" }) : refuse("not-signed-in"),
  )

  handle(api.holdDecision, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const held = await holdDecision(deps, who.officer.id, params.id ?? "", body.reason.trim())
    return held.ok ? answer(deps, params.id ?? "") : held
  })
  handle(api.proposeHoldVerdict, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const proposed = await proposeHoldVerdict(deps, who.officer.id, params.id ?? "", body)
    return proposed.ok ? answer(deps, params.id ?? "") : proposed
  })
  handle(api.approveHoldVerdict, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const approved = await approveHoldVerdict(deps, who.officer.id, params.id ?? "", body)
    return approved.ok ? answer(deps, params.id ?? "") : approved
  })

  handle(
    api.proposeDecisionBundle,
    async ({ who, body }) => {
      if (!who) return refuse("not-signed-in")
      if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
      return answerBundle(deps, body.id, await proposeBundle(deps, who.officer.id, body))
    },
    { bodyBytes: MOST_BUNDLE_BYTES },
  )
  handle(api.getDecisionBundle, ({ params }) => answerBundle(deps, params.id ?? "", done(null)))
  handle(api.approveDecisionBundle, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const id = params.id ?? ""
    return answerBundle(deps, id, await approveBundle(deps, who.officer.id, id, body))
  })
  handle(api.refuseDecisionBundle, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const id = params.id ?? ""
    return answerBundle(deps, id, await endBundle(deps, who.officer.id, id, { how: "refused", reason: body.reason }))
  })
  handle(api.takeBackDecisionBundle, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const id = params.id ?? ""
    return answerBundle(deps, id, await endBundle(deps, who.officer.id, id, { how: "taken-back", reason: "" }))
  })

  handle(api.readVenueContact, async ({ who, params }) =>
    who ? readContact(deps, who.officer.id, params.id ?? "") : refuse("not-signed-in"),
  )
  handle(api.noteVenueCall, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const noted = await noteCall(deps, who.officer.id, params.id ?? "", body)
    return noted.ok ? answer(deps, params.id ?? "") : noted
  })

  handle(api.answerObjection, async ({ who, params, body }) =>
    who ? keepAnswer(deps, who.officer.id, params.id ?? "", body.text) : refuse("not-signed-in"),
  )
}

async function answerBundle(deps: AuthorityDeps, id: string, outcome: Outcome<unknown>) {
  if (!outcome.ok) return outcome
  const bundle = await findBundle(deps, id)
  return bundle ? done(bundle) : refuse("not-found")
}

async function end(deps: AuthorityDeps, officer: string, id: string, how: Parameters<typeof endProposal>[3]) {
  const ended = await endProposal(deps, officer, id, how)
  return ended.ok ? answer(deps, id) : ended
}

async function answer(deps: AuthorityDeps, id: string) {
  const decision = await findDecision(deps, id)
  if (!decision) throw new Error("the decision was not kept")
  return done(decision)
}
