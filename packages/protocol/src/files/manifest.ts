import { type Bytes, type Hex, hexOf, isHex } from "../shared/bytes.ts"
import { sha256 } from "../shared/hash.ts"
import { isCount, listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"
import { type UnixSeconds, unixSeconds } from "../shared/units.ts"

export interface NamedFile {
  readonly bytes: number
  readonly sha256: Hex
}
export interface SequencedFile extends NamedFile {
  readonly seq: number
}
export interface CellFile extends NamedFile {
  readonly cell: number
  readonly n: number
}
export interface BatchFiles {
  readonly salt: Hex
  readonly cells: readonly CellFile[]
  readonly texts: NamedFile
}
/** The signed head of the feed: it names every other file (Spec §9). */
export interface Manifest {
  readonly v: 1
  readonly dep: Hex
  readonly seq: number
  /** Hash of the previous manifest's bytes; 64 zeros in the first. */
  readonly prev: Hex
  readonly t: UnixSeconds
  /** t + 48 hours. */
  readonly exp: UnixSeconds
  readonly batch: BatchFiles
  readonly snapshot: BatchFiles & { readonly upTo: number }
  readonly chain: SequencedFile
  readonly catalogue: SequencedFile
  readonly trust: SequencedFile
  readonly revoked: SequencedFile
  readonly policy: SequencedFile
  readonly notices: SequencedFile
  /** Absent until two officers have made a first one. */
  readonly issuers?: SequencedFile
  /** Batches whose alerts are held back. */
  readonly hold: readonly number[]
}

/** How long a manifest is believed, in seconds. */
export const MANIFEST_LIFE = 48 * 3600
const SEQUENCED = ["chain", "catalogue", "trust", "revoked", "policy", "notices"] as const
const FIELDS = ["v", "dep", "seq", "prev", "t", "exp", "batch", "snapshot", "hold", ...SEQUENCED]

/** Parses a manifest's bytes as they were signed. */
export function readManifest(bytes: Uint8Array): Result<Manifest, "malformed-manifest"> {
  const json = readJsonBytes(bytes)
  const manifest = json.ok ? manifestOf(json.value) : undefined
  return manifest === undefined ? refused("malformed-manifest") : ok(manifest)
}

function manifestOf(value: Json): Manifest | undefined {
  const o = objectWith(value, FIELDS, ["issuers"])
  const batch = batchOf(objectWith(o?.batch, ["salt", "cells", "texts"]))
  const snapshotObject = objectWith(o?.snapshot, ["upTo", "salt", "cells", "texts"])
  const snapshot = batchOf(snapshotObject)
  const hold = listOf(o?.hold, (seq) => (isCount(seq) ? seq : undefined))
  const [chain, catalogue, trust, revoked, policy, notices] = SEQUENCED.map((name) => sequencedOf(o?.[name]))
  const issuers = sequencedOf(o?.issuers)
  if (o?.issuers !== undefined && issuers === undefined) return undefined
  if (!o || !batch || !snapshot || !hold || !chain || !catalogue || !trust || !revoked || !policy || !notices)
    return undefined
  const upTo = snapshotObject?.upTo
  if (o.v !== 1 || !isHex(o.dep, 8) || !isHex(o.prev, 32) || !isCount(o.seq) || !isCount(upTo) || upTo > o.seq)
    return undefined
  if (!isCount(o.t, 2 ** 32 - 1 - MANIFEST_LIFE) || o.exp !== o.t + MANIFEST_LIFE) return undefined
  return {
    v: 1,
    dep: o.dep,
    seq: o.seq,
    prev: o.prev,
    t: unixSeconds(o.t),
    exp: unixSeconds(o.exp),
    batch,
    snapshot: { upTo, ...snapshot },
    chain,
    catalogue,
    trust,
    revoked,
    policy,
    notices,
    ...(issuers ? { issuers } : {}),
    hold,
  }
}

function batchOf(o: { readonly [name: string]: Json } | undefined): BatchFiles | undefined {
  const cells = listOf(o?.cells, cellOf)
  const texts = o === undefined ? undefined : namedOf(objectWith(o.texts, ["bytes", "sha256"]))
  if (!cells || !texts || !isHex(o?.salt, 16) || cells.length === 0) return undefined
  const isAscending = cells.every((cell, i) => i === 0 || cell.cell > (cells[i - 1]?.cell ?? 0))
  return isAscending ? { salt: o.salt, cells, texts } : undefined
}

function namedOf(o: { readonly [name: string]: Json } | undefined): NamedFile | undefined {
  return o && isCount(o.bytes, 2 ** 31) && isHex(o.sha256, 32) ? { bytes: o.bytes, sha256: o.sha256 } : undefined
}

function cellOf(value: Json): CellFile | undefined {
  const o = objectWith(value, ["cell", "n", "bytes", "sha256"])
  const named = namedOf(o)
  return o && named && isCount(o.cell, 65_535) && isCount(o.n, 2 ** 24) ? { cell: o.cell, n: o.n, ...named } : undefined
}

function sequencedOf(value: Json | undefined): SequencedFile | undefined {
  const o = objectWith(value, ["seq", "bytes", "sha256"])
  const named = namedOf(o)
  return o && named && isCount(o.seq) ? { seq: o.seq, ...named } : undefined
}

/** Writes a manifest's canonical bytes, to be signed. */
export function writeManifest(manifest: Manifest): Bytes {
  const files = (batch: BatchFiles) => ({
    salt: batch.salt,
    cells: batch.cells.map((cell) => ({ ...cell })),
    texts: { ...batch.texts },
  })
  const sequenced = Object.fromEntries(SEQUENCED.map((name) => [name, { ...manifest[name] }]))
  const { v, dep, seq, prev, t, exp, hold } = manifest
  const issuers = manifest.issuers ? { issuers: { ...manifest.issuers } } : {}
  const snapshot = { upTo: manifest.snapshot.upTo, ...files(manifest.snapshot) }
  const batch = files(manifest.batch)
  return canonicalJsonBytes({ v, dep, seq, prev, t, exp, hold, batch, snapshot, ...sequenced, ...issuers })
}

/** The hash by which a manifest is chained, and found at /feed/<hash>. */
export function manifestHash(bytes: Uint8Array): Hex {
  return hexOf(sha256(bytes))
}

/** Names a file by its length and hash, as a manifest does. */
export function namedFile(bytes: Uint8Array): NamedFile {
  return { bytes: bytes.length, sha256: hexOf(sha256(bytes)) }
}

/** Says whether a fetched file is the one that was named. */
export function checkFile(bytes: Uint8Array, file: NamedFile): boolean {
  return bytes.length === file.bytes && hexOf(sha256(bytes)) === file.sha256
}
