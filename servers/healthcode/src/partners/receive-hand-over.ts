import {
  bytesOfBase64url,
  ed25519Verify,
  type HealthColour,
  type HolderCheck,
  healthColours,
  keyIdOf,
  ok,
  type Result,
  readStrictJson,
  refused,
  textOfUtf8,
  utf8Of,
} from "@homesafe/protocol"
import { HAND_OVER_SECONDS, HAND_OVER_TYPE } from "./write-hand-over.ts"

/** What a partner system knows. */
export interface Receiver {
  /** The deployment whose codes it takes over. */
  readonly iss: string
  /** Its own name, as the service knows it. */
  readonly aud: string
  readonly keys: readonly Uint8Array[]
  /** Takes a question away that this receiver asked; false when it was never asked, or answered before. */
  readonly spend: (nonce: string) => boolean
}

/** What a hand-over says. */
export interface HandOver {
  readonly colour: HealthColour
  readonly holder: HolderCheck
  readonly exp: number
}

type HandOverProblem =
  | "malformed"
  | "unknown-key"
  | "bad-signature"
  | "other-issuer"
  | "other-audience"
  | "expired"
  | "not-yet"
  | "not-asked"

/** Seconds that two clocks may differ. */
const SKEW = 60
const JWS = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/

/** The reference receiver: checks a hand-over as a partner system must. The question is spent last, so that a bad token uses none up. */
export function receiveHandOver(token: string, receiver: Receiver, now: number): Result<HandOver, HandOverProblem> {
  const [, head = "", body = "", sig = ""] = token.length <= 2_000 ? (JWS.exec(token) ?? []) : []
  const [header, claims] = [objectOf(head), objectOf(body)]
  const signature = bytesOfBase64url(sig)
  if (!header || !claims || !signature) return refused("malformed")
  // The algorithm is ours and not the token's: a header that names another one is refused.
  if (header.alg !== "EdDSA" || header.typ !== HAND_OVER_TYPE || Object.keys(header).length !== 3)
    return refused("malformed")
  const key = receiver.keys.find((known) => keyIdOf(known) === header.kid)
  if (!key) return refused("unknown-key")
  if (!ed25519Verify(key, utf8Of(`${head}.${body}`), signature)) return refused("bad-signature")
  const { iss, aud, nonce, iat, exp, colour: said, holder: check } = claims
  const colour = healthColours.find((known) => known === said)
  const holder = holderOf(check)
  if (typeof iat !== "number" || typeof exp !== "number" || typeof nonce !== "string" || !colour || !holder)
    return refused("malformed")
  if (iss !== receiver.iss) return refused("other-issuer")
  if (aud !== receiver.aud) return refused("other-audience")
  if (exp - iat > HAND_OVER_SECONDS) return refused("malformed")
  if (now > exp + SKEW) return refused("expired")
  if (now < iat - SKEW) return refused("not-yet")
  return receiver.spend(nonce) ? ok({ colour, holder, exp }) : refused("not-asked")
}

function objectOf(text: string): Record<string, unknown> | undefined {
  const bytes = bytesOfBase64url(text)
  const json = readStrictJson((bytes && textOfUtf8(bytes)) ?? "")
  return json.ok && typeof json.value === "object" && json.value !== null && !Array.isArray(json.value)
    ? { ...json.value }
    : undefined
}

function holderOf(value: unknown): HolderCheck | undefined {
  if (typeof value !== "object" || value === null || !("initials" in value) || !("suffix" in value)) return undefined
  const { initials, suffix } = value
  return typeof initials === "string" && typeof suffix === "string" ? { initials, suffix } : undefined
}
