import type { HealthProfile } from "@homesafe/api"
import { base64urlOf, ed25519PublicKey, ed25519Sign, keyIdOf, utf8Of } from "@homesafe/protocol"
import { withAccount } from "../accounts/account-keys.ts"
import { holderCheckOf } from "../codes/holder-check.ts"
import type { HealthDeps } from "../deps.ts"
import { colourOf } from "../facts/declare.ts"

/** Seconds for which a partner may take a hand-over. */
export const HAND_OVER_SECONDS = 300
/** The header's `typ`: a token for anything else is none for this. */
export const HAND_OVER_TYPE = "homesafe-health+jwt"

const part = (value: object) => base64urlOf(utf8Of(JSON.stringify(value)))

/**
 * Signs the colour for one partner and one question of it: a JWS in compact form (RFC 7515) under EdDSA (RFC 8037), as
 * docs/operations/health-code.md lays it out. It holds what the code holds; no name, no document, no reason.
 */
export function handOver(deps: HealthDeps, account: string, aud: string, nonce: string): Promise<string | undefined> {
  return withAccount(deps, account, async (tx, held) => {
    if (held.row.state !== "accepted" || held.row.sealed === null) return undefined
    const { colour } = await colourOf(deps, tx, held)
    const { initials, suffix } = holderCheckOf(held.openJson<HealthProfile>("profile", held.row.sealed))
    const iat = deps.clock.now()
    const { signing } = deps.keys
    const header = { alg: "EdDSA", kid: keyIdOf(ed25519PublicKey(signing)), typ: HAND_OVER_TYPE }
    const claims = {
      iss: deps.dep,
      aud,
      nonce,
      iat,
      exp: iat + HAND_OVER_SECONDS,
      colour,
      holder: { initials, suffix },
    }
    const text = `${part(header)}.${part(claims)}`
    return `${text}.${base64urlOf(ed25519Sign(signing, utf8Of(text)))}`
  })
}
