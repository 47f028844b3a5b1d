import { randomBytes } from "node:crypto"
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server"

type Json = Record<string, unknown>
/** What a challenge is for; one made for a sign-in answers no fresh check. */
export type ChallengeKind = "enrol" | "sign-in" | "step-up"

/** Where passkeys are made and checked, and where its challenges wait. */
export interface PasskeyPlace {
  /** The pages' own origin: a passkey is bound to its host. */
  readonly origin: string
  keepChallenge(kind: ChallengeKind, challenge: string, subject: string | null): Promise<void>
  /** Takes a challenge away; false when there was none for this subject, or its time was over. */
  spendChallenge(kind: ChallengeKind, challenge: string, subject: string | null): Promise<boolean>
}

/** A checked passkey, ready to be kept. */
export interface NewPasskey {
  readonly id: string
  readonly publicKey: Uint8Array
  readonly counter: number
  readonly transports: string[]
}

/** A passkey as it was kept. */
export interface KeptPasskey {
  readonly id: string
  readonly public_key: Uint8Array
  readonly counter: number
}

const rpIdOf = ({ origin }: PasskeyPlace) => new URL(origin).hostname

/** Options for a new passkey. `subject` is whom or what it will be for: only an answer for the same one counts. */
export async function startPasskey(place: PasskeyPlace, subject: string, name: string): Promise<Json> {
  const options = await generateRegistrationOptions({
    rpName: "HomeSafe",
    rpID: rpIdOf(place),
    userName: name,
    userDisplayName: name,
    userID: new Uint8Array(randomBytes(16)),
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  })
  await place.keepChallenge("enrol", options.challenge, subject)
  return { ...options }
}

/** Checks the answer to `startPasskey`. */
export async function finishPasskey(
  place: PasskeyPlace,
  subject: string,
  response: Json,
): Promise<NewPasskey | undefined> {
  const answer = response as unknown as RegistrationResponseJSON // as: checked field by field by the library below
  try {
    const checked = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge: (challenge) => place.spendChallenge("enrol", challenge, subject),
      expectedOrigin: place.origin,
      expectedRPID: rpIdOf(place),
      requireUserVerification: true,
    })
    if (!checked.verified || !checked.registrationInfo) return undefined
    const { id, publicKey, counter, transports } = checked.registrationInfo.credential
    return { id, publicKey, counter, transports: transports ?? [] }
  } catch {
    return undefined // a malformed answer is a refused one
  }
}

/** Options for signing in with any passkey, or for a fresh check by one person, whose own passkeys are given. */
export async function startPasskeyCheck(
  place: PasskeyPlace,
  kind: "sign-in" | "step-up",
  subject: string | null,
  own: readonly { readonly id: string }[] = [],
): Promise<Json> {
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(place),
    userVerification: "required",
    allowCredentials: own.map(({ id }) => ({ id })),
  })
  await place.keepChallenge(kind, options.challenge, subject)
  return { ...options }
}

/** Checks the answer by the passkey that it names; gives the passkey's new counter. */
export async function finishPasskeyCheck(
  place: PasskeyPlace,
  kind: "sign-in" | "step-up",
  subject: string | null,
  passkey: KeptPasskey,
  response: Json,
): Promise<number | undefined> {
  const answer = response as unknown as AuthenticationResponseJSON // as: checked field by field by the library below
  try {
    const checked = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: (challenge) => place.spendChallenge(kind, challenge, subject),
      expectedOrigin: place.origin,
      expectedRPID: rpIdOf(place),
      requireUserVerification: true,
      credential: { id: passkey.id, publicKey: new Uint8Array(passkey.public_key), counter: passkey.counter },
    })
    return checked.verified ? checked.authenticationInfo.newCounter : undefined
  } catch {
    return undefined // a malformed answer is a refused one
  }
}
