import * as api from "@homesafe/api"
import { bytesOfHex, serviceDayOf } from "@homesafe/protocol"
import { done, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { actRoutes } from "./act-routes.ts"
import { changeOfficer, isSuspended } from "./change-officer.ts"
import { findOfficers } from "./find-officers.ts"
import { enrolOfficer, findInvitation } from "./invitations.ts"
import { endOpenSession, endOtherSessions, findOpenSessions } from "./open-sessions.ts"
import { finishPasskey, finishPasskeyCheck, startPasskey, startPasskeyCheck, stepUp } from "./passkeys.ts"
import { closeSession, isSteppedUp, markSteppedUp, openSession, type Session, tellSession } from "./sessions.ts"
import { addSigningKey, ensureOfficersList } from "./signing-keys.ts"

/** Sign-in, invitations and signing keys of officers. */
export function officerRoutes(handle: Handle, deps: AuthorityDeps): void {
  const reply = (s: Session) => done(tellSession(deps, s))

  handle(
    api.startEnrolment,
    async ({ body }) => {
      const invited = await findInvitation(deps, body.token)
      if (!invited) return refuse("link-expired")
      const name = invited.name ?? body.name
      return name === null ? refuse("malformed", "name") : done({ options: await startPasskey(deps, body.token, name) })
    },
    { perMinute: 20 },
  )

  handle(
    api.finishEnrolment,
    async ({ body, reply: http }) => {
      if (!(await findInvitation(deps, body.token))) return refuse("link-expired")
      const passkey = await finishPasskey(deps, body.token, body.response)
      if (!passkey) return refuse("passkey-refused")
      const officer = await enrolOfficer(deps, body.token, body.name, passkey)
      if (!officer) return refuse("link-expired")
      await ensureOfficersList(deps)
      return reply(await openSession(deps, officer.id, http))
    },
    { perMinute: 20 },
  )

  handle(api.startSignIn, async () => done({ options: await startPasskeyCheck(deps, "sign-in", null) }), {
    perMinute: 30,
  })

  handle(
    api.finishSignIn,
    async ({ body, reply: http }) => {
      const officer = await finishPasskeyCheck(deps, "sign-in", null, body.response)
      // Who is kept out is told no more than somebody whose passkey is not known here.
      if (!officer || (await isSuspended(deps, officer))) return refuse("passkey-refused")
      return reply(await openSession(deps, officer, http))
    },
    { perMinute: 30 },
  )

  handle(api.listSessions, async ({ who }) =>
    who ? done({ sessions: await findOpenSessions(deps, who) }) : refuse("not-signed-in"),
  )

  handle(api.endSession, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    return (await endOpenSession(deps, who, params.id ?? "")) ? done({}) : refuse("not-found")
  })

  handle(api.endOtherSessions, async ({ who }) => {
    if (!who) return refuse("not-signed-in")
    await endOtherSessions(deps, who)
    return done({})
  })

  handle(api.changeOfficer, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    return changeOfficer(deps, who.officer.id, params.id ?? "", body)
  })

  handle(api.getSession, async ({ who }) => (who ? reply(who) : refuse("not-signed-in")))

  handle(api.signOut, async ({ who, reply: http }) => {
    if (who) await closeSession(deps, who, http)
    return done({})
  })

  handle(api.startStepUp, async ({ who }) => {
    if (!who) return refuse("not-signed-in")
    return done({ options: await startPasskeyCheck(deps, "step-up", who.officer.id) })
  })

  handle(api.finishStepUp, async ({ who, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!(await stepUp(deps, who, body.response))) return refuse("passkey-refused")
    await markSteppedUp(deps, who)
    return done({})
  })

  handle(api.enrolSigningKey, async ({ who, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const isKept = await addSigningKey(deps, who.officer, bytesOfHex(body.public), bytesOfHex(body.proof))
    if (!isKept) return refuse("bad-signature")
    const [officer] = await findOfficers(deps.db, serviceDayOf(deps.clock.now(), deps.offset), who.officer.id)
    return officer ? done(officer) : refuse("not-signed-in")
  })

  handle(api.listOfficers, async () =>
    done({ officers: await findOfficers(deps.db, serviceDayOf(deps.clock.now(), deps.offset)) }),
  )
  actRoutes(handle, deps)
}
