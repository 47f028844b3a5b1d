import {
  finishHealthAccount,
  finishHealthSignIn,
  finishHealthStepUp,
  getHealthAbout,
  getHealthAccount,
  type HealthAccount,
  type ReplyOf,
  startHealthAccount,
  startHealthSignIn,
  startHealthStepUp,
} from "@homesafe/api"
import { acceptHealthKeys, type HealthKeys, readEnvelope, utf8Of } from "@homesafe/protocol"
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser"
import { useCallback, useEffect, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { callHealth } from "./call-health.ts"
import type { HealthProblem } from "./health-texts.ts"

/** The service as the roots vouch for it. */
export interface HealthService {
  readonly dep: string
  readonly keys: HealthKeys
  readonly partners: ReplyOf<typeof getHealthAbout>["partners"]
}

/** Whether there is a service, whether it is the one that the roots have signed, and who is signed in. */
export type HealthStanding =
  | { readonly state: "loading" }
  | { readonly state: "not-offered" }
  | { readonly state: "offline" }
  | { readonly state: "not-trusted" }
  | { readonly state: "outside"; readonly service: HealthService; readonly hasEnded: boolean }
  | { readonly state: "inside"; readonly service: HealthService; readonly account: HealthAccount }

/** Outcome of an act that needs a passkey. */
type Done = { readonly ok: true } | { readonly ok: false; readonly problem: HealthProblem }

async function findService(): Promise<HealthStanding | HealthService> {
  const about = await callHealth(getHealthAbout)
  if (!about.ok) return { state: about.problem === "offline" ? "offline" : "not-offered" }
  const { dep, roots, threshold } = await ask("healthWorld", {})
  const envelope = readEnvelope(utf8Of(JSON.stringify(about.value.keys)))
  const keys = envelope.ok ? acceptHealthKeys(envelope.value, dep, roots, threshold) : undefined
  return keys && about.value.dep === dep ? { dep, keys, partners: about.value.partners } : { state: "not-trusted" }
}

/** Where this phone's owner stands with the service. */
export function useAccount() {
  const [standing, setStanding] = useState<HealthStanding>({ state: "loading" })
  const service = "service" in standing ? standing.service : undefined
  const load = useCallback(async () => {
    const found = await findService()
    if ("state" in found) return setStanding(found)
    const account = await callHealth(getHealthAccount)
    if (account.ok) setStanding({ state: "inside", service: found, account: account.value })
    else setStanding({ state: "outside", service: found, hasEnded: false })
  }, [])
  useEffect(() => void load(), [load])
  const enter = (account: HealthAccount): Done => {
    if (service) setStanding({ state: "inside", service, account })
    return { ok: true }
  }
  const leave = useCallback((hasEnded: boolean) => {
    setStanding((now) => ("service" in now ? { state: "outside", service: now.service, hasEnded } : now))
  }, [])
  const make = async (): Promise<Done> => {
    const started = await callHealth(startHealthAccount, { body: {} })
    if (!started.ok) return started
    // as: made by the same library at the server
    const optionsJSON = started.value.options as unknown as PublicKeyCredentialCreationOptionsJSON
    const response = await startRegistration({ optionsJSON }).catch(() => null)
    if (!response) return { ok: false, problem: "no-passkey" }
    const made = await callHealth(finishHealthAccount, {
      body: { ticket: started.value.ticket, response: { ...response } },
    })
    return made.ok ? enter(made.value) : made
  }
  const signIn = async (): Promise<Done> => {
    const started = await callHealth(startHealthSignIn, { body: {} })
    if (!started.ok) return started
    const response = await answer(started.value.options)
    if (!response) return { ok: false, problem: "no-passkey" }
    const signed = await callHealth(finishHealthSignIn, { body: { response } })
    return signed.ok ? enter(signed.value) : signed
  }
  return { standing, load, make, signIn, leave }
}

/** A fresh check of who holds the phone. */
export async function checkAgain(): Promise<Done> {
  const started = await callHealth(startHealthStepUp, { body: {} })
  if (!started.ok) return started
  const response = await answer(started.value.options)
  if (!response) return { ok: false, problem: "no-passkey" }
  const checked = await callHealth(finishHealthStepUp, { body: { response } })
  return checked.ok ? { ok: true } : checked
}

async function answer(options: Record<string, unknown>) {
  // as: made by the same library at the server
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  const response = await startAuthentication({ optionsJSON }).catch(() => null)
  return response && { ...response }
}
