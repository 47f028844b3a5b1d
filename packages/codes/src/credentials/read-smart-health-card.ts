import { textOfUtf8 } from "@homesafe/protocol"
import type { Credential, ReadingContext } from "../credential.ts"
import { shownText } from "../shared/clean-text.ts"
import { listIn, memberOf, numberIn, readJsonObject, textIn } from "../shared/read-json.ts"
import { type Jws, readJws } from "../shared/read-jws.ts"
import { holdersOf, recordsOf } from "./fhir-records.ts"
import { inflateRaw } from "./inflate.ts"
import { readChunk } from "./join-chunks.ts"
import { judge, nothingSaid, refused, type Said } from "./judge.ts"
import { revocationId } from "./revocation-ids.ts"

const FORMAT = "smart-health-card"
// The issuers of the specification's examples, whose private keys are published.
const EXAMPLES = /^https:\/\/(?:[a-z]+\.)?smarthealth\.cards\/examples\//

/** Reads a SMART Health Card: one code, or several that `joinChunks` has put together. */
export async function readSmartHealthCard(text: string, context: ReadingContext): Promise<Credential> {
  const chunk = readChunk(text)
  if (chunk === null) return nothingSaid(FORMAT, "malformed")
  if (chunk.of > 1) return nothingSaid(FORMAT, "missing-chunks")
  const jws = readJws(charactersOf(chunk.digits) ?? "")
  if (jws === null || textIn(jws.header, "zip") !== "DEF") return nothingSaid(FORMAT, "malformed")
  const bytes = inflateRaw(jws.payload)
  const payload = bytes === null ? null : readJsonObject(textOfUtf8(bytes) ?? "")
  const said = payload === null ? null : saidIn(payload, jws)
  if (said === null) return nothingSaid(FORMAT, "malformed")
  if (textIn(jws.header, "alg") !== "ES256") return { ...said, outcome: refused("algorithm") }
  if (said.issuer !== null && EXAMPLES.test(said.issuer) && context.trust.testIssuers !== true)
    return { ...said, outcome: refused("test-issuer") }
  const outcome = await judge(said, { ...jws, kind: "ES256", issuerCounts: true }, context, said.validUntil)
  return { ...said, outcome }
}

// Each pair of digits is one character of a JWS, counted from the hyphen.
function charactersOf(digits: string): string | null {
  if (digits.length % 2 !== 0) return null
  const codes = (digits.match(/../g) ?? []).map(Number)
  return codes.some((code) => code > 77) ? null : codes.map((code) => String.fromCharCode(code + 45)).join("")
}

function saidIn(payload: unknown, jws: Jws): Said | null {
  const card = memberOf(payload, "vc")
  const issuer = textIn(payload, "iss")
  const bundle = memberOf(memberOf(card, "credentialSubject"), "fhirBundle")
  const resources = listIn(bundle, "entry").map((entry) => memberOf(entry, "resource"))
  const isCovid = listIn(card, "type").includes("https://smarthealth.cards#covid19")
  const [kid, rid] = [textIn(jws.header, "kid"), textIn(card, "rid")]
  if (issuer === null || resources.length === 0) return null
  return {
    format: FORMAT,
    holders: holdersOf(resources),
    records: recordsOf(resources, isCovid ? "840539006" : null),
    issuer: shownText(issuer),
    kid,
    issuedAt: null,
    validFrom: numberIn(payload, "nbf"),
    validUntil: numberIn(payload, "exp"),
    ids: rid === null || kid === null ? [] : [revocationId(`${kid}#${rid}`)],
  }
}
