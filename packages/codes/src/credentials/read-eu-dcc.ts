import { copyBytes } from "@homesafe/protocol"
import { base64 } from "@scure/base"
import type { Credential, ReadingContext } from "../credential.ts"
import { shownText } from "../shared/clean-text.ts"
import { memberOf, numberIn, textIn } from "../shared/read-json.ts"
import type { SignatureKind } from "../shared/verify-signature.ts"
import { bytesOfBase45 } from "./base45.ts"
import { holderOf, isPlausible, recordsOf } from "./eu-records.ts"
import { inflateZlib } from "./inflate.ts"
import { judge, nothingSaid, refused, type Said } from "./judge.ts"
import { type Cose, readCose } from "./read-cose.ts"
import { revocationId } from "./revocation-ids.ts"

const PREFIX = "HC1:"
const KINDS: ReadonlyMap<unknown, SignatureKind> = new Map([
  [-7, "ECDSA-SHA256"],
  [-37, "PS256"],
])
const CLAIM = { issuer: 1, expires: 4, notBefore: 5, issued: 6, health: -260 } as const

/** Reads an EU Digital COVID Certificate. */
export async function readEuDcc(text: string, context: ReadingContext): Promise<Credential> {
  const packed = bytesOfBase45(text.slice(PREFIX.length))
  const bytes = packed === null ? null : inflateZlib(packed)
  const cose = bytes === null ? null : readCose(bytes)
  if (cose === null) return nothingSaid("eu-dcc", "malformed")
  const kind = KINDS.get(cose.algorithm)
  const said = saidIn(cose, kind)
  const expires = numberIn(cose.claims, CLAIM.expires)
  const isWhole = said.records.length > 0 && said.holders.length > 0
  if (!isWhole || expires === null || !isPlausible(certificateOf(cose), said.issuedAt))
    return { ...said, outcome: refused("malformed") }
  if (kind === undefined) return { ...said, outcome: refused("algorithm") }
  // The last second still counts: the published samples agree on it.
  const outcome = await judge(said, { ...cose, kind, issuerCounts: false }, context, Math.floor(expires) + 1)
  return { ...said, outcome }
}

function certificateOf({ claims }: Cose): unknown {
  return memberOf(memberOf(claims, CLAIM.health), 1)
}

function saidIn(cose: Cose, kind: SignatureKind | undefined): Said {
  const { claims } = cose
  const certificate = certificateOf(cose)
  const issuer = textIn(claims, CLAIM.issuer)
  const records = recordsOf(certificate)
  const holder = holderOf(certificate)
  const identifiers = records.flatMap(({ id }) => (id === null ? [] : [id]))
  // The EU's list names a document by its identifier, by country and identifier, or by its signature; of an ECDSA signature only the first
  // half counts, since the second can be turned round.
  const half = kind === "PS256" ? cose.signature : cose.signature.subarray(0, cose.signature.length / 2)
  return {
    format: "eu-dcc",
    holders: holder === null ? [] : [holder],
    records: records.map((record) => ({ ...record, id: shownText(record.id) })),
    issuer: shownText(issuer),
    kid: cose.kid === null ? null : base64.encode(copyBytes(cose.kid)),
    issuedAt: numberIn(claims, CLAIM.issued),
    validFrom: numberIn(claims, CLAIM.notBefore),
    validUntil: numberIn(claims, CLAIM.expires),
    ids: [...identifiers.flatMap((id) => [revocationId(id), revocationId(`${issuer ?? ""}${id}`)]), revocationId(half)],
  }
}
