import * as client from "openid-client"
import type { AuthorityDeps } from "../deps.ts"
import type { OidcSettings } from "./oidc-settings.ts"

/** Seconds by which the provider's clock may differ from ours. */
const TOLERANCE = 10
/** Seconds for which what the provider says of itself is believed, before it is asked anew. */
const KNOWN_MS = 10 * 60_000

/** What a request to the provider must find again in its answer. */
export interface Asked {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly startedAt: number
}

/** Where the provider sends officers back to: one page of the console, and no other address. */
export const redirectUri = ({ consoleOrigin }: Pick<AuthorityDeps, "consoleOrigin">) => `${consoleOrigin}/oidc`

const known = new WeakMap<OidcSettings, { readonly at: number; readonly config: Promise<client.Configuration> }>()

function configOf(oidc: OidcSettings, clock: AuthorityDeps["clock"]): Promise<client.Configuration> {
  const held = known.get(oidc)
  if (held && performance.now() - held.at < KNOWN_MS) return held.config
  const skew = Math.round(clock.now() - Date.now() / 1000)
  const metadata = { [client.clockSkew]: skew, [client.clockTolerance]: TOLERANCE }
  const isPlain = oidc.issuer.startsWith("http:") // this machine alone (oidc-settings.ts)
  const config = client.discovery(
    new URL(oidc.issuer),
    oidc.clientId,
    metadata,
    client.ClientSecretBasic(oidc.secret),
    {
      // Signatures are checked by the provider's published keys, though the answer came over TLS.
      execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
      timeout: 10,
    },
  )
  known.set(oidc, { at: performance.now(), config })
  config.catch(() => known.delete(oidc))
  return config
}

/** The provider's page for one sign-in: whoever comes back must have shown a factor after now, whatever session the provider holds. */
export async function addressFor(
  deps: AuthorityDeps,
  oidc: OidcSettings,
  { state, nonce, verifier }: Asked,
): Promise<string> {
  const config = await configOf(oidc, deps.clock)
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(deps),
    response_type: "code",
    scope: "openid",
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    max_age: "0",
    prompt: "login",
    ...(oidc.acr.length > 0 ? { acr_values: oidc.acr.join(" ") } : {}),
  })
  return address.href
}

/**
 * The subject of the provider's answer; nothing unless state, nonce, code, issuer, audience and signature are right, the factor was shown
 * since we asked, and it was of a demanded kind. No other claim is looked at: no name, no role, no group.
 */
export async function subjectOf(
  deps: AuthorityDeps,
  oidc: OidcSettings,
  query: string,
  { state, nonce, verifier, startedAt }: Asked,
): Promise<string | undefined> {
  const config = await configOf(oidc, deps.clock)
  const back = new URL(redirectUri(deps))
  back.search = query
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
    maxAge: 600,
  }
  const claims = await client.authorizationCodeGrant(config, back, checks).then(
    (answer) => answer.claims(),
    () => undefined, // whatever is wrong with it, it is refused
  )
  if (!claims || typeof claims.auth_time !== "number" || claims.auth_time < startedAt - TOLERANCE) return undefined
  const methods: unknown[] = Array.isArray(claims.amr) ? claims.amr : []
  const isOfClass = oidc.acr.length === 0 || oidc.acr.includes(String(claims.acr))
  const isByMethod = oidc.amr.length === 0 || oidc.amr.some((method) => methods.includes(method))
  return isOfClass && isByMethod ? claims.sub : undefined
}
