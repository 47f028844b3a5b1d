import { generateKeyPairSync } from "node:crypto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import Provider from "oidc-provider"

/** Who signs in at the provider, and with what. */
export interface ShownFactor {
  readonly subject: string
  readonly acr?: string
  readonly amr: readonly string[]
  /** Seconds by which the factor was shown before now. */
  readonly ago?: number
}

/** A real OpenID provider in this process; at its page whoever is named next signs in at once. */
export async function startProvider(redirect: string, client: { readonly id: string; readonly secret: string }) {
  const server = http.createServer()
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  let next: ShownFactor = { subject: "nobody", amr: [] }
  const provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirect] },
        ...{ grant_types: ["authorization_code"], response_types: ["code"], id_token_signed_response_alg: "ES256" },
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "one", alg: "ES256", use: "sig" }] },
    pkce: { required: () => true },
    acrValues: ["phr", "password"],
    claims: { openid: ["sub", "acr", "amr", "auth_time", "roles"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["a key of this test"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    // What a provider says of somebody beyond the subject must not matter here.
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId, roles: ["administrator"] }) }),
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId,
        accountId: ctx.oidc.session?.accountId,
      })
      grant.addOIDCScope("openid")
      await grant.save()
      return grant
    },
  })
  server.on("request", (request, reply) => {
    if (!request.url?.startsWith("/interaction/")) return void provider.callback()(request, reply)
    const { subject, acr, amr, ago = 0 } = next
    const login = {
      accountId: subject,
      amr: [...amr],
      ts: Math.floor(Date.now() / 1000) - ago,
      ...(acr ? { acr } : {}),
    }
    void provider.interactionFinished(request, reply, { login })
  })
  return {
    issuer,
    /** What is shown at the provider's page from now on. */
    show: (factor: ShownFactor) => {
      next = factor
    },
    stop: () => new Promise((stopped) => server.close(stopped)),
  }
}

/** A browser without a session at the provider walks from its page to the address that it sends back to; answers what stands behind the "?". */
export async function walk(address: string, redirect: string): Promise<string> {
  const jar = new Map<string, string>()
  let at = address
  for (let step = 0; step < 10; step++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
    const reply = await fetch(at, { redirect: "manual", headers: { cookie } })
    for (const set of reply.headers.getSetCookie()) {
      const [pair = ""] = set.split(";")
      const cut = pair.indexOf("=")
      jar.set(pair.slice(0, cut), pair.slice(cut + 1))
    }
    const location = reply.headers.get("location")
    if (location === null) throw new Error(`the provider sent nobody on: ${reply.status} ${await reply.text()}`)
    at = new URL(location, at).href
    if (at.startsWith(redirect)) return new URL(at).search.slice(1)
  }
  throw new Error("the provider sends in circles")
}
