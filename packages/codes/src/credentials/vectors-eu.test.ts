import { X509Certificate } from "node:crypto"
import { expect, test } from "vitest"
import type { Credential, Outcome } from "../credential.ts"
import { CARRIED, moreVectorsOf, type Vector, vectorsOf } from "../vectors.test-support.ts"
import { context } from "./keys.test-support.ts"
import { readCredential } from "./read-credential.ts"
import { readSigner } from "./read-signer.ts"

type Entry = Readonly<Record<string, string | number | undefined>>
type Sample = {
  readonly kid?: string
  readonly iss?: string
  readonly iat?: number
  readonly exp?: number
  readonly error?: string
  readonly hcert?: { readonly nam: Entry; readonly dob: string } & { readonly [group: string]: readonly Entry[] | null }
  readonly peer_expected?: Readonly<Record<string, boolean>>
}

const line = (text: unknown) =>
  String(text ?? "")
    .replace(/\s+/g, " ")
    .trim() || null
const certificateOf = (vector: Vector) => new Uint8Array(Buffer.from(String(vector.certificate_b64), "base64"))
const clockOf = (vector: Vector, sample: Sample) =>
  typeof vector.validation_clock === "string"
    ? Math.floor(Date.parse(vector.validation_clock) / 1000)
    : Math.ceil(sample.iat ?? 0)

/** Worked out from the file and from Node's own reading of the certificate. */
function wantedOf(vector: Vector, sample: Sample, at: number): Outcome {
  if (sample.peer_expected?.EXPECTEDSCHEMAVALIDATION === false) return { state: "refused", why: "malformed" }
  const certificate = new X509Certificate(certificateOf(vector))
  const [from, until] = [certificate.validFrom, certificate.validTo].map((time) => Date.parse(time) / 1000)
  const fingerprint = certificate.fingerprint256.replaceAll(":", "").slice(0, 16)
  if (Buffer.from(fingerprint, "hex").toString("base64") !== sample.kid)
    return { state: "unverified", why: "unknown-key" }
  if (sample.peer_expected?.EXPECTEDVERIFY === false) return { state: "refused", why: "signature" }
  if (sample.peer_expected?.EXPECTEDKEYUSAGE === false || at < (from ?? 0) || at > (until ?? 0))
    return { state: "refused", why: "key-not-for-this" }
  if (at > (sample.exp ?? 0)) return { state: "refused", why: "expired" }
  if (at < (sample.iat ?? 0)) return { state: "refused", why: "not-yet-valid" }
  return { state: "verified", issuer: /C=([A-Z]+)/.exec(certificate.subject)?.[1] ?? "" }
}

function compareFields(read: Credential | null, { hcert, ...sample }: Sample): void {
  expect(read).toMatchObject({
    kid: sample.kid,
    issuer: line(sample.iss),
    issuedAt: sample.iat,
    validUntil: sample.exp,
  })
  const { fn, gn, fnt, gnt } = hcert?.nam ?? {}
  const latin = line([gnt, fnt].filter(Boolean).join(" ").replaceAll("<", " "))
  expect(read?.holders).toEqual([
    {
      name: line([gn, fn].filter(Boolean).join(" ")) ?? latin,
      nameLatin: latin,
      birth: hcert?.dob?.slice(0, 10).replace(/(-00)+$/, "") || null,
    },
  ])
  const base = (entry: Entry) => ({
    id: line(entry.ci),
    disease: line(entry.tg),
    country: line(entry.co),
    issuer: line(entry.is),
  })
  expect(read?.records).toMatchObject([
    ...(hcert?.v ?? []).map((entry) => ({
      kind: "vaccination",
      ...base(entry),
      date: line(entry.dt),
      vaccine: line(entry.vp),
      product: line(entry.mp),
      manufacturer: line(entry.ma),
      dose: entry.dn,
      doses: entry.sd,
    })),
    ...(hcert?.t ?? []).map((entry) => ({
      kind: "test",
      ...base(entry),
      // One country tags its moments as such, and the file writes them anew.
      date: expect.toSatisfy((date) => date === line(entry.sc) || Date.parse(date) === Date.parse(String(entry.sc))),
      result: { "260373001": "detected", "260415000": "not-detected" }[String(entry.tr)] ?? "other",
      testType: line(entry.tt),
      facility: line(entry.tc),
    })),
    ...(hcert?.r ?? []).map((entry) => ({
      kind: "recovery",
      ...base(entry),
      firstPositive: line(entry.fr),
      validFrom: line(entry.df),
      validUntil: line(entry.du),
    })),
  ])
}

async function readAll(vectors: readonly Vector[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const vector of vectors) {
    const sample = vector.expected as Sample // the file's own words
    const at = clockOf(vector, sample)
    const signer = readSigner(certificateOf(vector))
    const read = await readCredential(String(vector.payload), context(signer === null ? [] : [signer], at))
    const label = `${vector.source_path}: ${vector.why}`
    if (sample.hcert === undefined || sample.error !== undefined) {
      expect(read?.outcome.state, label).not.toBe("verified")
    } else {
      expect(read?.outcome, label).toEqual(wantedOf(vector, sample, at))
      compareFields(read, sample)
    }
    const outcome = read?.outcome
    const state = outcome === undefined ? "none" : outcome.state === "verified" ? "verified" : outcome.why
    counts[state] = (counts[state] ?? 0) + 1
  }
  return counts
}

test("120 published EU certificates of 24 countries, with the signers' certificates: each outcome and each field", async () => {
  const counts = await readAll(vectorsOf("eu-dcc-hc1"))
  expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(CARRIED["eu-dcc-hc1"])
  expect(counts).toEqual({ verified: 102, malformed: 11, "not-yet-valid": 6, "key-not-for-this": 1 })
})

test("each of a larger collection, where there is one", async () => {
  const more = moreVectorsOf("eu-dcc-hc1")
  const counts = await readAll(more)
  expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(more.length)
})
