import { deriveBoxKeyPair } from "./box/open-box.ts"
import type { CodeHeader } from "./codes/code-header.ts"
import { composePrintedCode, composeUrl, makeRotatingCode } from "./codes/make-codes.ts"
import type { Names } from "./codes/names.ts"
import type { KioskGrant } from "./codes/rotating-code.ts"
import { signKioskGrant, signPrintedCode } from "./codes/sign-codes.ts"
import { commitOf, venueIdOf } from "./keys/commitment.ts"
import { dayKeyOf } from "./keys/key-tree.ts"
import { type Bytes, concatBytes, type Hex, u32, utf8Of } from "./shared/bytes.ts"
import { keyIdOf, sha256 } from "./shared/hash.ts"
import { serviceDay, serviceDayOf, unixSeconds } from "./shared/units.ts"
import { ed25519PublicKey } from "./sign/ed25519.ts"
import { type SignedEnvelope, signEnvelope } from "./sign/envelope.ts"
import { type KeyRole, type TrustKey, type TrustList, writeTrustList } from "./trust/trust-list.ts"

/** A made-up deployment for tests; every key comes from its name. */
export const DEP: Hex = "d0d1d2d3d4d5d6d7"
/** 2022-03-04 12:00 in Hong Kong. */
export const NOW = unixSeconds(1_646_366_400)
export const TODAY = serviceDayOf(NOW, 14_400)
export const HOST = "go.example.hk"
export const NAMES: Names = { en: "Leung Tin Sports Centre", hant: "良田體育館" }

/** A secret that belongs to a name. */
export function secretOf(name: string): Bytes {
  return sha256(utf8Of(name))
}

/** Bytes that look random and are the same in every run. */
export function steadyRandom(name: string): (n: number) => Bytes {
  let counter = 0
  return (n) => {
    const parts: Bytes[] = []
    for (let length = 0; length < n; length += 32) parts.push(sha256(utf8Of(name), u32(counter++)))
    return concatBytes(...parts).slice(0, n)
  }
}

function signingKey(role: KeyRole, name: string): TrustKey {
  const pub = ed25519PublicKey(secretOf(name))
  return { id: keyIdOf(pub), role, pub, from: serviceDay(18_000), until: serviceDay(21_000) }
}

export const UPLOAD = await deriveBoxKeyPair(secretOf("upload"))

const KEYS: readonly TrustKey[] = [
  signingKey("root", "root-1"),
  signingKey("root", "root-2"),
  signingKey("issuer", "issuer"),
  signingKey("publisher", "publisher"),
  signingKey("verifier", "verifier-1"),
  signingKey("verifier", "verifier-2"),
  signingKey("witness", "witness"),
  signingKey("receipt", "receipt"),
  {
    id: UPLOAD.id,
    role: "upload",
    pub: UPLOAD.pub,
    from: serviceDay(18_000),
    until: serviceDay(21_000),
    days: [serviceDay(18_000), serviceDay(21_000)],
  },
]

export const TRUST: TrustList = {
  v: 1,
  dep: DEP,
  seq: 1,
  t: unixSeconds(NOW - 86_400),
  exp: unixSeconds(NOW + 300 * 86_400),
  offset: 14_400,
  every: 21_600,
  hosts: [HOST, "localhost:4300"],
  cardBits: 0,
  plate: "[A-Z]{2}[0-9]{1,4}",
  chaff: "day",
  quorum: { publisher: 1, verifier: 2, witness: 1 },
  rootThreshold: 2,
  keys: KEYS,
}

/** A trust list signed by roots. */
export function signTrust(list: TrustList, roots: readonly string[]): SignedEnvelope {
  const bytes = writeTrustList(list)
  const thing = { label: "VT1/trust", dep: list.dep, seq: list.seq, role: "root" } as const
  return { bytes, sigs: roots.map((name) => signEnvelope(bytes, thing, secretOf(name))) }
}

export const ISSUER_ID = keyIdOf(ed25519PublicKey(secretOf("issuer")))

/** A venue with its key, codes and screen. */
export function venueOf(name: string, change: Partial<CodeHeader> = {}) {
  const venueKey = secretOf(name).slice(0, 16)
  const header: CodeHeader = {
    kind: "poster",
    category: 3,
    hourRows: false,
    cell: 0,
    notBefore: serviceDay(TODAY - 100),
    notAfter: serviceDay(TODAY + 200),
    issuerKeyId: ISSUER_ID,
    ...change,
  }
  const commit = commitOf(venueKey, header.notBefore)
  return { venueKey, header, commit, vid: venueIdOf(commit), names: NAMES }
}
export type TestVenue = ReturnType<typeof venueOf>

/** The bytes of a venue's poster. */
export function posterOf(venue: TestVenue, issuer = "issuer", dep = DEP): Bytes {
  const { header, commit, names, venueKey } = venue
  const signature = signPrintedCode({ dep, header, commit, names }, secretOf(issuer))
  const made = composePrintedCode({
    dep,
    header,
    venueKey,
    names,
    signature,
    issuerKey: ed25519PublicKey(secretOf(issuer)),
  })
  if (!made.ok) throw new Error(made.problem)
  return made.value
}

/** The text that a camera reads. */
export function scanned(bytes: Uint8Array, host = HOST): string {
  return composeUrl(host, "v", bytes).url
}

/** The screen of an hour venue. */
export function screenOf(venue: TestVenue): KioskGrant {
  const header = { ...venue.header, kind: "rotating", hourRows: true } as const
  const kioskKey = ed25519PublicKey(secretOf("kiosk"))
  const signature = signKioskGrant(
    { dep: DEP, header, vid: venue.vid, kioskKey, names: venue.names },
    secretOf("issuer"),
  )
  return { header, vid: venue.vid, kioskKey, names: venue.names, signature }
}

/** What the screen shows at a moment. */
export function shownBy(venue: TestVenue, t = NOW, wanted = 4): Bytes {
  const dayKey = dayKeyOf(venue.venueKey, serviceDayOf(t, 14_400))
  return makeRotatingCode({
    dep: DEP,
    offset: 14_400,
    grant: screenOf(venue),
    kioskSecret: secretOf("kiosk"),
    dayKey,
    now: t,
    wanted,
    doorSeed: secretOf("door").slice(0, 16),
  })
}
