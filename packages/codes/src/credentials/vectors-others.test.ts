import { expect, test } from "vitest"
import type { Outcome } from "../credential.ts"
import { CARRIED, moreVectorsOf, type Vector, vectorsOf } from "../vectors.test-support.ts"
import { context, type Jwk, spkiOfJwk, thumbprintOf, trusted } from "./keys.test-support.ts"
import { readCredential } from "./read-credential.ts"

// The keys of the specifications' examples and of a library's tests. Their private halves are published.
const CARD_KEYS: readonly Jwk[] = [
  { x: "11XvRWy1I2S0EyJlyf_bWfw_TQ5CJJNLw78bHXNxcgw", y: "eZXwxvO1hvCY0KucrPfKo7yAyMT6Ajc3N7OkAB6VYy8" },
  { x: "PQHApUWm94mflvswQgAnfHlETMwJFqjUVSs7WU6LQy4", y: "7mj8IO-8V5VZjDbRVsJINC_Rq5ai5CDhFX18ceRsLWQ" },
]
const CARD_ISSUERS = ["https://spec.smarthealth.cards/examples/issuer", "https://smarthealth.cards/examples/issuer"]
const CARD_TRUST = CARD_ISSUERS.flatMap((issuer) =>
  CARD_KEYS.map((jwk) => trusted("smart-health-card", issuer, thumbprintOf(jwk), spkiOfJwk(jwk))),
)
const PASS_ISSUER = "did:web:nzcp.covid19.health.nz"
const PASS_KEY = { x: "zRR-XGsCp12Vvbgui4DD6O6cqmhfPuXMhi1OxPl8760", y: "Iv5SU6FuW-TRYh5_GOrJlcV_gpF_GpFQhCOD8LSk3T0" }

const CARD_ERRORS: readonly (readonly [RegExp, Outcome | null])[] = [
  [/^prefix/, null],
  [/^signature/, { state: "refused", why: "signature" }],
  [/^unknown kid/, { state: "unverified", why: "unknown-key" }],
  // What trails has no place among the pairs of digits, so that this code is a whole one.
  [/^jws syntax/, { state: "verified", issuer: CARD_ISSUERS[0] ?? "" }],
  [/^(zip|inflate)/, { state: "refused", why: "malformed" }],
  [/^one chunk/, { state: "refused", why: "missing-chunks" }],
]

type Name = { readonly use?: string; readonly family?: string; readonly given?: readonly string[] }

function wantedOfCard({ expected, kind }: Vector): Outcome | null {
  if (kind === "shlink") return { state: "refused", why: "needs-network" }
  const error = CARD_ERRORS.find(([pattern]) => pattern.test(String(expected.error ?? "")))
  if (error !== undefined) return error[1]
  const issuer = String(expected.iss)
  return CARD_ISSUERS.includes(issuer) ? { state: "verified", issuer } : { state: "refused", why: "key-not-for-this" }
}

async function readCards(vectors: readonly Vector[]): Promise<number> {
  for (const vector of vectors) {
    const { expected } = vector
    const at = Math.ceil(Number(expected.nbf ?? 1_700_000_000))
    const read = await readCredential(String(vector.payload), context(CARD_TRUST, at, { testIssuers: true }))
    expect(read?.outcome ?? null, String(vector.why)).toEqual(wantedOfCard(vector))
    if (expected.patient === undefined) continue
    const names = expected.patient as readonly Name[] // the file's own words
    const name = names.find(({ use }) => use === "official") ?? names[0]
    expect(read).toMatchObject({ kid: expected.kid, issuer: expected.iss, validFrom: expected.nbf ?? null })
    expect(read?.holders.map((holder) => holder.name)).toEqual([[...(name?.given ?? []), name?.family].join(" ")])
    const resources = expected.resources as readonly string[] // the file's own words
    expect(read?.records.map(({ kind }) => kind)).toEqual(
      resources.flatMap((one) => ({ Immunization: ["vaccination"], Observation: ["test"] })[one] ?? []),
    )
    for (const record of read?.records ?? [])
      expect(record).toMatchObject({ product: expect.stringMatching(/^(cvx:)?20[0-9]$/) })
  }
  return vectors.length
}

test("published SMART Health Cards, images and broken ones among them", async () => {
  expect(await readCards(vectorsOf("smart-health-cards-shc"))).toBe(CARRIED["smart-health-cards-shc"])
  const more = moreVectorsOf("smart-health-cards-shc")
  expect(await readCards(more)).toBe(more.length)
})

test("an example out of the specification is refused as one, whoever put its key into the trust list", async () => {
  for (const { payload } of vectorsOf("smart-health-cards-shc").filter(({ expected }) => expected.patient))
    expect((await readCredential(String(payload), context(CARD_TRUST)))?.outcome).toEqual({
      state: "refused",
      why: "test-issuer",
    })
})

const PASS_ERRORS: Readonly<Record<string, Outcome>> = {
  "key not in assertionMethod": { state: "unverified", why: "unknown-key" },
  signature: { state: "refused", why: "signature" },
  "not active": { state: "refused", why: "not-yet-valid" },
  expired: { state: "refused", why: "expired" },
}

type Did = { readonly verificationMethod: readonly { readonly id: string; readonly publicKeyJwk: Jwk }[] }

async function readPasses(vectors: readonly Vector[]): Promise<number> {
  for (const { payload, expected, did_document, check_time, why, valid } of vectors) {
    const methods = (did_document as Did | undefined)?.verificationMethod ?? [
      { id: `${PASS_ISSUER}#key-1`, publicKeyJwk: PASS_KEY },
    ]
    const keys = methods.map(({ id, publicKeyJwk }) => {
      const [issuer = "", kid = ""] = id.split("#")
      return trusted("nz-pass", issuer, kid, spkiOfJwk(publicKeyJwk))
    })
    const read = await readCredential(String(payload), context(keys, Number(check_time), { testIssuers: true }))
    if (!valid) {
      const wanted = PASS_ERRORS[String(expected.error)]
      if (wanted === undefined) expect(read?.outcome.state, String(why)).not.toBe("verified")
      else expect(read?.outcome, String(why)).toEqual(wanted)
    } else {
      const subject = expected.credentialSubject as Readonly<Record<string, string>> // the file's own words
      expect(read).toMatchObject({
        outcome: { state: "verified", issuer: expected.iss },
        kid: expected.kid,
        validFrom: expected.nbf,
        validUntil: expected.exp,
        holders: [{ name: `${subject.givenName} ${subject.familyName}`, birth: subject.dob }],
        records: [{ kind: "pass", id: expected.jti }],
      })
      const strict = await readCredential(String(payload), context(keys, Number(check_time)))
      expect(strict?.outcome).toEqual({ state: "refused", why: "test-issuer" })
    }
  }
  return vectors.length
}

test("published New Zealand passes", async () => {
  expect(await readPasses(vectorsOf("nz-covid-pass-nzcp"))).toBe(CARRIED["nz-covid-pass-nzcp"])
  const more = moreVectorsOf("nz-covid-pass-nzcp")
  expect(await readPasses(more)).toBe(more.length)
})

test("the one published Hong Kong record is read whole and never believed", async () => {
  const vectors = vectorsOf("hk-vaccination-record")
  expect(vectors).toHaveLength(CARRIED["hk-vaccination-record"])
  for (const { payload, expected } of vectors) {
    const read = await readCredential(String(payload), context([]))
    expect(read).toMatchObject({
      format: "hong-kong",
      outcome: { state: "unverified", why: "unproven-format" },
      holders: [{ name: expected.maskedName, nameLatin: null, birth: null }],
      kid: "VAC/6",
      issuedAt: Date.parse("2021-11-12T13:41:00+08:00") / 1000,
      records: [
        { kind: "vaccination", id: expected.refNo, date: "2021-06-04" },
        { kind: "vaccination", date: "2021-04-01", product: expected.secondLastVaccineName },
        { kind: "vaccination", date: "2021-11-12", product: expect.stringMatching(/^Comirnaty .*BNT161b1/) },
      ],
    })
  }
})
