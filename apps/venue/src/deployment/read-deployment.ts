import { type Deployment as ApiDeployment, type CallProblem, call, getDeployment, getFeedHead } from "@homesafe/api"
import {
  acceptSigned,
  acceptTrustList,
  bytesOfBase64url,
  type Catalogue,
  type Policy,
  readCatalogue,
  readEnvelope,
  readManifest,
  readPolicy,
  type SignedEnvelope,
  serviceDayOf,
  type TrustList,
  unixSeconds,
} from "@homesafe/protocol"

/** What the portal knows of its deployment, with every signature checked. */
export interface PortalDeployment {
  readonly dep: string
  readonly authority: { readonly en: string; readonly hant: string; readonly hans?: string | undefined }
  readonly hotline: string
  readonly timeZone: string
  readonly demonstration: boolean
  readonly trust: TrustList
  readonly catalogue: Catalogue
  /** The ledger of rules; null before the first list. */
  readonly policy: Policy | null
}

type Outcome =
  | { readonly ok: true; readonly value: PortalDeployment }
  | { readonly ok: false; readonly problem: CallProblem | "untrusted" }

/** Loads the deployment's description, then the newest trust list, catalogue and rules that the feed names (Spec §9). */
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
  const rule = { trust, day: serviceDayOf(now, trust.offset) }
  const catalogues = [envelopeOfApi(described.catalogue), ...(newest?.catalogue ? [newest.catalogue] : [])]
  const catalogue = catalogues
    .map((envelope) => acceptSigned(envelope, { ...rule, label: "VT1/catalogue" }, readCatalogue))
    .flatMap((read) => (read.ok ? [read.value] : []))
    .sort((a, b) => b.seq - a.seq)[0]
  if (!catalogue) return { ok: false, problem: "untrusted" }
  const policy = newest?.policy && acceptSigned(newest.policy, { ...rule, label: "VT1/policy" }, readPolicy)
  const { dep, authority, hotline, timeZone, demonstration } = described
  const facts = { dep, authority, hotline, timeZone, demonstration }
  const value = { ...facts, trust, catalogue, policy: policy?.ok ? policy.value : null }
  return { ok: true, value }
}

interface Newest {
  readonly trust: SignedEnvelope | undefined
  readonly catalogue: SignedEnvelope | undefined
  readonly policy: SignedEnvelope | undefined
}

// The manifest only says where the newest files are; each is believed for its own signatures.
async function fetchNewest(): Promise<Newest | undefined> {
  const head = await call(getFeedHead)
  if (!head.ok) return undefined
  const manifest = readManifest(envelopeOfApi(head.value).bytes)
  if (!manifest.ok) return undefined
  const names = ["trust", "catalogue", "policy"] as const
  const [trust, catalogue, policy] = await Promise.all(names.map((name) => fetchEnvelope(manifest.value[name].sha256)))
  return { trust, catalogue, policy }
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
