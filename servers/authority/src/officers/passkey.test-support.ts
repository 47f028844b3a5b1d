import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto"
import { finishSignIn, startSignIn } from "@homesafe/api"
import type { FastifyInstance } from "fastify"
import type { AuthorityDeps } from "../deps.ts"

/** A passkey in software (WebAuthn, ES256): it signs real challenges. */
export async function addPasskey({ db, consoleOrigin }: Pick<AuthorityDeps, "db" | "consoleOrigin">, officer: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const { x = "", y = "" } = publicKey.export({ format: "jwk" })
  const id = randomBytes(16).toString("base64url")
  // COSE (RFC 9052): kty EC2, alg ES256, crv P-256, x, y.
  const [head, between] = ["a5010203262001215820", "225820"].map((hex) => Buffer.from(hex, "hex"))
  const cose = Buffer.concat([
    head ?? "",
    Buffer.from(x, "base64url"),
    between ?? "",
    Buffer.from(y, "base64url"),
  ] as Buffer[]) // as: both are there
  await db
    .insertInto("passkeys")
    .values({ id, officer_id: officer, public_key: cose, counter: 0, transports: [] })
    .execute()
  /** What a browser sends after the touch, at the console unless it was elsewhere. */
  function answer(
    challenge: string,
    elsewhere: { readonly origin?: string; readonly site?: string; readonly isVerified?: boolean } = {},
  ) {
    const { origin = consoleOrigin, site = elsewhere.origin ?? consoleOrigin, isVerified = true } = elsewhere
    const authenticatorData = Buffer.concat([
      createHash("sha256").update(new URL(site).hostname).digest(),
      Buffer.from(isVerified ? "0500000000" : "0100000000", "hex"), // user present, and verified; a counter that stays at zero
    ])
    const client = Buffer.from(JSON.stringify({ type: "webauthn.get", challenge, origin }))
    const signed = Buffer.concat([authenticatorData, createHash("sha256").update(client).digest()])
    const response = {
      clientDataJSON: client.toString("base64url"),
      authenticatorData: authenticatorData.toString("base64url"),
      signature: sign("sha256", signed, privateKey).toString("base64url"),
    }
    return { id, rawId: id, type: "public-key", clientExtensionResults: {}, response }
  }

  return {
    answer,
    /** Signs in at a server with these cookies; answers the reply. */
    async signIn(app: FastifyInstance, cookies: Readonly<Record<string, string>> = {}) {
      const headers = { "sec-fetch-site": "same-origin" }
      const started = await app.inject({
        method: startSignIn.method,
        url: startSignIn.path,
        headers,
        cookies,
        payload: {},
      })
      const payload = { response: answer(started.json().options.challenge) }
      return app.inject({ method: finishSignIn.method, url: finishSignIn.path, headers, cookies, payload })
    },
  }
}
