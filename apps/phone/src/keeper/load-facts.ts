import { type Deployment, deployment as deploymentShape } from "@homesafe/api"
import {
  acceptSigned,
  acceptTrustList,
  bytesOfBase64url,
  type Catalogue,
  type Hex,
  type Policy,
  readCatalogue,
  readEnvelope,
  readPolicy,
  readRevoked,
  readTrustList,
  type ServiceDay,
  type SignedEnvelope,
  serviceDayOf,
  type TrustList,
  type UnixSeconds,
  writeEnvelope,
} from "@homesafe/protocol"
import { sendRequest } from "../network/send-request.ts"
import type { StartProblem } from "./answer-start.ts"
import { type PhoneDatabase, readKept, writeKept } from "./open-database.ts"

/** What the phone knows of its deployment before any list. */
export type Facts =
  | {
      readonly ok: true
      readonly deployment: Deployment
      readonly trust: TrustList
      readonly catalogue: Catalogue
      /** Empty until the first list has come. */
      readonly policy: Policy
      readonly revoked: ReadonlyMap<Hex, ServiceDay>
    }
  | { readonly ok: false; readonly problem: StartProblem }

/** What was kept before is believed; the first time, deployment.json comes from the host (Spec §9: its TLS, no more). */
export async function loadFacts(db: PhoneDatabase, now: UnixSeconds): Promise<Facts> {
  const deployment = (await readKept(db, "deployment")) ?? (await fetchDeployment(db, now))
  if (typeof deployment === "string") return { ok: false, problem: deployment }
  const kept = await readKept(db, "trust")
  const envelope = kept ? readEnvelope(kept) : undefined
  const own = envelope?.ok ? envelope.value : envelopeOf(deployment.trust)
  // A list that was accepted once stays in use when it is past its date: scanning must not stop for it.
  const trust = kept ? readTrustList(own.bytes) : acceptTrustList(null, own, deployment.dep, now)
  if (!trust.ok) return { ok: false, problem: "deployment-refused" }
  const catalogue = await loadCatalogue(db, deployment, trust.value)
  if (catalogue === undefined) return { ok: false, problem: "deployment-refused" }
  const revokedFile = await readKept(db, "revoked")
  const revoked = revokedFile && readRevoked(revokedFile)
  const policy = await loadPolicy(db)
  await writeKept(db, "deployment", deployment)
  // Kept from the first time on: a clock that jumps past its date must not shut the diary.
  if (!kept) await writeKept(db, "trust", writeEnvelope(own))
  return {
    ok: true,
    deployment,
    trust: trust.value,
    catalogue,
    policy,
    revoked: revoked?.ok ? revoked.value : new Map(),
  }
}

async function loadPolicy(db: PhoneDatabase): Promise<Policy> {
  const file = await readKept(db, "policy")
  const kept = file && readEnvelope(file)
  const read = kept?.ok ? readPolicy(kept.value.bytes) : undefined // its signature was checked when it was kept
  return read?.ok ? read.value : { v: 1, seq: 0, entries: [] }
}

async function loadCatalogue(
  db: PhoneDatabase,
  deployment: Deployment,
  trust: TrustList,
): Promise<Catalogue | undefined> {
  const file = await readKept(db, "catalogue")
  const kept = file && readEnvelope(file)
  if (kept?.ok) {
    const read = readCatalogue(kept.value.bytes) // its signature was checked when it was kept
    if (read.ok) return read.value
  }
  const day = serviceDayOf(trust.t, trust.offset)
  const first = acceptSigned(envelopeOf(deployment.catalogue), { label: "VT1/catalogue", trust, day }, readCatalogue)
  return first.ok ? first.value : undefined
}

const DEPLOYMENT_BYTES = 2_000_000

/** Fetches deployment.json. */
export async function fetchDeployment(
  db: PhoneDatabase,
  now: UnixSeconds,
): Promise<Deployment | "offline" | "not-ready" | "deployment-refused"> {
  const reply = await sendRequest(db, { what: "deployment", path: "/deployment.json", limit: DEPLOYMENT_BYTES, now })
  // A page of a hotel's network in our place is no answer of ours.
  if (reply === undefined || (reply.status === 200 && !reply.type.startsWith("application/json"))) return "offline"
  if (reply.status !== 200 || !reply.isWhole) return "not-ready"
  try {
    const read = deploymentShape.safeParse(JSON.parse(new TextDecoder().decode(reply.bytes)))
    return read.success ? read.data : "deployment-refused"
  } catch {
    return "deployment-refused" // not JSON
  }
}

function envelopeOf(signed: Deployment["trust"]): SignedEnvelope {
  const bytes = (text: string) => bytesOfBase64url(text) ?? new Uint8Array()
  return { bytes: bytes(signed.bytes), sigs: signed.sigs.map((each) => ({ ...each, sig: bytes(each.sig) })) }
}
