import { cosignBatch, type envelope as envelopeShape, setOfficers } from "@homesafe/api"
import {
  acceptTrustList,
  bytesOfBase64url,
  ed25519PublicKey,
  type Hex,
  keyIdOf,
  readEnvelope,
  readTrustList,
  type SignedEnvelope,
  type TrustList,
  utf8Of,
} from "@homesafe/protocol"
import { acceptOfficers, type OfficerKeys, readOfficers } from "@homesafe/protocol/officer"
import { checkBatch, readBatchRequest, signManifest } from "@homesafe/protocol/publisher"
import { type Clock, createService, done, type keptFile, makeHandle, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { Logger } from "pino"
import type * as z from "zod"

type Kept<T> = ReturnType<typeof keptFile<T>>
type EnvelopeJson = z.infer<typeof envelopeShape>

/** What a verifier is made of: one key, and what it must never forget. */
export interface VerifierDeps {
  readonly clock: Clock
  readonly dep: Hex
  readonly secret: Uint8Array
  /** Hashes of the files set up with the deployment, which no officers' decision made. */
  readonly initialFiles: readonly Hex[]
  /** The newest number signed and the one hash it was signed for. */
  readonly head: Kept<{ seq: number; hash: Hex }>
  readonly trust: Kept<EnvelopeJson>
  readonly officers: Kept<EnvelopeJson>
  readonly log?: Logger
}

/** A signing agent: rebuilds each batch from its seed and signs only what two officers decided (Spec §9). */
export async function createVerifierApp(deps: VerifierDeps): Promise<FastifyInstance> {
  const app = await createService({
    title: "HomeSafe verifier",
    perMinute: null,
    bodyLimit: 120_000_000,
    ...(deps.log ? { log: deps.log } : {}),
  })
  const handle = makeHandle(app, async () => null)

  handle(setOfficers, async ({ body }) => {
    const trust = keptTrust(deps)
    const envelope = envelopeFrom(body)
    if (!trust || !envelope) return refuse("malformed")
    const accepted = acceptOfficers(keptOfficers(deps), envelope, trust, deps.clock.now())
    if (!accepted.ok) {
      deps.log?.warn({ problem: accepted.problem }, "officers-refused")
      return refuse("bad-signature")
    }
    deps.officers.write(body)
    return done({})
  })

  handle(cosignBatch, async ({ body }) => {
    const now = deps.clock.now()
    const envelope = envelopeFrom(body.trust)
    const trust = envelope && newestTrust(deps, body.trust, envelope)
    const officers = keptOfficers(deps)
    const bytes = bytesOfBase64url(body.request)
    const request = bytes && readBatchRequest(bytes)
    if (!request?.ok) return refuse("malformed")
    if (!trust || !officers) return refuse("not-ready")
    const { dep, initialFiles } = deps
    const checked = checkBatch(request.value, { dep, trust, officers, last: deps.head.read(), initialFiles, now })
    if (!checked.ok) {
      deps.log?.warn({ problem: checked.problem }, "batch-refused")
      return refuse("content-changed", checked.problem)
    }
    const { seq, hash } = checked.value
    deps.head.write({ seq, hash }) // durable before the signature leaves
    const signature = signManifest(request.value.manifest, { dep, seq, role: "verifier" }, deps.secret)
    return done({
      key: keyIdOf(ed25519PublicKey(deps.secret)),
      role: "verifier",
      sig: Buffer.from(signature.sig).toString("base64url"),
    })
  })
  return app
}

function envelopeFrom(json: EnvelopeJson): SignedEnvelope | undefined {
  const read = readEnvelope(utf8Of(JSON.stringify(json)))
  return read.ok ? read.value : undefined
}

function keptTrust(deps: VerifierDeps): TrustList | null {
  const kept = deps.trust.read()
  const envelope = kept && envelopeFrom(kept)
  const read = envelope && readTrustList(envelope.bytes)
  return read?.ok ? read.value : null
}

/** A new trust list counts only when the roots that are believed already have signed it. */
function newestTrust(deps: VerifierDeps, json: EnvelopeJson, envelope: SignedEnvelope): TrustList | null {
  const current = keptTrust(deps)
  const offered = readTrustList(envelope.bytes)
  if (current && offered.ok && offered.value.seq === current.seq) return current
  const accepted = acceptTrustList(current, envelope, deps.dep, deps.clock.now())
  if (!accepted.ok) return current
  deps.trust.write(json)
  return accepted.value
}

function keptOfficers(deps: VerifierDeps): OfficerKeys | null {
  const kept = deps.officers.read()
  const envelope = kept && envelopeFrom(kept)
  const read = envelope && readOfficers(envelope.bytes)
  return read?.ok ? read.value : null
}
