import { type Bytes, base64urlOf, bytesOfBase64url, type Hex, isHex } from "../shared/bytes.ts"
import { keyIdOf } from "../shared/hash.ts"
import { isCount, listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"
import { type ServiceDay, serviceDay, type UnixSeconds, unixSeconds } from "../shared/units.ts"
import { isSmallOrderKey } from "../sign/ed25519.ts"

const SIGNING_ROLES = ["root", "issuer", "publisher", "verifier", "witness", "request", "receipt", "keeper"] as const
const BOX_ROLES = ["upload", "form", "share"] as const
const ROLES = [...SIGNING_ROLES, ...BOX_ROLES] as const
export type KeyRole = (typeof ROLES)[number]

export interface TrustKey {
  readonly id: Hex
  readonly role: KeyRole
  /** 32 raw bytes (Ed25519), or 65 uncompressed (P-256) for upload, form and share. */
  readonly pub: Bytes
  readonly from: ServiceDay
  readonly until: ServiceDay
  /** The service days an upload key serves. */
  readonly days?: readonly [ServiceDay, ServiceDay]
}

/** Who is believed for what, and a deployment's settings (Spec §9). */
export interface TrustList {
  readonly v: 1
  readonly dep: Hex
  readonly seq: number
  readonly t: UnixSeconds
  readonly exp: UnixSeconds
  /** Seconds by which the service day is shifted from UTC; never changes. */
  readonly offset: number
  /** Seconds between publications. */
  readonly every: number
  readonly hosts: readonly string[]
  readonly cardBits: number
  readonly plate: string | null
  readonly chaff: "day" | "hour"
  readonly quorum: { readonly publisher: number; readonly verifier: number; readonly witness: number }
  readonly rootThreshold: number
  readonly keys: readonly TrustKey[]
}

const MAX_LIFE_SECONDS = 400 * 86_400
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[1-9][0-9]{0,4})?$/
const FIELDS = [
  "v",
  "dep",
  "seq",
  "t",
  "exp",
  "offset",
  "every",
  "hosts",
  "cardBits",
  "plate",
  "chaff",
  "quorum",
  "rootThreshold",
  "keys",
]

/** Parses a trust list; keys of small order, wrong ids and twin issuer ids are refused here, once. */
export function readTrustList(bytes: Uint8Array): Result<TrustList, "malformed-trust-list"> {
  const json = readJsonBytes(bytes)
  const list = json.ok ? trustListOf(json.value) : undefined
  return list === undefined ? refused("malformed-trust-list") : ok(list)
}

function trustListOf(value: Json): TrustList | undefined {
  const o = objectWith(value, FIELDS)
  const quorum = objectWith(o?.quorum, ["publisher", "verifier", "witness"])
  const hosts = listOf(o?.hosts, (host) => (typeof host === "string" && HOST.test(host) ? host : undefined))
  const keys = listOf(o?.keys, trustKeyOf)
  if (o === undefined || quorum === undefined || hosts === undefined || keys === undefined) return undefined
  const { publisher, verifier, witness } = quorum
  if (o.v !== 1 || !isHex(o.dep, 8) || !isCount(o.seq) || !isCount(o.t, 2 ** 32 - 1) || !isCount(o.exp, 2 ** 32 - 1))
    return undefined
  if (o.exp <= o.t || o.exp - o.t > MAX_LIFE_SECONDS) return undefined
  if (typeof o.offset !== "number" || Math.abs(o.offset) > 86_400 || !isCount(o.every, 86_400) || o.every < 1)
    return undefined
  if (!isCount(o.cardBits, 8) || (o.plate !== null && !isPattern(o.plate))) return undefined
  if (o.chaff !== "day" && o.chaff !== "hour") return undefined
  // A batch without publisher or verifier could never be told from a forged one; only the witness may be left out.
  if (!isCount(publisher, 16) || publisher < 1 || !isCount(verifier, 16) || verifier < 1 || !isCount(witness, 16))
    return undefined
  if (!isCount(o.rootThreshold, 16) || o.rootThreshold < 1 || hosts.length === 0) return undefined
  if (!areIdsUnique(keys)) return undefined
  return {
    v: 1,
    dep: o.dep,
    seq: o.seq,
    t: unixSeconds(o.t),
    exp: unixSeconds(o.exp),
    offset: o.offset,
    every: o.every,
    hosts,
    cardBits: o.cardBits,
    plate: typeof o.plate === "string" ? o.plate : null,
    chaff: o.chaff,
    quorum: { publisher, verifier, witness },
    rootThreshold: o.rootThreshold,
    keys,
  }
}

function isPattern(value: Json | undefined): boolean {
  if (typeof value !== "string" || value.length > 200) return false
  try {
    return new RegExp(`^(?:${value})$`, "u").source.length > 0
  } catch {
    return false // not a regular expression
  }
}

function areIdsUnique(keys: readonly TrustKey[]): boolean {
  return new Set(keys.map((key) => `${key.role} ${key.id}`)).size === keys.length
}

function trustKeyOf(value: Json): TrustKey | undefined {
  const o = objectWith(value, ["id", "role", "pub", "from", "until"], ["days"])
  const pub = typeof o?.pub === "string" ? bytesOfBase64url(o.pub) : undefined
  const role = ROLES.find((name) => name === o?.role)
  if (o === undefined || pub === undefined || role === undefined) return undefined
  if (!isHex(o.id, 4) || keyIdOf(pub) !== o.id || !isPublicKeyFor(role, pub)) return undefined
  if (!isCount(o.from, 65_535) || !isCount(o.until, 65_535) || o.from > o.until) return undefined
  const key = { id: o.id, role, pub, from: serviceDay(o.from), until: serviceDay(o.until) }
  if (o.days === undefined) return role === "upload" ? undefined : key
  const days = listOf(o.days, (day) => (isCount(day, 65_535) ? serviceDay(day) : undefined))
  const [first, last] = days ?? []
  if (days?.length !== 2 || first === undefined || last === undefined || first > last) return undefined
  return { ...key, days: [first, last] }
}

function isPublicKeyFor(role: KeyRole, pub: Uint8Array): boolean {
  const isBox = BOX_ROLES.some((name) => name === role)
  return isBox ? pub.length === 65 && pub[0] === 4 : pub.length === 32 && !isSmallOrderKey(pub)
}

/** Writes a trust list's canonical bytes, to be signed by the roots. */
export function writeTrustList(list: TrustList): Bytes {
  const keys = list.keys.map(({ pub, ...key }) => ({ ...key, pub: base64urlOf(pub) }))
  return canonicalJsonBytes({ ...list, keys })
}

/** The keys of a role that are valid on a day. */
export function keysOf(trust: TrustList, role: KeyRole, day: ServiceDay): TrustKey[] {
  return trust.keys.filter((key) => key.role === role && key.from <= day && day <= key.until)
}

/** The key of a role with this id, whether valid today or not. */
export function keyById(trust: TrustList, role: KeyRole, id: Hex): TrustKey | undefined {
  return trust.keys.find((key) => key.role === role && key.id === id)
}

/** The upload key that serves a day; without a current one, the newest there is (Spec §9). */
export function uploadKeyFor(trust: TrustList, day: ServiceDay): TrustKey | undefined {
  const newestFirst = trust.keys
    .filter((key) => key.role === "upload")
    .sort((a, b) => (b.days?.[0] ?? 0) - (a.days?.[0] ?? 0) || b.from - a.from)
  const serving = newestFirst.find((key) => key.days !== undefined && key.days[0] <= day && day <= key.days[1])
  return serving ?? newestFirst[0]
}
