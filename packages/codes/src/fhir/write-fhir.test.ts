import { describe, expect, test } from "vitest"
import { freshPair, NOW, trusted } from "../credentials/keys.test-support.ts"
import { dccClaims, dccOf, KID_TEXT, VACCINATION } from "../credentials/make.test-support.ts"
import { read } from "../credentials/read.test-support.ts"
import { vectorsOf } from "../vectors.test-support.ts"
import { writeFhir } from "./write-fhir.ts"

const terms = { at: "2022-05-01T08:00:00Z", title: "Records", ids: Array.from({ length: 12 }, (_, n) => `id-${n}`) }
const trust = { keys: [], revoked: new Set<string>() }
const bundleOf = async (text: string) => writeFhir(await read(text, { at: NOW, trust }), terms)
const person = { nam: { fn: "Chan", gn: "Tai Man", fnt: "CHAN", gnt: "TAI<MAN" }, dob: "1980-02-29", ver: "1.3.0" }
const common = { tg: "840539006", co: "AT", is: "Ministry", ci: "URN:UVCI:01:AT:1#A" }

describe("a record as FHIR R4", () => {
  test("is a document: a composition first, which names every other entry, and whose subject is the patient", async () => {
    const pair = freshPair()
    const text = dccOf(pair)
    const key = trusted("eu-dcc", "AT", KID_TEXT, pair.spki)
    const bundle = writeFhir(await read(text, { at: NOW, trust: { ...trust, keys: [key] } }), terms)
    expect(bundle).toMatchObject({ resourceType: "Bundle", type: "document", timestamp: terms.at })
    const [composition, patient, shot] = bundle.entry
    expect(composition?.resource).toMatchObject({
      resourceType: "Composition",
      status: "final",
      subject: { reference: patient?.fullUrl },
      section: [{ entry: [{ reference: shot?.fullUrl }] }],
    })
    expect(JSON.stringify(composition)).toContain("Signature verified")
    expect(new Set(bundle.entry.map(({ fullUrl }) => fullUrl)).size).toBe(3)
    expect(patient?.resource).toMatchObject({ resourceType: "Patient", birthDate: "1998-02-26" })
    expect(shot?.resource).toEqual({
      resourceType: "Immunization",
      status: "completed",
      identifier: [{ value: VACCINATION.ci }],
      vaccineCode: { text: "Comirnaty" },
      patient: { reference: patient?.fullUrl },
      occurrenceDateTime: "2021-06-01",
      manufacturer: { display: "BioNTech Manufacturing GmbH" },
      performer: [{ actor: { display: "Ministry of Health" } }],
      protocolApplied: [{ doseNumberPositiveInt: 2, seriesDosesPositiveInt: 2 }],
    })
  })

  test("has tests as observations with a coded result, and recoveries as conditions that are over", async () => {
    const t = [{ ...common, tt: "LP6464-4", sc: "2022-04-30T10:00:00Z", tr: "260415000", tc: "Hall 3" }]
    const [, , observation] = (await bundleOf(dccOf(freshPair(), dccClaims({ ...person, t })))).entry
    expect(observation?.resource).toMatchObject({
      resourceType: "Observation",
      status: "final",
      code: { coding: [{ system: "http://loinc.org", code: "LP6464-4", display: "NAAT" }] },
      valueCodeableConcept: { coding: [{ system: "http://snomed.info/sct", code: "260415000" }] },
      performer: [{ display: "Hall 3" }],
    })
    const r = [{ ...common, fr: "2022-01-20", df: "2022-02-01", du: "2022-07-01" }]
    const [, , condition] = (await bundleOf(dccOf(freshPair(), dccClaims({ ...person, r })))).entry
    expect(condition?.resource).toMatchObject({
      resourceType: "Condition",
      onsetDateTime: "2022-01-20",
      clinicalStatus: { coding: [{ code: "resolved" }] },
      code: { coding: [{ system: "http://snomed.info/sct", code: "840539006", display: "COVID-19" }] },
    })
  })

  test("never has an empty member, and says that a document which was not verified was not", async () => {
    for (const { payload } of [...vectorsOf("smart-health-cards-shc"), ...vectorsOf("nz-covid-pass-nzcp")]) {
      if (typeof payload !== "string") continue
      const bundle = await bundleOf(payload).catch(() => null)
      if (!bundle) continue
      const text = JSON.stringify(bundle)
      expect(text).not.toMatch(/:(?:null|""|\[\]|\{\})[,}]/)
      expect(text).toContain("Signature not verified")
    }
  })
})
