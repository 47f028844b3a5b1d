import {
  type CallProblem,
  call,
  finishHealthEnrolment,
  finishHealthOfficerSignIn,
  finishHealthOfficerStepUp,
  type HealthOfficerSession,
  startHealthEnrolment,
  startHealthOfficerSignIn,
  startHealthOfficerStepUp,
} from "@homesafe/api"
import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from "@simplewebauthn/browser"
import { authenticate } from "../session/passkeys.ts"

/** Outcome of an act that needs a passkey. */
type Passed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: CallProblem | "no-passkey" }

/** Makes a passkey for an invited officer of the health-code service. */
export async function enrolHere(token: string, name: string): Promise<Passed<HealthOfficerSession>> {
  const started = await call(startHealthEnrolment, { body: { token, name } })
  if (!started.ok) return started
  // as: made by the same library at the server
  const optionsJSON = started.value.options as unknown as PublicKeyCredentialCreationOptionsJSON
  const response = await startRegistration({ optionsJSON }).catch(() => null)
  if (!response) return { ok: false, problem: "no-passkey" }
  return call(finishHealthEnrolment, { body: { token, name, response: { ...response } } })
}

/** Signs an officer of the health-code service in. */
export async function signInHere(): Promise<Passed<HealthOfficerSession>> {
  const started = await call(startHealthOfficerSignIn, { body: {} })
  if (!started.ok) return started
  const response = await authenticate(started.value.options)
  return response ? call(finishHealthOfficerSignIn, { body: { response } }) : { ok: false, problem: "no-passkey" }
}

/** A fresh check, before shared visits are read. */
export async function checkAgainHere(): Promise<Passed<object>> {
  const started = await call(startHealthOfficerStepUp, { body: {} })
  if (!started.ok) return started
  const response = await authenticate(started.value.options)
  return response ? call(finishHealthOfficerStepUp, { body: { response } }) : { ok: false, problem: "no-passkey" }
}
