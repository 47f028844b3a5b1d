import * as api from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { done, refuse } from "@homesafe/service"
import { holdAccount } from "../accounts/account-keys.ts"
import { addAccount } from "../accounts/open-account.ts"
import type { HealthDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { putInQueue } from "../registration/hand-in.ts"
import { findPerson, printCode, revokePaper } from "./papers.ts"

/** For people without a phone: typed by an officer while they are there, decided by another, and printed. */
export function paperRoutes(handle: Handle, deps: HealthDeps): void {
  handle(api.typeHealthRegistration, async ({ who, body }) => {
    if (!who) return refuse("not-signed-in")
    const id = await deps.db.transaction().execute(async (tx) => {
      const made = await addAccount(tx, deps, who.id)
      const held = await holdAccount(tx, deps, made)
      if (!held) throw new Error("the account was not kept")
      await putInQueue(tx, deps, held, body.profile)
      await writeAudit(tx, { at: deps.clock.now(), officer: who.id, act: "type-registration", subject: made })
      return made
    })
    return done({ id })
  })

  handle(api.findByDocument, async ({ who, body }) => (who ? findPerson(deps, who.id, body) : refuse("not-signed-in")))

  handle(api.printHealthCode, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const id = api.uuid.safeParse(params.id)
    return id.success ? printCode(deps, who.id, id.data, body) : refuse("not-found")
  })

  handle(api.revokePaper, async ({ who, params }) => {
    if (!who) return refuse("not-signed-in")
    const serial = Number(params.number)
    const isSerial = Number.isInteger(serial) && serial > 0 && serial < 2 ** 32
    return isSerial && (await revokePaper(deps, who.id, serial)) ? done({}) : refuse("not-found")
  })
}
