import { type Deployment as ApiDeployment, type CallProblem, call, getDeployment, getFeedHead } from "@homesafe/api"
import {
  acceptTrustList,
  bytesOfBase64url,
  type Catalogue,
  countSigners,
  keysOf,
  readCatalogue,
  readEnvelope,
  readManifest,
  type SignedEnvelope,
  serviceDayOf,
  type TrustList,
  unixSeconds,
} from "@homesafe/protocol"

/** What the portal knows of its deployment, with every signature checked. */
export interface PortalDeployment {
  readonly dep: string
  readonly authority: { readonly en: string; readonly hant: string; readonly hans?: string | undefined }
  readonly timeZone: string
  readonly demonstration: boolean
  readonly trust: TrustList
  readonly catalogue: Catalogue
}

type Outcome =
  | { readonly ok: true; readonly value: PortalDeployment }
  | { readonly ok: false; readonly problem: CallProblem | "untrusted" }

/** Loads the deployment's description, then the newest trust list and catalogue that the feed names (Spec §9). */
export async function readPortalDeployment(nowMs: number): Promise<Outcome> {
  const now = unixSeconds(Math.floor(nowMs / 1000))
  const answer = await call(getDeployment)
  if (!answer.ok) return answer
  const described = answer.value
  const first = acceptTrustList(null, envelopeOfApi(described.trust), described.dep, now)
  if (!first.ok) return { ok: false, problem: "untrusted" }
  const newest = await fetchNewest()
  const renewed = newest?.trust ? acceptTrustList(first.value, newest.trust, described.dep, now) : undefined
  const trust = renewed?.ok ? renewed.value : first.value
  const catalogues = [envelopeOfApi(described.catalogue), ...(newest?.catalogue ? [newest.catalogue] : [])]
  const catalogue = catalogues
    .flatMap((envelope) => checkCatalogue(envelope, described.dep, trust, nowMs) ?? [])
    .sort((a, b) => b.seq - a.seq)[0]
  if (!catalogue) return { ok: false, problem: "untrusted" }
  const { dep, authority, timeZone, demonstration } = described
  return { ok: true, value: { dep, authority, timeZone, demonstration, trust, catalogue } }
}

function checkCatalogue(envelope: SignedEnvelope, dep: string, trust: TrustList, nowMs: number): Catalogue | undefined {
  const read = readCatalogue(envelope.bytes)
  if (!read.ok) return undefined
  const today = serviceDayOf(unixSeconds(Math.floor(nowMs / 1000)), trust.offset)
  const thing = { label: "VT1/catalogue", dep, seq: read.value.seq, role: "publisher" } as const
  const signers = countSigners(envelope, thing, keysOf(trust, "publisher", today))
  return signers >= trust.quorum.publisher ? read.value : undefined
}

// The manifest only says where the newest files are; each is believed for its own signatures.
async function fetchNewest(): Promise<{ trust?: SignedEnvelope; catalogue?: SignedEnvelope } | undefined> {
  const head = await call(getFeedHead)
  if (!head.ok) return undefined
  const manifest = readManifest(envelopeOfApi(head.value).bytes)
  if (!manifest.ok) return undefined
  const [trust, catalogue] = await Promise.all([
    fetchEnvelope(manifest.value.trust.sha256),
    fetchEnvelope(manifest.value.catalogue.sha256),
  ])
  return { ...(trust ? { trust } : {}), ...(catalogue ? { catalogue } : {}) }
}

async function fetchEnvelope(sha256: string): Promise<SignedEnvelope | undefined> {
  const response = await fetch(`/feed/${sha256}`).catch(() => undefined)
  if (!response?.ok) return undefined
  const read = readEnvelope(new Uint8Array(await response.arrayBuffer()))
  return read.ok ? read.value : undefined
}

function envelopeOfApi({ bytes, sigs }: ApiDeployment["trust"]): SignedEnvelope {
  const decode = (text: string) => bytesOfBase64url(text) ?? new Uint8Array()
  return { bytes: decode(bytes), sigs: sigs.map((sig) => ({ ...sig, sig: decode(sig.sig) })) }
}
