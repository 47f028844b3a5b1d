import { type Deployment as ApiDeployment, call, getDeployment, getFeedHead } from "@homesafe/api"
import {
  acceptSigned,
  acceptTrustList,
  bytesOfBase64url,
  type Catalogue,
  type Issuers,
  type Policy,
  type Revoked,
  readCatalogue,
  readEnvelope,
  readManifest,
  readPolicy,
  serviceDayOf,
  type TrustList,
  textOfUtf8,
  type UnixSeconds,
  utf8Of,
} from "@homesafe/protocol"
import { hasQuorum } from "@homesafe/protocol/venue"
import { findSingle, type GateDatabase, type KeptFacts } from "../keys/gate-database.ts"
import { keepSeen } from "../keys/settings.ts"
import { listsIn, withLists } from "./listed-files.ts"

/** What a device at the door knows of its deployment, with every signature checked. */
export interface Facts {
  readonly demonstration: boolean
  readonly timeZone: string
  readonly trust: TrustList
  readonly catalogue: Catalogue
  /** The ledger of rules; null before the first list. */
  readonly policy: Policy | null
  readonly revoked: Revoked
  /** Whose health documents count; nobody's before the first list of them. */
  readonly issuers: Issuers
  /** When the newest head was made whose lists lie here; null before the first. */
  readonly listedAt: UnixSeconds | null
}

/** What carries signatures of its own. */
type SignedFacts = Omit<Facts, "revoked" | "issuers" | "listedAt">

/** The facts that are kept on this device: all that it needs while there is no network. */
export async function readFacts(database: GateDatabase, now: UnixSeconds): Promise<Facts | undefined> {
  const kept = await findSingle(database, "facts")
  return kept && factsOf(kept, now)
}

function factsOf(kept: KeptFacts, now: UnixSeconds): Facts | undefined {
  const signed = signedIn(kept, now)
  return signed && { ...signed, ...listsIn(kept) }
}

function signedIn(kept: KeptFacts, now: UnixSeconds): SignedFacts | undefined {
  const envelope = (text: string) => {
    const read = readEnvelope(utf8Of(text))
    return read.ok ? read.value : undefined
  }
  const [signedTrust, signedCatalogue] = [envelope(kept.trust), envelope(kept.catalogue)]
  const trust = signedTrust && acceptTrustList(null, signedTrust, kept.dep, now)
  if (!trust?.ok || !signedCatalogue) return undefined
  const rule = { trust: trust.value, day: serviceDayOf(now, trust.value.offset) }
  const catalogue = acceptSigned(signedCatalogue, { ...rule, label: "VT1/catalogue" }, readCatalogue)
  if (!catalogue.ok) return undefined
  const signedPolicy = kept.policy === null ? undefined : envelope(kept.policy)
  const policy = signedPolicy && acceptSigned(signedPolicy, { ...rule, label: "VT1/policy" }, readPolicy)
  const { demonstration, timeZone } = kept
  return {
    demonstration,
    timeZone,
    trust: trust.value,
    catalogue: catalogue.value,
    policy: policy?.ok ? policy.value : null,
  }
}

/** Gets the newest facts and keeps what is believed; the newest list's time is also a word about this device's clock. */
export async function renewFacts(database: GateDatabase, now: UnixSeconds): Promise<Facts | undefined> {
  const before = await findSingle(database, "facts")
  const base = before ?? (await firstFacts())
  if (!base) return undefined
  const newest = await newestFacts(base, now)
  if (newest.t !== null) await keepSeen(database, newest.t)
  const facts = factsOf(newest.facts, now)
  if (facts) await database.put("single", newest.facts)
  return facts
}

async function firstFacts(): Promise<KeptFacts | undefined> {
  const answer = await call(getDeployment)
  if (!answer.ok) return undefined
  const { dep, demonstration, timeZone, trust, catalogue } = answer.value
  const texts = { trust: textOf(trust), catalogue: textOf(catalogue), policy: null }
  return { name: "facts", dep, demonstration, timeZone, ...texts }
}

const textOf = (envelope: ApiDeployment["trust"]) => JSON.stringify(envelope)

// The manifest only says where the newest files are; each is believed for its own signatures, and the older one stays where one is not.
async function newestFacts(base: KeptFacts, now: UnixSeconds): Promise<{ facts: KeptFacts; t: UnixSeconds | null }> {
  const head = await call(getFeedHead)
  const manifest = head.ok ? readManifest(bytesOfBase64url(head.value.bytes) ?? new Uint8Array()) : undefined
  if (!head.ok || !manifest?.ok) return { facts: base, t: null }
  let facts = base
  for (const name of ["trust", "catalogue", "policy"] as const) {
    const text = await fetchText(manifest.value[name].sha256)
    const next = text === undefined || text === facts[name] ? undefined : { ...facts, [name]: text }
    if (next && isNewer(name, facts, next, now)) facts = next
  }
  const signed = readEnvelope(utf8Of(textOf(head.value)))
  const trust = signedIn(facts, now)?.trust
  if (signed.ok && trust && hasQuorum(signed.value, manifest.value, trust))
    facts = await withLists(facts, manifest.value)
  return { facts, t: manifest.value.t }
}

/** Nothing goes back to an older number; a newer trust list must be the old roots' word too (Spec §9). */
function isNewer(
  name: "trust" | "catalogue" | "policy",
  before: KeptFacts,
  after: KeptFacts,
  now: UnixSeconds,
): boolean {
  const [older, newer] = [signedIn(before, now), signedIn(after, now)]
  if (!newer) return false
  if (name === "catalogue") return newer.catalogue.seq >= (older?.catalogue.seq ?? 0)
  if (name === "policy") return newer.policy !== null && newer.policy.seq >= (older?.policy?.seq ?? 0)
  const envelope = readEnvelope(utf8Of(after.trust))
  return envelope.ok && older !== undefined && acceptTrustList(older.trust, envelope.value, before.dep, now).ok
}

async function fetchText(sha256: string): Promise<string | undefined> {
  const response = await fetch(`/feed/${sha256}`).catch(() => undefined)
  return response?.ok ? textOfUtf8(new Uint8Array(await response.arrayBuffer())) : undefined
}
