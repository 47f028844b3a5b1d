import { type Bytes, base64urlOf, type Hex, isHex } from "../shared/bytes.ts"
import { bytesField, isCount, listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"
import { type UnixSeconds, unixSeconds } from "../shared/units.ts"

const FORMATS = ["eu-dcc", "smart-health-card", "nz-pass", "hong-kong"] as const
const KINDS = ["vaccination", "recovery", "test", "exemption", "pass"] as const

/** A key that signs health documents somewhere in the world, and that this deployment believes (Spec §9, ADR 0048). */
export interface IssuerKey {
  readonly format: (typeof FORMATS)[number]
  /** EU: the country. SMART Health Card: the address. New Zealand: the DID. Hong Kong: `HK`. */
  readonly issuer: string
  /** The key's name as documents of this format have it. */
  readonly kid: string
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Bytes
  /** Documents that are checked within these moments may count. */
  readonly from: UnixSeconds
  readonly until: UnixSeconds
  /** The kinds of record that it may sign; absent: all. */
  readonly kinds?: readonly (typeof KINDS)[number][]
}

/** Whose health documents are believed, and which single ones are not. */
export interface Issuers {
  readonly v: 1
  /** Ascending by format, issuer, key name and bytes; each once. */
  readonly keys: readonly IssuerKey[]
  /** Names of documents that no longer count, 16 bytes each, ascending, each once. */
  readonly revoked: readonly Hex[]
}

/** Nobody is believed. */
export const noIssuers: Issuers = { v: 1, keys: [], revoked: [] }

/** Parses the list of issuers of health documents. */
export function readIssuers(bytes: Uint8Array): Result<Issuers, "malformed-issuers"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, ["v", "keys", "revoked"]) : undefined
  const keys = listOf(o?.keys, keyOf)
  const revoked = listOf(o?.revoked, (id) => (isHex(id, 16) ? id : undefined))
  if (o?.v !== 1 || !keys || !revoked || !isAscending(keys.map(orderOf)) || !isAscending(revoked))
    return refused("malformed-issuers")
  return ok({ v: 1, keys, revoked })
}

function keyOf(value: Json): IssuerKey | undefined {
  const o = objectWith(value, ["format", "issuer", "kid", "spki", "from", "until"], ["kinds"])
  const spki = bytesField(o?.spki)
  const format = FORMATS.find((each) => each === o?.format)
  if (!o || !format || !spki || spki.length > 1_024 || !isName(o.issuer) || !isName(o.kid)) return undefined
  if (!isCount(o.from, 2 ** 32 - 1) || !isCount(o.until, 2 ** 32 - 1) || o.from > o.until) return undefined
  const kinds = o.kinds === undefined ? null : listOf(o.kinds, (kind) => KINDS.find((each) => each === kind))
  if (kinds === undefined || kinds?.length === 0 || (kinds && !isAscending(kinds))) return undefined
  const { issuer, kid } = o
  const times = { from: unixSeconds(o.from), until: unixSeconds(o.until) }
  return { format, issuer, kid, spki, ...times, ...(kinds ? { kinds } : {}) }
}

const isName = (value: Json | undefined): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= 400

const isAscending = (values: readonly string[]): boolean =>
  values.every((value, i) => i === 0 || value > (values[i - 1] ?? ""))

// No name holds a line's end that would let two orders meet: JSON texts are compared, which escape it.
const orderOf = ({ format, issuer, kid, spki }: IssuerKey): string =>
  JSON.stringify([format, issuer, kid, base64urlOf(spki)])

/** Writes the list's canonical bytes; whatever order and repeats were given, each stands once and in order. */
export function writeIssuers({ keys, revoked }: Issuers): Bytes {
  const byOrder = new Map(keys.map((key) => [orderOf(key), key]))
  const sorted = [...byOrder].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key)
  return canonicalJsonBytes({
    v: 1,
    keys: sorted.map(({ kinds, spki, ...key }) => ({
      ...key,
      spki: base64urlOf(spki),
      ...(kinds ? { kinds: [...new Set(kinds)].sort() } : {}),
    })),
    revoked: [...new Set(revoked)].sort(),
  })
}
