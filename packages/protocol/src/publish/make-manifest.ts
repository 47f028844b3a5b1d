import { MANIFEST_LIFE, type Manifest, readManifest, writeManifest } from "../files/manifest.ts"
import type { Bytes, Hex } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { unixSeconds } from "../shared/units.ts"
import { type EnvelopeSignature, signEnvelope } from "../sign/envelope.ts"

/** Writes a manifest; it is believed for 48 hours. Spec §9. */
export function makeManifest(fields: Omit<Manifest, "v" | "exp">): Bytes {
  return writeManifest({ ...fields, v: 1, exp: unixSeconds(fields.t + MANIFEST_LIFE) })
}

/** Signs a manifest in one role; a witness signs another text than the publisher, so that neither stands for the other. */
export function signManifest(
  bytes: Uint8Array,
  thing: { readonly dep: Hex; readonly seq: number; readonly role: "publisher" | "verifier" | "witness" },
  secret: Uint8Array,
): EnvelopeSignature {
  const label = thing.role === "witness" ? "VT1/witness" : "VT1/manifest"
  return signEnvelope(bytes, { label, ...thing }, secret)
}

/** A witness's only act: one hash for each number, and only for the next one. Spec §9. */
export function witnessManifest(
  bytes: Uint8Array,
  last: { readonly seq: number; readonly hash: Hex } | null,
  dep: Hex,
  secret: Uint8Array,
): Result<EnvelopeSignature, "not-next" | "malformed-manifest" | "wrong-deployment"> {
  const read = readManifest(bytes)
  if (!read.ok) return read
  const { seq, prev } = read.value
  if (read.value.dep !== dep) return refused("wrong-deployment")
  if (last !== null && (seq !== last.seq + 1 || prev !== last.hash)) return refused("not-next")
  return ok(signManifest(bytes, { dep, seq, role: "witness" }, secret))
}
