import { type Chain, readChain } from "../files/chain.ts"
import { checkFile, type Manifest, manifestHash, readManifest } from "../files/manifest.ts"
import type { Hex } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { serviceDayOf, type UnixSeconds } from "../shared/units.ts"
import { countSigners, type EnvelopeLabel, type SignedEnvelope } from "../sign/envelope.ts"
import { keysOf, type TrustList } from "../trust/trust-list.ts"

/** What a phone remembers of the feed. */
export interface FeedState {
  readonly seq: number
  readonly hash: Hex
  readonly t: UnixSeconds
  readonly exp: UnixSeconds
  /** The highest batch that was matched; a snapshot counts as its upTo; 0 none. */
  readonly done: number
}
export interface AcceptedManifest {
  readonly manifest: Manifest
  readonly hash: Hex
  readonly state: FeedState
}
export type FeedProblem =
  | "malformed-manifest"
  | "wrong-deployment"
  | "not-enough-signatures"
  | "rolled-back"
  | "forked"
  | "chain-missing"
  | "trust-too-old"

const CHAIN_SECONDS = 31 * 86_400
const AGEING_SECONDS = 24 * 3600

/** Reads a head that nobody has checked yet, to know which trust list and chain to fetch. */
export function peekManifest(head: SignedEnvelope): Result<Manifest, "malformed-manifest"> {
  return readManifest(head.bytes)
}

/** Accepts a head: the quorum of distinct keys, never older than the last one, and grown out of it. Spec §9. */
export function acceptManifest(
  previous: FeedState | null,
  head: SignedEnvelope,
  trust: TrustList,
  chain: Uint8Array | null,
): Result<AcceptedManifest, FeedProblem> {
  const read = readManifest(head.bytes)
  if (!read.ok) return read
  const manifest = read.value
  const hash = manifestHash(head.bytes)
  if (manifest.dep !== trust.dep) return refused("wrong-deployment")
  if (trust.seq < manifest.trust.seq || trust.exp <= manifest.t) return refused("trust-too-old")
  if (!hasQuorum(head, manifest, trust)) return refused("not-enough-signatures")
  const problem = previous === null ? undefined : continuityProblem(previous, manifest, hash, chain)
  if (problem !== undefined) return refused(problem)
  const { seq, t, exp } = manifest
  return ok({ manifest, hash, state: { seq, hash, t, exp, done: previous?.done ?? 0 } })
}

/** Says whether publisher, verifiers and witnesses have signed in the numbers that the trust list asks for. */
export function hasQuorum(head: SignedEnvelope, manifest: Manifest, trust: TrustList): boolean {
  const day = serviceDayOf(manifest.t, trust.offset)
  const { dep, seq } = manifest
  return (["publisher", "verifier", "witness"] as const).every((role) => {
    const label: EnvelopeLabel = role === "witness" ? "VT1/witness" : "VT1/manifest"
    return countSigners(head, { label, dep, seq, role }, keysOf(trust, role, day)) >= trust.quorum[role]
  })
}

function continuityProblem(
  previous: FeedState,
  manifest: Manifest,
  hash: Hex,
  chainFile: Uint8Array | null,
): FeedProblem | undefined {
  if (manifest.seq < previous.seq) return "rolled-back"
  if (manifest.seq === previous.seq) return hash === previous.hash ? undefined : "forked"
  if (manifest.t < previous.t) return "rolled-back"
  const chain = chainFile === null ? undefined : chainOf(manifest, chainFile)
  if (chain === undefined) return "chain-missing"
  if (previous.seq < chain.first) return manifest.t - previous.t >= CHAIN_SECONDS ? undefined : "forked"
  return chain.hashes[previous.seq - chain.first] === previous.hash ? undefined : "forked"
}

/** The chain that a manifest names, if these are its bytes and it ends where the manifest begins. */
export function chainOf(manifest: Manifest, file: Uint8Array): Chain | undefined {
  const read = checkFile(file, manifest.chain) ? readChain(file) : undefined
  if (read === undefined || !read.ok) return undefined
  const { first, hashes } = read.value
  const endsHere = first + hashes.length === manifest.seq && (hashes.at(-1) ?? manifest.prev) === manifest.prev
  return endsHere ? read.value : undefined
}

/** How old the list is: past `exp` a phone says "out of date since", never "no exposure". Spec §9. */
export function feedAge(state: FeedState | null, now: UnixSeconds): "fresh" | "ageing" | "out-of-date" | "never" {
  if (state === null) return "never"
  if (now >= state.exp) return "out-of-date"
  return now >= state.t + AGEING_SECONDS ? "ageing" : "fresh"
}
