import type { Bytes, Hex } from "../shared/bytes.ts"
import { hexField, isCount, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, readJsonBytes } from "../shared/strict-json.ts"

const FILES = ["catalogue", "policy", "notices", "revoked", "issuers", "hold"] as const
export type ChangedFile = (typeof FILES)[number]

/** What two officers sign when a public file is to change, so that verifiers can tell it from one that nobody decided (Spec §9). */
export interface FileChange {
  readonly v: 1
  readonly dep: Hex
  readonly id: Hex
  readonly file: ChangedFile
  readonly seq: number
  /** Hash of the bytes inside the file's envelope; of the file itself for revoked and issuers; of canonical JSON for hold. */
  readonly sha256: Hex
}

/** Parses a file change's bytes. */
export function readFileChange(bytes: Uint8Array): Result<FileChange, "malformed-change"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, ["v", "dep", "id", "file", "seq", "sha256"]) : undefined
  const dep = hexField(o?.dep, 8)
  const id = hexField(o?.id, 16)
  const sha256 = hexField(o?.sha256, 32)
  const file = FILES.find((name) => name === o?.file)
  if (o?.v !== 1 || !dep || !id || !sha256 || !file || !isCount(o.seq)) return refused("malformed-change")
  return ok({ v: 1, dep, id, file, seq: o.seq, sha256 })
}

/** Writes a file change's canonical bytes, to be signed by two officers. */
export function writeFileChange(change: FileChange): Bytes {
  return canonicalJsonBytes({ ...change })
}
