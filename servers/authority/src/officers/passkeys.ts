import { createHash, randomBytes } from "node:crypto"
import { keptSeconds } from "@homesafe/domain"
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server"
import type { AuthorityDeps } from "../deps.ts"
import type { Session } from "./sessions.ts"

/** Seconds for which a challenge may be answered. */
const CHALLENGE_SECONDS = keptSeconds("challenges")

type Kind = "enrol" | "sign-in" | "step-up"
type Json = Record<string, unknown>

const rpIdOf = ({ consoleOrigin }: AuthorityDeps) => new URL(consoleOrigin).hostname

async function keepChallenge({ db, clock }: AuthorityDeps, kind: Kind, challenge: string, subject: string | null) {
  await db.deleteFrom("challenges").where("expires", "<", clock.now()).execute()
  await db
    .insertInto("challenges")
    .values({ challenge, kind, subject, expires: clock.now() + CHALLENGE_SECONDS })
    .execute()
}

/** A challenge counts once: whoever answers it takes it away. */
async function spendChallenge({ db, clock }: AuthorityDeps, kind: Kind, challenge: string, subject: string | null) {
  const row = await db
    .deleteFrom("challenges")
    .where("challenge", "=", challenge)
    .where("kind", "=", kind)
    .returningAll()
    .executeTakeFirst()
  return row !== undefined && row.subject === subject && row.expires >= clock.now()
}

/** Options for a new passkey of an invited officer. */
export async function startPasskey(deps: AuthorityDeps, invitation: string, name: string): Promise<Json> {
  const options = await generateRegistrationOptions({
    rpName: "HomeSafe",
    rpID: rpIdOf(deps),
    userName: name,
    userDisplayName: name,
    userID: new Uint8Array(randomBytes(16)),
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  })
  await keepChallenge(deps, "enrol", options.challenge, invitation)
  return { ...options }
}

/** A checked passkey, ready to be kept. */
export interface NewPasskey {
  readonly id: string
  readonly publicKey: Uint8Array
  readonly counter: number
  readonly transports: string[]
}

/** Checks the answer to `startPasskey`. */
export async function finishPasskey(
  deps: AuthorityDeps,
  invitation: string,
  response: Json,
): Promise<NewPasskey | undefined> {
  const answer = response as unknown as RegistrationResponseJSON // as: checked field by field by the library below
  try {
    const checked = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge: (challenge) => spendChallenge(deps, "enrol", challenge, invitation),
      expectedOrigin: deps.consoleOrigin,
      expectedRPID: rpIdOf(deps),
      requireUserVerification: true,
    })
    if (!checked.verified || !checked.registrationInfo) return undefined
    const { id, publicKey, counter, transports } = checked.registrationInfo.credential
    return { id, publicKey, counter, transports: transports ?? [] }
  } catch {
    return undefined // a malformed answer is a refused one
  }
}

/** Options for signing in with any passkey, or for a fresh check by one officer. */
export async function startPasskeyCheck(
  deps: AuthorityDeps,
  kind: "sign-in" | "step-up",
  officer: string | null,
): Promise<Json> {
  const own =
    officer === null
      ? []
      : await deps.db.selectFrom("passkeys").select("id").where("officer_id", "=", officer).execute()
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(deps),
    userVerification: "required",
    allowCredentials: own.map((p) => ({ id: p.id })),
  })
  await keepChallenge(deps, kind, options.challenge, officer)
  return { ...options }
}

/** Checks the answer and tells whose passkey it was. */
export async function finishPasskeyCheck(
  deps: AuthorityDeps,
  kind: "sign-in" | "step-up",
  officer: string | null,
  response: Json,
): Promise<string | undefined> {
  const answer = response as unknown as AuthenticationResponseJSON // as: checked field by field by the library below
  const passkey = await deps.db
    .selectFrom("passkeys")
    .selectAll()
    .where("id", "=", String(answer.id))
    .executeTakeFirst()
  if (!passkey || (officer !== null && passkey.officer_id !== officer)) return undefined
  try {
    const checked = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: (challenge) => spendChallenge(deps, kind, challenge, officer),
      expectedOrigin: deps.consoleOrigin,
      expectedRPID: rpIdOf(deps),
      requireUserVerification: true,
      credential: { id: passkey.id, publicKey: new Uint8Array(passkey.public_key), counter: passkey.counter },
    })
    if (!checked.verified) return undefined
    const counter = checked.authenticationInfo.newCounter
    await deps.db.updateTable("passkeys").set({ counter }).where("id", "=", passkey.id).execute()
    return passkey.officer_id
  } catch {
    return undefined // a malformed answer is a refused one
  }
}

/** Who may go on to sign or read: the session's own officer, who has just shown a passkey. */
export async function stepUp(deps: AuthorityDeps, session: Session, response: Json): Promise<boolean> {
  return (await finishPasskeyCheck(deps, "step-up", session.officer.id, response)) === session.officer.id
}

/** Hash under which an invitation is kept. */
export function invitationHash(token: string): Buffer {
  return createHash("sha256").update(token).digest()
}
