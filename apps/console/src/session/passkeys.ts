import {
  type CallResult,
  call,
  finishEnrolment,
  finishSignIn,
  finishStepUp,
  type ReplyOf,
  startEnrolment,
  startSignIn,
  startStepUp,
} from "@homesafe/api"
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser"

/** Words for what can go wrong with a passkey, beside the problems of the table. */
type PasskeyResult<T> = CallResult<T> | { readonly ok: false; readonly problem: "no-passkey" }
type Json = Record<string, unknown>

/** Makes a passkey for an invited officer and signs in. */
export async function enrol(token: string, name: string): Promise<PasskeyResult<ReplyOf<typeof finishEnrolment>>> {
  const started = await call(startEnrolment, { body: { token, name } })
  if (!started.ok) return started
  // as: made by the same library at the server
  const optionsJSON = started.value.options as unknown as PublicKeyCredentialCreationOptionsJSON
  const response = await startRegistration({ optionsJSON }).catch(() => null)
  if (!response) return { ok: false, problem: "no-passkey" }
  return call(finishEnrolment, { body: { token, name, response: { ...response } as Json } })
}

/** Signs in with any passkey of this console. */
export async function signIn(): Promise<PasskeyResult<ReplyOf<typeof finishSignIn>>> {
  const started = await call(startSignIn, { body: {} })
  if (!started.ok) return started
  const response = await authenticate(started.value.options)
  if (!response) return { ok: false, problem: "no-passkey" }
  return call(finishSignIn, { body: { response } })
}

/** A fresh passkey check, before signing or reading. */
export async function stepUp(): Promise<PasskeyResult<object>> {
  const started = await call(startStepUp, { body: {} })
  if (!started.ok) return started
  const response = await authenticate(started.value.options)
  if (!response) return { ok: false, problem: "no-passkey" }
  return call(finishStepUp, { body: { response } })
}

async function authenticate(options: Json): Promise<Json | null> {
  // as: made by the same library at the server
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  const response = await startAuthentication({ optionsJSON }).catch(() => null)
  return response && { ...response }
}
