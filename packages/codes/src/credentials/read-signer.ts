import { copyBytes, hexOf, sha256, textOfUtf8 } from "@homesafe/protocol"
import { base64 } from "@scure/base"
import type { RecordKind, TrustedKey } from "../credential.ts"
import { type DerElement, derChildren } from "./read-der.ts"

const COUNTRY = "550406" // 2.5.4.6
const EXTENDED_USAGE = "551d25" // 2.5.29.37
// 1.3.6.1.4.1.1847.2021.1.x, and the same with a zero before 1847, which the first certificates had.
const USAGES = /^2b06010401(?:00)?8e378f6501(01|02|03)$/
const ICAO = "678108" // 2.23.136
const KINDS: ReadonlyMap<string, RecordKind> = new Map([
  ["01", "test"],
  ["02", "vaccination"],
  ["03", "recovery"],
])

/** Reads an EU signer's certificate (DER) as a key of the trust list; null: it is none. Whoever gives it here trusts it: no chain is checked. */
export function readSigner(certificate: Uint8Array): TrustedKey | null {
  const [outer] = derChildren(certificate) ?? []
  const [body] = outer === undefined ? [] : (derChildren(outer.value) ?? [])
  const parts = body === undefined ? [] : (derChildren(body.value) ?? [])
  // The version is left out in the first edition of such certificates.
  const [, , issuer, validity, subject, spki, ...more] = parts[0]?.tag === 0xa0 ? parts.slice(1) : parts
  if (issuer === undefined || validity === undefined || subject === undefined || spki === undefined) return null
  const [from, until] = (derChildren(validity.value) ?? []).map((time) => secondsOf(time))
  const country = countryOf(subject) ?? countryOf(issuer)
  if (!from || !until || country === null) return null
  const kinds = kindsOf(more)
  return {
    format: "eu-dcc",
    issuer: country,
    kid: base64.encode(sha256(certificate).subarray(0, 8)),
    spki: copyBytes(spki.whole),
    from,
    until,
    ...(kinds === null ? {} : { kinds }),
  }
}

function countryOf(name: DerElement): string | null {
  for (const set of derChildren(name.value) ?? []) {
    for (const pair of derChildren(set.value) ?? []) {
      const [oid, value] = derChildren(pair.value) ?? []
      if (oid !== undefined && value !== undefined && hexOf(oid.value) === COUNTRY)
        return textOfUtf8(value.value)?.toUpperCase() ?? null
    }
  }
  return null
}

// The EU's usages say which kinds. General ones (TLS, mail) say nothing of documents, as if there were none; those of travel documents
// (ICAO, 2.23.136) say that the key signs documents of another sort.
function kindsOf(more: readonly DerElement[]): readonly RecordKind[] | null {
  const list = more.find(({ tag }) => tag === 0xa3)
  const [extensions] = list === undefined ? [] : (derChildren(list.value) ?? [])
  for (const extension of extensions === undefined ? [] : (derChildren(extensions.value) ?? [])) {
    const parts = derChildren(extension.value) ?? []
    const [oid, content] = [parts[0], parts.at(-1)]
    if (oid === undefined || content === undefined || hexOf(oid.value) !== EXTENDED_USAGE) continue
    const [usages] = derChildren(content.value) ?? []
    const found = (usages === undefined ? [] : (derChildren(usages.value) ?? [])).map(({ value }) => hexOf(value))
    const kinds = found.flatMap((usage) => KINDS.get(USAGES.exec(usage)?.[1] ?? "") ?? [])
    return kinds.length > 0 || found.some((usage) => usage.startsWith(ICAO)) ? kinds : null
  }
  return null
}

// UTCTime or GeneralizedTime, both in UTC (RFC 5280 §4.1.2.5).
function secondsOf({ tag, value }: DerElement): number | null {
  const text = textOfUtf8(value) ?? ""
  const year = tag === 0x17 && Number(text.slice(0, 2)) >= 50 ? `19${text}` : tag === 0x17 ? `20${text}` : text
  const [, ...groups] = /^([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})Z$/.exec(year) ?? []
  const [y = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = groups.map(Number)
  return groups.length === 0 ? null : Date.UTC(y, month - 1, day, hour, minute, second) / 1000
}
