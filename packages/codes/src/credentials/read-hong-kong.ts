import { type Bytes, utf8Of } from "@homesafe/protocol"
import { base64 } from "@scure/base"
import type { Credential, ReadingContext } from "../credential.ts"
import { bytesOfBase64 } from "../shared/base64.ts"
import { shownText } from "../shared/clean-text.ts"
import { isoOfHongKong, secondsOfIso } from "./dates.ts"
import { holderOf, recordsOf } from "./hong-kong-records.ts"
import { judge, nothingSaid, refused, type Said, unverified } from "./judge.ts"
import { rawOfDer } from "./raw-of-der.ts"
import { revocationId } from "./revocation-ids.ts"

// How many fields each kind may have, the signature among them.
const FIELDS: ReadonlyMap<string, readonly number[]> = new Map([
  ["VAC", [19]],
  ["MEC", [20]],
  ["EVT", [12, 13]],
])
const DAY_SECONDS = 86_400

/** Reads a Hong Kong record of vaccinations, of a test or of an exemption. No genuine sample has shown which keys sign them, or what exactly they sign: without a key of the trust list such a record is text. */
export async function readHongKong(text: string, context: ReadingContext): Promise<Credential> {
  const fields = text.split("|")
  const kind = fields[1] ?? ""
  if (!FIELDS.get(kind)?.includes(fields.length)) return nothingSaid("hong-kong", "malformed")
  const said = saidIn(kind, fields)
  if (said.records.length === 0) return { ...said, outcome: refused("malformed") }
  const isKnown = context.trust.keys.some(({ format, kid }) => format === "hong-kong" && kid === said.kid)
  if (!isKnown) return { ...said, outcome: unverified("unproven-format") }
  const signature = signatureIn(fields.at(-1) ?? "")
  if (signature === null) return { ...said, outcome: refused("signature") }
  // Everything up to the last bar is signed, and the bar itself.
  const signed = utf8Of(text.slice(0, text.lastIndexOf("|") + 1))
  const proof = { kind: "ES256" as const, signature, signed, issuerCounts: true }
  return { ...said, outcome: await judge(said, proof, context, said.validUntil) }
}

// Padded as it must be: a signature has one spelling.
function signatureIn(field: string): Bytes | null {
  const der = bytesOfBase64(field)
  return der === null || base64.encode(der) !== field ? null : rawOfDer(der)
}

function saidIn(kind: string, fields: readonly string[]): Said {
  const records = recordsOf(kind, fields)
  const holder = holderOf(kind, fields)
  const reference = (kind === "EVT" ? fields[3] : fields[4]) ?? ""
  const ends = records.find(({ kind: one }) => one === "exemption")?.validUntil ?? null
  // An exemption holds until its day ends in Hong Kong.
  const lastDay = secondsOfIso(ends === null ? null : `${ends}T00:00+08:00`)
  return {
    format: "hong-kong",
    holders: holder === null ? [] : [holder],
    records,
    issuer: "HK",
    kid: `${kind}/${shownText(fields[2]?.split(".")[0]) ?? ""}`,
    issuedAt: secondsOfIso(isoOfHongKong((kind === "EVT" ? fields[10] : fields.at(-2)) ?? "")),
    validFrom: null,
    validUntil: lastDay === null ? null : lastDay + DAY_SECONDS,
    ids: reference === "" ? [] : [revocationId(reference)],
  }
}
