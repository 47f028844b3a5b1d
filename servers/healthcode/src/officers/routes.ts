import * as api from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { HealthDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { finishCheck, finishPasskey, startPasskey, startSignIn, startStepUp } from "../people/passkeys.ts"
import { closeSession, markSteppedUp, openSession, type Session } from "../people/sessions.ts"
import { enrolOfficer, isInvited } from "./invitations.ts"

/** Sign-in of this service's own officers. */
export function officerRoutes(handle: Handle, deps: HealthDeps): void {
  const tell = ({ id, name, roles, expires }: Session) => done({ id, name, roles: [...roles], expires })

  handle(
    api.startHealthEnrolment,
    async ({ body }) => {
      if (!(await isInvited(deps, body.token))) return refuse("link-expired")
      return done({ options: await startPasskey(deps, "officer", body.token, body.name) })
    },
    { perMinute: 20 },
  )

  handle(
    api.finishHealthEnrolment,
    async ({ body, reply }) => {
      const passkey = await finishPasskey(deps, "officer", body.token, body.response)
      if (!passkey) return refuse("passkey-refused")
      const id = await enrolOfficer(deps, body.token, body.name, passkey)
      return id === undefined ? refuse("link-expired") : tell(await openSession(deps, "officer", id, reply))
    },
    { perMinute: 20 },
  )

  handle(api.startHealthOfficerSignIn, async () => done({ options: await startSignIn(deps, "officer") }), {
    perMinute: 30,
  })

  handle(
    api.finishHealthOfficerSignIn,
    async ({ body, reply }) => {
      const id = await finishCheck(deps, "officer", null, body.response)
      if (id === undefined || (await isKeptOut(deps, id))) return refuse("passkey-refused")
      return tell(await openSession(deps, "officer", id, reply))
    },
    { perMinute: 30 },
  )

  handle(api.getHealthOfficerSession, async ({ who }) => (who ? tell(who) : refuse("not-signed-in")))

  handle(api.endHealthOfficerSession, async ({ who, reply }) => {
    if (who) await closeSession(deps, "officer", who, reply)
    return done({})
  })

  handle(api.startHealthOfficerStepUp, async ({ who }) =>
    who ? done({ options: await startStepUp(deps, "officer", who) }) : refuse("not-signed-in"),
  )

  handle(api.finishHealthOfficerStepUp, async ({ who, body }) => {
    if (!who) return refuse("not-signed-in")
    if ((await finishCheck(deps, "officer", who.id, body.response)) !== who.id) return refuse("passkey-refused")
    await markSteppedUp(deps, who)
    return done({})
  })
}

async function isKeptOut({ db }: HealthDeps, id: string): Promise<boolean> {
  const row = await db.selectFrom("officers").select("suspended_at").where("id", "=", id).executeTakeFirst()
  return !row || row.suspended_at !== null
}
