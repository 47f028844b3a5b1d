import { evidenceOf, jsonOfEvidence } from "../rows/evidence-bytes.ts"
import type { RowEvidence } from "../rows/row-evidence.ts"
import { type Bytes, base64urlOf } from "../shared/bytes.ts"
import { bytesField, listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"
import { envelopeOf, jsonOfEnvelope, type SignedEnvelope } from "../sign/envelope.ts"

/** A row of a batch, with why its key is believed. */
export interface KeyedRow {
  readonly evidence: RowEvidence
  /** An earlier batch stated other windows for this key. */
  readonly corrected: boolean
}
/** What a verifier is sent; the seeds and keys in it are forgotten after signing (Spec §9). */
export interface BatchRequest {
  readonly seed: Bytes
  /** Null: the snapshot is the previous manifest's. */
  readonly snapshotSeed: Bytes | null
  readonly manifest: Bytes
  readonly previous: Bytes | null
  /** In order of approval; of the last 31 days, superseded ones too. */
  readonly decisions: readonly SignedEnvelope[]
  readonly changes: readonly SignedEnvelope[]
  /** Pool texts of 1,024 bytes. */
  readonly texts: readonly Bytes[]
  readonly rows: readonly KeyedRow[]
  readonly snapshotRows: readonly KeyedRow[]
  /** Files that changed, as they are served. */
  readonly files: readonly Bytes[]
}

const FIELDS = [
  "seed",
  "snapshotSeed",
  "manifest",
  "previous",
  "decisions",
  "changes",
  "texts",
  "rows",
  "snapshotRows",
  "files",
]

/** Writes a request as it goes to a verifier. */
export function writeBatchRequest(request: BatchRequest): Bytes {
  const optional = (bytes: Uint8Array | null): string | null => (bytes === null ? null : base64urlOf(bytes))
  return canonicalJsonBytes({
    seed: base64urlOf(request.seed),
    snapshotSeed: optional(request.snapshotSeed),
    manifest: base64urlOf(request.manifest),
    previous: optional(request.previous),
    decisions: request.decisions.map(jsonOfEnvelope),
    changes: request.changes.map(jsonOfEnvelope),
    texts: request.texts.map(base64urlOf),
    rows: request.rows.map(jsonOfRow),
    snapshotRows: request.snapshotRows.map(jsonOfRow),
    files: request.files.map(base64urlOf),
  })
}

function jsonOfRow({ evidence, corrected }: KeyedRow): Json {
  return { corrected, evidence: jsonOfEvidence(evidence) }
}

/** Parses a request. */
export function readBatchRequest(bytes: Uint8Array): Result<BatchRequest, "malformed-request"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, FIELDS) : undefined
  const seed = bytesField(o?.seed, 32)
  const snapshotSeed = o?.snapshotSeed === null ? null : bytesField(o?.snapshotSeed, 32)
  const manifest = bytesField(o?.manifest)
  const previous = o?.previous === null ? null : bytesField(o?.previous)
  const decisions = listOf(o?.decisions, envelopeOf)
  const changes = listOf(o?.changes, envelopeOf)
  const texts = listOf(o?.texts, (text) => bytesField(text, 1024))
  const rows = listOf(o?.rows, rowOf)
  const snapshotRows = listOf(o?.snapshotRows, rowOf)
  const files = listOf(o?.files, (file) => bytesField(file))
  if (!seed || snapshotSeed === undefined || !manifest || previous === undefined) return refused("malformed-request")
  if (!decisions || !changes || !texts || !rows || !snapshotRows || !files) return refused("malformed-request")
  return ok({ seed, snapshotSeed, manifest, previous, decisions, changes, texts, rows, snapshotRows, files })
}

function rowOf(value: Json): KeyedRow | undefined {
  const o = objectWith(value, ["corrected", "evidence"])
  const evidence = evidenceOf(o?.evidence)
  return evidence === undefined || typeof o?.corrected !== "boolean" ? undefined : { evidence, corrected: o.corrected }
}
