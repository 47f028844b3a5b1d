import { type Bytes, concatBytes, copyBytes, type Hex, hexOf, utf8Of } from "../shared/bytes.ts"
import { manySha256, sha256 } from "../shared/hash.ts"
import type { ServiceDay } from "../shared/units.ts"
import { dayKeysInto } from "./key-tree.ts"

const LEAF_LABEL = utf8Of("VT1/lf")
const NODE_LABEL = utf8Of("VT1/nd")
/** A commitment always covers so many days, whatever notAfter says. */
export const COMMITTED_DAYS = 512
const PROOF_LEVELS = 9
const NODE_BYTES = 16
export const PROOF_BYTES = NODE_BYTES * PROOF_LEVELS

function leafHash(dayKey: Uint8Array): Bytes {
  return copyBytes(sha256(LEAF_LABEL, dayKey).subarray(0, 16))
}

function nodeHash(left: Uint8Array, right: Uint8Array): Bytes {
  return copyBytes(sha256(NODE_LABEL, left, right).subarray(0, 16))
}

/** A venue's commitment and the tree behind it: what the issuer signs instead of the secret, and the proof of each day. Spec §2. */
export interface Commitment {
  readonly commit: Hex
  /** Proves that a day key belongs to the commitment: nine siblings, leaf level first. */
  readonly proofOf: (day: ServiceDay) => Bytes
}

/** Builds the whole tree, leaves first: two thousand hashes, a millisecond here and many on a slow phone, so once for each scan. */
export function commitmentOf(venueKey: Uint8Array, notBefore: ServiceDay): Commitment {
  const levels = [leavesOf(venueKey, notBefore)]
  for (let level = levels[0]; level !== undefined && level.length > NODE_BYTES; level = levels.at(-1)) {
    levels.push(parentsOf(level))
  }
  const nodeAt = (level: number, index: number) =>
    levels[level]?.subarray(NODE_BYTES * index, NODE_BYTES * (index + 1)) ?? new Uint8Array()
  return {
    commit: hexOf(nodeAt(PROOF_LEVELS, 0)),
    proofOf(day) {
      const index = day - notBefore
      if (index < 0 || index >= COMMITTED_DAYS) throw new RangeError(`day ${day} is not among the committed days`)
      return concatBytes(...Array.from({ length: PROOF_LEVELS }, (_, level) => nodeAt(level, (index >> level) ^ 1)))
    },
  }
}

function leavesOf(venueKey: Uint8Array, notBefore: ServiceDay): Uint8Array {
  const dayKeyInto = dayKeysInto(venueKey)
  const sha256Into = manySha256()
  const leaves = new Uint8Array(NODE_BYTES * COMMITTED_DAYS)
  const digest = new Uint8Array(32)
  const text = concatBytes(LEAF_LABEL, new Uint8Array(NODE_BYTES))
  for (let i = 0; i < COMMITTED_DAYS; i++) {
    dayKeyInto(notBefore + i, digest)
    text.set(digest.subarray(0, NODE_BYTES), LEAF_LABEL.length)
    sha256Into(text, digest)
    leaves.set(digest.subarray(0, NODE_BYTES), NODE_BYTES * i)
  }
  return leaves
}

function parentsOf(level: Uint8Array): Uint8Array {
  const sha256Into = manySha256()
  const parents = new Uint8Array(level.length / 2)
  const digest = new Uint8Array(32)
  const text = concatBytes(NODE_LABEL, new Uint8Array(2 * NODE_BYTES))
  for (let at = 0; at < parents.length; at += NODE_BYTES) {
    text.set(level.subarray(2 * at, 2 * at + 2 * NODE_BYTES), NODE_LABEL.length)
    sha256Into(text, digest)
    parents.set(digest.subarray(0, NODE_BYTES), at)
  }
  return parents
}

/** The commitment to a venue's 512 day keys. Spec §2. */
export function commitOf(venueKey: Uint8Array, notBefore: ServiceDay): Hex {
  return commitmentOf(venueKey, notBefore).commit
}

/** A venue's public id: the first eight bytes of its commitment. Spec §2. */
export function venueIdOf(commit: Hex): Hex {
  return commit.slice(0, 16)
}

/** Proves that one day key belongs to the commitment. Spec §2. */
export function proofOf(venueKey: Uint8Array, notBefore: ServiceDay, day: ServiceDay): Bytes {
  return commitmentOf(venueKey, notBefore).proofOf(day)
}

/** The commitment that a day key and its proof lead to. */
export function rootOfProof(notBefore: ServiceDay, day: ServiceDay, dayKey: Uint8Array, proof: Uint8Array): Hex {
  const index = day - notBefore
  let node = leafHash(dayKey)
  for (let level = 0; level < PROOF_LEVELS; level++) {
    const sibling = proof.subarray(16 * level, 16 * level + 16)
    node = (index >> level) & 1 ? nodeHash(sibling, node) : nodeHash(node, sibling)
  }
  return hexOf(node)
}

/** Says whether a day key belongs to a commitment. */
export function verifyProof(
  commit: Hex,
  notBefore: ServiceDay,
  day: ServiceDay,
  dayKey: Uint8Array,
  proof: Uint8Array,
): boolean {
  const index = day - notBefore
  if (index < 0 || index >= COMMITTED_DAYS || proof.length !== PROOF_BYTES || dayKey.length !== 16) return false
  return rootOfProof(notBefore, day, dayKey, proof) === commit
}
