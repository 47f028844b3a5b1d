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

import { checkInWindow } from "./oidc.ts"

/** Words for what can go wrong with a passkey, beside the problems of the table. */
type PasskeyResult<T> = CallResult<T> | { readonly ok: false; readonly problem: "no-passkey" }
type Json = Record<string, unknown>

/** Makes a passkey for whoever holds a link and signs in; without a name where the officer has one already. */
export async function enrol(
  token: string,
  name: string | null,
): Promise<PasskeyResult<ReplyOf<typeof finishEnrolment>>> {
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
  const signed = await call(finishSignIn, { body: { response } })
  if (signed.ok) keepWay(signed.value.way)
  return signed
}

/** How the officer of this page makes a fresh check. */
let way: "passkey" | "oidc" = "passkey"

/** Keeps how the session was opened. */
export function keepWay(next: typeof way): void {
  way = next
}

/** A fresh check of who is there, before signing or reading: by passkey, or at the identity provider that opened the session. */
export async function stepUp(): Promise<PasskeyResult<object>> {
  if (way === "oidc")
    return (await checkInWindow()) ? { ok: true, value: {} } : { ok: false, problem: "sign-in-refused" }
  const started = await call(startStepUp, { body: {} })
  if (!started.ok) return started
  const response = await authenticate(started.value.options)
  if (!response) return { ok: false, problem: "no-passkey" }
  return call(finishStepUp, { body: { response } })
}

/** Asks the browser for a passkey; null when there was none. */
export async function authenticate(options: Json): Promise<Json | null> {
  // as: made by the same library at the server
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  const response = await startAuthentication({ optionsJSON }).catch(() => null)
  return response && { ...response }
}
