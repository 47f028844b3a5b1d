import { witnessHead } from "@homesafe/api"
import {
  bytesOfBase64url,
  ed25519PublicKey,
  type Hex,
  keyIdOf,
  manifestHash,
  ok,
  readManifest,
} from "@homesafe/protocol"
import { signManifest, witnessManifest } from "@homesafe/protocol/publisher"
import { createService, done, type keptFile, makeHandle, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { Logger } from "pino"

/** What a witness is made of. */
export interface WitnessDeps {
  readonly dep: Hex
  readonly secret: Uint8Array
  readonly head: ReturnType<typeof keptFile<{ seq: number; hash: Hex }>>
  readonly log?: Logger
}

/** Another organisation's memory: one hash for each number, in order, so that no two people can be shown different lists (Spec §9). */
export async function createWitnessApp(deps: WitnessDeps): Promise<FastifyInstance> {
  const app = await createService({
    title: "HomeSafe witness",
    perMinute: null,
    ...(deps.log ? { log: deps.log } : {}),
  })
  const handle = makeHandle(app, async () => null)
  handle(witnessHead, async ({ body }) => {
    const manifest = bytesOfBase64url(body.manifest)
    const read = manifest && readManifest(manifest)
    if (!manifest || !read?.ok) return refuse("malformed")
    const { seq } = read.value
    const hash = manifestHash(manifest)
    const last = deps.head.read()
    // Whoever lost the answer asks again, and gets it again; otherwise no list could follow this one.
    const isSameAgain = last?.seq === seq && last.hash === hash
    const signed = isSameAgain
      ? ok(signManifest(manifest, { dep: deps.dep, seq, role: "witness" }, deps.secret))
      : witnessManifest(manifest, last, deps.dep, deps.secret)
    if (!signed.ok) {
      deps.log?.warn({ problem: signed.problem }, "head-refused")
      return refuse("content-changed", signed.problem)
    }
    if (!isSameAgain) deps.head.write({ seq, hash }) // durable before the signature leaves
    const key = keyIdOf(ed25519PublicKey(deps.secret))
    return done({ key, role: "witness", sig: Buffer.from(signed.value.sig).toString("base64url") })
  })
  return app
}
