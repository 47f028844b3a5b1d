import { randomBytes } from "node:crypto"
import * as api from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { HealthDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { finishCheck, finishPasskey, startPasskey, startSignIn, startStepUp } from "../people/passkeys.ts"
import {
  closeSession,
  forgetCookie,
  isSteppedUp,
  markSteppedUp,
  openSession,
  type Session,
} from "../people/sessions.ts"
import { deleteAccount, findReceipt } from "./delete-account.ts"
import { openAccount } from "./open-account.ts"
import { jsonOf } from "./sign-statement.ts"

/** Accounts of residents: passkeys, sessions, and the end of an account. */
export function accountRoutes(handle: Handle, deps: HealthDeps): void {
  const tell = async ({ id, expires }: Session) => {
    const account = await describeAccount(deps, id, expires)
    return account ? done(account) : refuse("not-signed-in")
  }

  handle(api.getHealthAbout, async () => {
    const { dep, authority, signedKeys, partners } = deps
    return done({ dep, authority, keys: jsonOf(signedKeys), partners: [...partners] })
  })

  handle(
    api.startHealthAccount,
    async () => {
      const ticket = randomBytes(32).toString("base64url")
      return done({ ticket, options: await startPasskey(deps, "resident", ticket, deps.authority.en) })
    },
    { perMinute: 20 },
  )

  handle(
    api.finishHealthAccount,
    async ({ body, reply }) => {
      const passkey = await finishPasskey(deps, "resident", body.ticket, body.response)
      if (!passkey) return refuse("passkey-refused")
      return tell(await openSession(deps, "resident", await openAccount(deps, passkey), reply))
    },
    { perMinute: 20 },
  )

  handle(api.startHealthSignIn, async () => done({ options: await startSignIn(deps, "resident") }), { perMinute: 60 })

  handle(
    api.finishHealthSignIn,
    async ({ body, reply }) => {
      const id = await finishCheck(deps, "resident", null, body.response)
      return id === undefined ? refuse("passkey-refused") : tell(await openSession(deps, "resident", id, reply))
    },
    { perMinute: 60 },
  )

  handle(api.getHealthAccount, async ({ who }) => (who ? tell(who) : refuse("not-signed-in")))

  handle(api.endHealthSession, async ({ who, reply }) => {
    if (who) await closeSession(deps, "resident", who, reply)
    return done({})
  })

  handle(api.startHealthStepUp, async ({ who }) =>
    who ? done({ options: await startStepUp(deps, "resident", who) }) : refuse("not-signed-in"),
  )

  handle(api.finishHealthStepUp, async ({ who, body }) => {
    if (!who) return refuse("not-signed-in")
    if ((await finishCheck(deps, "resident", who.id, body.response)) !== who.id) return refuse("passkey-refused")
    await markSteppedUp(deps, who)
    return done({})
  })

  handle(api.deleteHealthAccount, async ({ who, body, reply }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(deps, who)) return refuse("step-up-needed")
    const receipt = await deleteAccount(deps, who.id, body.request)
    forgetCookie(deps, "resident", reply)
    return done(receipt)
  })

  handle(
    api.getDeletionReceipt,
    async ({ body }) => {
      const receipt = await findReceipt(deps, body.request)
      return receipt ? done(receipt) : refuse("not-found")
    },
    { perMinute: 20 },
  )
}

async function describeAccount(
  { db }: HealthDeps,
  id: string,
  expires: number,
): Promise<api.HealthAccount | undefined> {
  const row = await db
    .selectFrom("accounts")
    .select(["state", "reason", "submitted_at"])
    .where("id", "=", id)
    .executeTakeFirst()
  if (!row) return undefined
  const kept = await db.selectFrom("pictures").select("kind").where("account_id", "=", id).execute()
  const reason = row.reason === null ? null : api.healthReason.parse(row.reason)
  return { state: row.state, reason, submittedAt: row.submitted_at, pictures: kept.map(({ kind }) => kind), expires }
}
