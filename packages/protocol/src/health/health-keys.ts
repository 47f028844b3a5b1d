import { type Bytes, base64urlOf, type Hex } from "../shared/bytes.ts"
import { bytesField, listOf, objectWith } from "../shared/read-json.ts"
import { canonicalJsonBytes, readJsonBytes } from "../shared/strict-json.ts"
import { countSigners, type SignedEnvelope } from "../sign/envelope.ts"

/** The health-code service's public keys, as the roots sign them. Spec §18. */
export interface HealthKeys {
  /** Of codes, statements and hand-overs: the present one first, former ones while something of theirs is valid. */
  readonly signing: readonly Bytes[]
  /** To which shared visits are sealed. */
  readonly share: Bytes
  /** Of rule sets. */
  readonly rules: readonly Bytes[]
}

/** Writes the canonical bytes that the roots sign. */
export function writeHealthKeys({ signing, share, rules }: HealthKeys): Bytes {
  return canonicalJsonBytes({
    v: 1,
    signing: signing.map(base64urlOf),
    share: base64urlOf(share),
    rules: rules.map(base64urlOf),
  })
}

/** The keys, when enough roots have signed them; else nothing. */
export function acceptHealthKeys(
  envelope: SignedEnvelope,
  dep: Hex,
  roots: readonly { readonly id: Hex; readonly pub: Uint8Array }[],
  threshold: number,
): HealthKeys | undefined {
  const thing = { label: "VT1/health-keys", dep, seq: 1, role: "root" } as const
  if (threshold < 1 || countSigners(envelope, thing, roots) < threshold) return undefined
  const json = readJsonBytes(envelope.bytes)
  const o = json.ok ? objectWith(json.value, ["v", "signing", "share", "rules"]) : undefined
  const signing = listOf(o?.signing, (key) => bytesField(key, 32))
  const share = bytesField(o?.share, 65)
  const rules = listOf(o?.rules, (key) => bytesField(key, 32))
  return o?.v === 1 && signing && share && rules ? { signing, share, rules } : undefined
}
