import { type Bytes, concatBytes, copyBytes, type Hex, hexOf, utf8Of } from "../shared/bytes.ts"
import { sha256 } from "../shared/hash.ts"
import type { ServiceDay } from "../shared/units.ts"
import { dayKeysFrom } from "./key-tree.ts"

const LEAF_LABEL = utf8Of("VT1/lf")
const NODE_LABEL = utf8Of("VT1/nd")
/** A commitment always covers so many days, whatever notAfter says. */
export const COMMITTED_DAYS = 512
const PROOF_LEVELS = 9
export const PROOF_BYTES = 16 * PROOF_LEVELS

function leafHash(dayKey: Uint8Array): Bytes {
  return copyBytes(sha256(LEAF_LABEL, dayKey).subarray(0, 16))
}

function nodeHash(left: Uint8Array, right: Uint8Array): Bytes {
  return copyBytes(sha256(NODE_LABEL, left, right).subarray(0, 16))
}

/** All levels of the Merkle tree, leaves first; half a thousand hashes, a few milliseconds. */
function treeOf(venueKey: Uint8Array, notBefore: ServiceDay): readonly (readonly Bytes[])[] {
  const leaves = dayKeysFrom(venueKey, notBefore, COMMITTED_DAYS).map(leafHash)
  const levels: (readonly Bytes[])[] = [leaves]
  for (let level = leaves as readonly Bytes[]; level.length > 1; levels.push(level)) level = parentsOf(level)
  return levels
}

function parentsOf(level: readonly Bytes[]): readonly Bytes[] {
  const parents: Bytes[] = []
  level.forEach((left, i) => {
    const right = level[i + 1]
    if (i % 2 === 0 && right !== undefined) parents.push(nodeHash(left, right))
  })
  return parents
}

/** The commitment to a venue's 512 day keys: what the issuer signs instead of the secret. Spec §2. */
export function commitOf(venueKey: Uint8Array, notBefore: ServiceDay): Hex {
  return hexOf(treeOf(venueKey, notBefore)[PROOF_LEVELS]?.[0] ?? new Uint8Array())
}

/** A venue's public id: the first eight bytes of its commitment. Spec §2. */
export function venueIdOf(commit: Hex): Hex {
  return commit.slice(0, 16)
}

/** Proves that a day key belongs to the commitment: nine siblings, leaf level first. Spec §2. */
export function proofOf(venueKey: Uint8Array, notBefore: ServiceDay, day: ServiceDay): Bytes {
  return proofsOf(venueKey, notBefore, [day])[0] ?? new Uint8Array()
}

/** Proofs of several days from one tree. */
export function proofsOf(venueKey: Uint8Array, notBefore: ServiceDay, days: readonly ServiceDay[]): Bytes[] {
  const levels = treeOf(venueKey, notBefore)
  return days.map((day) => {
    const index = day - notBefore
    if (index < 0 || index >= COMMITTED_DAYS) throw new RangeError(`day ${day} is not among the committed days`)
    const siblings = levels.slice(0, PROOF_LEVELS).map((level, l) => level[(index >> l) ^ 1] ?? new Uint8Array())
    return concatBytes(...siblings)
  })
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
