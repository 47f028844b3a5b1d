import type { Bytes, Hex } from "../shared/bytes.ts"
import { hexField, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, readJsonBytes } from "../shared/strict-json.ts"

/** What two officers sign to end a hold: the decision goes on as it was approved, or ends without having been published (Spec §7). */
export interface HoldVerdict {
  readonly v: 1
  readonly dep: Hex
  /** The hold's id: a verdict about an earlier hold says nothing about a later one. */
  readonly hold: Hex
  readonly decision: Hex
  /** Hash of the decision's bytes: what goes on is what was approved. */
  readonly sha256: Hex
  readonly verdict: "release" | "stop"
}

/** Parses a verdict's bytes. */
export function readHoldVerdict(bytes: Uint8Array): Result<HoldVerdict, "malformed-verdict"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, ["v", "dep", "hold", "decision", "sha256", "verdict"]) : undefined
  const dep = hexField(o?.dep, 8)
  const hold = hexField(o?.hold, 16)
  const decision = hexField(o?.decision, 16)
  const sha256 = hexField(o?.sha256, 32)
  const verdict = o?.verdict === "release" || o?.verdict === "stop" ? o.verdict : undefined
  if (o?.v !== 1 || !dep || !hold || !decision || !sha256 || !verdict) return refused("malformed-verdict")
  return ok({ v: 1, dep, hold, decision, sha256, verdict })
}

/** Writes a verdict's canonical bytes, to be signed by two officers. */
export function writeHoldVerdict(verdict: HoldVerdict): Bytes {
  return canonicalJsonBytes({ ...verdict })
}
