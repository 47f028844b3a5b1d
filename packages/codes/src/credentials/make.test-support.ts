import { deflateRawSync, deflateSync } from "node:zlib"
import { base32nopad } from "@scure/base"
import { encode, Tagged } from "cborg"
import { NOW, type Pair, signDer, signRaw, thumbprintOf } from "./keys.test-support.ts"

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

/** RFC 9285. */
export function base45Of(bytes: Uint8Array): string {
  let text = ""
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length
    let value = isPair ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : (bytes[at] ?? 0)
    for (let i = 0; i < (isPair ? 3 : 2); i++) {
      text += ALPHABET.charAt(value % 45)
      value = Math.floor(value / 45)
    }
  }
  return text
}

/** Bytes as an EU certificate carries them. */
export function packed(bytes: Uint8Array): string {
  return `HC1:${base45Of(deflateSync(bytes))}`
}

export type CoseWishes = {
  readonly protected?: Map<number, unknown>
  readonly loose?: Map<number, unknown>
  /** What stands around the four parts, the outermost first. */
  readonly tags?: readonly number[]
  readonly change?: (signature: Uint8Array) => Uint8Array
}

/** A COSE_Sign1 over claims. */
export function coseOf(pair: Pair, claims: unknown, wishes: CoseWishes): Uint8Array {
  const head = encode(wishes.protected ?? new Map())
  const payload = encode(claims)
  const signature = new Uint8Array(signRaw(pair, encode(["Signature1", head, new Uint8Array(0), payload])))
  const parts: unknown = [head, wishes.loose ?? new Map(), payload, wishes.change?.(signature) ?? signature]
  return encode((wishes.tags ?? [18]).toReversed().reduce((inner, tag) => new Tagged(tag, inner), parts))
}

export const KID = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8])
export const KID_TEXT = Buffer.from(KID).toString("base64")
export const VACCINATION = {
  tg: "840539006",
  vp: "1119349007",
  mp: "EU/1/20/1528",
  ma: "ORG-100030215",
  dn: 2,
  sd: 2,
  dt: "2021-06-01",
  co: "AT",
  is: "Ministry of Health",
  ci: "URN:UVCI:01:AT:10807843F94AEE0EE5093FBC254BD813#B",
}
export const CERTIFICATE = {
  ver: "1.3.0",
  nam: { fn: "Musterfrau-Gößinger", gn: "Gabriele", fnt: "MUSTERFRAU<GOESSINGER", gnt: "GABRIELE" },
  dob: "1998-02-26",
  v: [VACCINATION],
}

/** The claims of an EU certificate that holds for a day around `NOW`. */
export function dccClaims(certificate: unknown = CERTIFICATE, more: readonly (readonly [number, unknown])[] = []) {
  return new Map<number, unknown>([
    [1, "AT"],
    [4, NOW + 86_400],
    [6, NOW - 86_400],
    [-260, new Map([[1, certificate]])],
    ...more,
  ])
}

/** An EU certificate. */
export function dccOf(pair: Pair, claims: unknown = dccClaims(), wishes: CoseWishes = {}): string {
  const algorithm = pair.secret.asymmetricKeyType === "rsa" ? -37 : -7
  const head = new Map<number, unknown>([
    [1, algorithm],
    [4, KID],
  ])
  return packed(coseOf(pair, claims, { protected: head, ...wishes }))
}

export const PASS_ISSUER = "did:web:pass.example"

/** A New Zealand pass; members that are undefined are left out. */
export function passOf(pair: Pair, change: Readonly<Record<number, unknown>> = {}, wishes: CoseWishes = {}): string {
  const claims = new Map<number, unknown>([
    [1, PASS_ISSUER],
    [4, NOW + 86_400],
    [5, NOW - 86_400],
    [7, new Uint8Array(16).fill(7)],
  ])
  const vc = {
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    version: "1.0.0",
    type: ["VerifiableCredential", "PublicCovidPass"],
    credentialSubject: { givenName: "Jack", familyName: "Sparrow", dob: "1960-04-16" },
  }
  const all = new Map<unknown, unknown>([...claims, ["vc", vc]])
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) all.delete(Number(name))
    else all.set(Number(name), value)
  }
  const head = new Map<number, unknown>([
    [1, -7],
    [4, new TextEncoder().encode("key-1")],
  ])
  return `NZCP:/1/${base32nopad.encode(coseOf(pair, all, { protected: head, ...wishes }))}`
}

export const CARD_ISSUER = "https://health.example/cards"
export const CARD = {
  iss: CARD_ISSUER,
  nbf: NOW - 86_400.5,
  vc: {
    type: ["https://smarthealth.cards#health-card", "https://smarthealth.cards#covid19"],
    rid: "revocation-1",
    credentialSubject: {
      fhirVersion: "4.0.1",
      fhirBundle: {
        resourceType: "Bundle",
        entry: [
          {
            resource: {
              resourceType: "Patient",
              name: [{ family: "Anyperson", given: ["John", "B."] }],
              birthDate: "1951-01-20",
            },
          },
          {
            resource: {
              resourceType: "Immunization",
              status: "completed",
              vaccineCode: { coding: [{ system: "http://hl7.org/fhir/sid/cvx", code: "208" }] },
              occurrenceDateTime: "2021-01-29",
              performer: [{ actor: { display: "ABC General Hospital" } }],
              lotNumber: "0000007",
            },
          },
        ],
      },
    },
  },
}

const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64url")

/** The text of a JWS as a card's digits. */
export function digitsOf(jws: string): string {
  return [...jws].map((character) => String(character.charCodeAt(0) - 45).padStart(2, "0")).join("")
}

/** The JWS of a card; a payload that is text goes in as it stands. */
export function cardJws(
  pair: Pair,
  payload: unknown = CARD,
  header: Readonly<Record<string, unknown>> = {},
  signAs: (pair: Pair, text: Uint8Array) => Buffer = signRaw,
): string {
  const head = { alg: "ES256", zip: "DEF", kid: thumbprintOf(pair.jwk), ...header }
  const body = deflateRawSync(typeof payload === "string" ? payload : JSON.stringify(payload))
  const signed = `${base64url(JSON.stringify(head))}.${base64url(body)}`
  return `${signed}.${base64url(signAs(pair, Buffer.from(signed)))}`
}

/** A SMART Health Card in one code. */
export function cardOf(...wishes: Parameters<typeof cardJws>): string {
  return `shc:/${digitsOf(cardJws(...wishes))}`
}

export const VAC_FIELDS = [
  ...["HKSARG", "VAC", "4.0", "4", "REF0001", "****123(4)", "CHAN, T** M**"],
  ...["01-04-2021", "Comirnaty", "復必泰", "", "04-01-2021,CoronaVac", "12-11-2021", "Comirnaty", "復必泰"],
  ...["12-03-1980,3", "克爾來福", "12-11-2021 13:41"],
]
export const MEC_FIELDS = [
  ...VAC_FIELDS.slice(0, 10).with(1, "MEC"),
  ...["002", "31-05-2022", "", "", "", "", "1980", "", "12-04-2022 09:00"],
]
export const EVT_FIELDS = [
  ...["HKSARG", "EVT", "2.0", "TEST0001", "HKIC", "****123(4)", "28-04-2022 10:15", "Nasal swab", "RT-PCR", "Negative"],
  "29-04-2022 08:00",
]

/** A Hong Kong record. */
export function hongKongOf(pair: Pair, fields: readonly string[], change = (text: string) => text): string {
  const signed = `${fields.join("|")}|`
  return `${change(signed)}${signDer(pair, Buffer.from(signed)).toString("base64")}`
}
