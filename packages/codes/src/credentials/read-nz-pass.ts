import { type Bytes, copyBytes, hexOf, textOfUtf8 } from "@homesafe/protocol"
import { base32nopad } from "@scure/base"
import type { Credential, ReadingContext } from "../credential.ts"
import { shownText } from "../shared/clean-text.ts"
import { listIn, memberOf, numberIn, textIn } from "../shared/read-json.ts"
import { isoDate, isoOfSeconds } from "./dates.ts"
import { judge, nothingSaid, refused, type Said } from "./judge.ts"
import { type Cose, readCose } from "./read-cose.ts"
import { revocationId } from "./revocation-ids.ts"

const PASS = /^NZCP:\/([0-9]+)\/([A-Z2-7]+)=*$/
const CLAIM = { issuer: 1, expires: 4, notBefore: 5, id: 7 } as const
const ES256 = -7
const SIGN1 = 0xd2
// The issuer of the specification's examples, whose private key is published.
const EXAMPLE = "did:web:nzcp.covid19.health.nz"

/** Reads a New Zealand COVID Pass. */
export async function readNzPass(text: string, context: ReadingContext): Promise<Credential> {
  const [, version, body] = PASS.exec(text) ?? []
  if (body === undefined) return nothingSaid("nz-pass", "malformed")
  if (version !== "1") return nothingSaid("nz-pass", "version")
  const bytes = bytesOfBase32(body)
  // The specification wants the tag of a single signer and no other.
  const cose = bytes === null || bytes[0] !== SIGN1 ? null : readCose(bytes)
  if (cose === null) return nothingSaid("nz-pass", "malformed")
  const said = saidIn(cose)
  if (!isWhole(said, cose)) return { ...said, outcome: refused("malformed") }
  if (cose.algorithm !== ES256) return { ...said, outcome: refused("algorithm") }
  if (said.issuer === EXAMPLE && context.trust.testIssuers !== true) return { ...said, outcome: refused("test-issuer") }
  const outcome = await judge(said, { ...cose, kind: "ES256", issuerCounts: true }, context, said.validUntil)
  return { ...said, outcome }
}

function saidIn({ claims, kid }: Cose): Said {
  const pass = memberOf(claims, "vc")
  const subject = memberOf(pass, "credentialSubject")
  const name = shownText([textIn(subject, "givenName"), textIn(subject, "familyName")].filter((part) => part).join(" "))
  const [issuer, id] = [textIn(claims, CLAIM.issuer), uuidOf(memberOf(claims, CLAIM.id))]
  const [validFrom, validUntil] = [numberIn(claims, CLAIM.notBefore), numberIn(claims, CLAIM.expires)]
  const isPass = listIn(pass, "type").includes("PublicCovidPass")
  return {
    format: "nz-pass",
    holders: name === null ? [] : [{ name, nameLatin: null, birth: isoDate(textIn(subject, "dob")) }],
    records: isPass
      ? [
          {
            kind: "pass",
            id,
            disease: null,
            country: "NZ",
            issuer: shownText(issuer),
            validFrom: isoOfSeconds(validFrom),
            validUntil: isoOfSeconds(validUntil),
          },
        ]
      : [],
    issuer: shownText(issuer),
    kid: kid === null ? null : shownText(textOfUtf8(kid)),
    issuedAt: null,
    validFrom,
    validUntil,
    ids: id === null ? [] : [revocationId(id)],
  }
}

function isWhole(said: Said, { claims }: Cose): boolean {
  const pass = memberOf(claims, "vc")
  const isVc = listIn(pass, "type").includes("VerifiableCredential") && textIn(pass, "version") !== null
  const hasDates = said.validFrom !== null && said.validUntil !== null
  return isVc && hasDates && said.records.length === 1 && said.holders.length === 1 && said.ids.length === 1
}

function uuidOf(cti: unknown): string | null {
  if (!(cti instanceof Uint8Array) || cti.length !== 16) return null
  const hex = hexOf(cti)
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
  return `urn:uuid:${groups.join("-")}`
}

function bytesOfBase32(text: string): Bytes | null {
  try {
    return copyBytes(base32nopad.decode(text))
  } catch {
    return null // the decoder's only way to say "no base32"
  }
}
