import type { Bytes, Hex } from "../shared/bytes.ts"
import { isCount, listOf, objectWith } from "../shared/read-json.ts"
import { canonicalJsonBytes, readJsonBytes } from "../shared/strict-json.ts"
import { countSigners, type SignedEnvelope } from "../sign/envelope.ts"

/** The numbers of codes on paper that were revoked before their time, as of a moment. Spec §18. */
export interface RevokedPapers {
  readonly t: number
  readonly serials: readonly number[]
}

/** Writes the list's canonical bytes. */
export function writeRevokedPapers({ t, serials }: RevokedPapers): Bytes {
  return canonicalJsonBytes({ v: 1, t, serials })
}

/** The list, when the service has signed it; else nothing. A gate goes by one that is a day old at the most. */
export function acceptRevokedPapers(
  envelope: SignedEnvelope,
  dep: Hex,
  keys: readonly { readonly id: Hex; readonly pub: Uint8Array }[],
): RevokedPapers | undefined {
  if (countSigners(envelope, { label: "VT1/health-revoked", dep, seq: 1, role: "health" }, keys) < 1) return undefined
  const json = readJsonBytes(envelope.bytes)
  const o = json.ok ? objectWith(json.value, ["v", "t", "serials"]) : undefined
  const serials = listOf(o?.serials, (each) => (isCount(each, 2 ** 32 - 1) ? each : undefined))
  return o?.v === 1 && isCount(o.t) && serials ? { t: o.t, serials } : undefined
}
