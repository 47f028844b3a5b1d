import type { Chain } from "../files/chain.ts"
import { type Manifest, manifestHash, readManifest } from "../files/manifest.ts"
import type { Hex } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"

/** An earlier manifest, to be fetched at /feed/<hash>: it names its own batch. */
export interface EarlierManifest {
  readonly seq: number
  readonly hash: Hex
}
/** What to fetch and match, in order. `head`: also the batch of the head itself. */
export type BatchPlan =
  | { readonly kind: "none" }
  | { readonly kind: "batches"; readonly manifests: readonly EarlierManifest[]; readonly head: boolean }
  | {
      readonly kind: "snapshot"
      readonly upTo: number
      readonly manifests: readonly EarlierManifest[]
      readonly head: boolean
    }

// More missing batches than this, and the snapshot costs less (Spec §9).
const MAX_SINGLE_BATCHES = 8

/** Plans a run: up to eight missing batches one by one, otherwise the snapshot and what came after it. Spec §9. */
export function planBatches(done: number, manifest: Manifest, chain: Chain): BatchPlan {
  if (done >= manifest.seq) return { kind: "none" }
  const { upTo } = manifest.snapshot
  const isEachAtHand = done + 1 >= chain.first && manifest.seq - done <= MAX_SINGLE_BATCHES
  if (done > 0 && isEachAtHand) return { kind: "batches", manifests: between(done, manifest.seq, chain), head: true }
  if (done > upTo) return { kind: "batches", manifests: between(done, manifest.seq, chain), head: true }
  return { kind: "snapshot", upTo, manifests: between(upTo, manifest.seq, chain), head: upTo < manifest.seq }
}

function between(after: number, before: number, chain: Chain): EarlierManifest[] {
  return chain.hashes.flatMap((hash, i) =>
    chain.first + i > after && chain.first + i < before ? [{ seq: chain.first + i, hash }] : [],
  )
}

/** Accepts an earlier manifest, served as its bytes alone: the chain of an accepted head vouches for its hash. */
export function acceptEarlierManifest(
  bytes: Uint8Array,
  expected: EarlierManifest,
): Result<Manifest, "malformed-manifest" | "wrong-hash"> {
  if (manifestHash(bytes) !== expected.hash) return refused("wrong-hash")
  const read = readManifest(bytes)
  if (!read.ok) return read
  return read.value.seq === expected.seq ? ok(read.value) : refused("wrong-hash")
}
