import type { Credential, HealthRecord, Holder } from "../credential.ts"
import { nameOfCode } from "../credentials/name-of-code.ts"

// HL7 FHIR R4 (4.0.1): a document bundle, whose first entry is a Composition that names the others (https://hl7.org/fhir/R4/documents.html).
// It says what the document says and that its signature is not part of it: whoever needs proof checks the document itself.

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined }
type Resource = { readonly resourceType: string; readonly [name: string]: Json | undefined }

/** A bundle of type `document`. */
export interface FhirBundle {
  readonly resourceType: "Bundle"
  readonly type: "document"
  readonly timestamp: string
  readonly identifier: { readonly system: string; readonly value: string }
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Resource }[]
}

const SNOMED = "http://snomed.info/sct"
const LOINC = "http://loinc.org"
const CVX = "http://hl7.org/fhir/sid/cvx"
const CLASSES = "http://terminology.hl7.org/CodeSystem/observation-category"

/**
 * Writes what a document says for another system. `ids`: as many UUIDs as it has records, and two more; `at`: the moment as FHIR's instant;
 * `title`: what the document is called, in its owner's language.
 */
export function writeFhir(
  { holders, records, outcome }: Credential,
  { at, ids, title }: { readonly at: string; readonly ids: readonly string[]; readonly title: string },
): FhirBundle {
  const [compositionId = "", patientId = "", ...recordIds] = ids
  const patient = { reference: `urn:uuid:${patientId}` }
  const entries = records.map((record, place) => entryOf(recordIds[place] ?? "", resourceOf(record, patient)))
  const composition: Resource = {
    resourceType: "Composition",
    status: "final",
    type: coded(LOINC, "11369-6", "History of Immunization note"),
    subject: patient,
    date: at,
    author: [{ display: "HomeSafe" }],
    title,
    section: [
      {
        title,
        text: {
          status: "generated",
          div: `<div xmlns="http://www.w3.org/1999/xhtml">${outcome.state === "verified" ? "Signature verified" : "Signature not verified"} ${at}</div>`,
        },
        ...(entries.length > 0 ? { entry: entries.map(({ fullUrl }) => ({ reference: fullUrl })) } : {}),
      },
    ],
  }
  return {
    resourceType: "Bundle",
    type: "document",
    timestamp: at,
    identifier: { system: "urn:ietf:rfc:3986", value: `urn:uuid:${compositionId}` },
    entry: [entryOf(compositionId, composition), entryOf(patientId, patientOf(holders[0])), ...entries],
  }
}

const entryOf = (id: string, resource: Resource) => ({ fullUrl: `urn:uuid:${id}`, resource })

function patientOf(holder: Holder | undefined): Resource {
  return withoutGaps({
    resourceType: "Patient",
    name: holder && [{ text: holder.name }],
    birthDate: holder?.birth ?? undefined,
  })
}

function resourceOf(record: HealthRecord, patient: { readonly reference: string }): Resource {
  const identifier = record.id === null ? undefined : [{ value: record.id }]
  const issuer = record.issuer ?? record.country
  switch (record.kind) {
    case "vaccination":
      return withoutGaps({
        resourceType: "Immunization",
        status: "completed",
        identifier,
        vaccineCode: vaccineOf(record.product ?? record.vaccine),
        patient,
        ...timeOf("occurrenceDateTime", record.date),
        manufacturer: record.manufacturer ? { display: named(record.manufacturer) } : undefined,
        lotNumber: record.lot ?? undefined,
        performer: issuer ? [{ actor: { display: issuer } }] : undefined,
        protocolApplied:
          record.dose === null
            ? undefined
            : [withoutGaps({ doseNumberPositiveInt: record.dose, seriesDosesPositiveInt: record.doses ?? undefined })],
      })
    case "test":
      return withoutGaps({
        resourceType: "Observation",
        status: "final",
        identifier,
        category: [coded(CLASSES, "laboratory", "Laboratory")],
        code: record.testType ? loincOf(record.testType) : { text: "SARS-CoV-2" },
        subject: patient,
        ...timeOf("effectiveDateTime", record.date),
        performer: (record.facility ?? issuer) ? [{ display: record.facility ?? issuer ?? "" }] : undefined,
        valueCodeableConcept: RESULTS[record.result],
      })
    case "recovery":
      return withoutGaps({
        resourceType: "Condition",
        identifier,
        clinicalStatus: coded("http://terminology.hl7.org/CodeSystem/condition-clinical", "resolved", "Resolved"),
        code: record.disease ? coded(SNOMED, record.disease, named(record.disease)) : { text: "COVID-19" },
        subject: patient,
        onsetDateTime: record.firstPositive ?? undefined,
      })
    case "exemption":
    case "pass":
      return withoutGaps({
        resourceType: "Basic",
        identifier,
        code: { text: record.kind === "pass" ? "Health pass" : "Medical exemption" },
        subject: patient,
        created: "date" in record ? (record.date?.slice(0, 10) ?? undefined) : undefined,
      })
  }
}

const RESULTS = {
  detected: coded(SNOMED, "260373001", "Detected"),
  "not-detected": coded(SNOMED, "260415000", "Not detected"),
  other: coded(SNOMED, "419984006", "Inconclusive"),
} as const

function coded(system: string, code: string, display: string) {
  return { coding: [{ system, code, display }], text: display }
}

const named = (code: string): string => nameOfCode(code) ?? code

/** EU products have names and no code system of FHIR's: they go as text, which is honest. */
function vaccineOf(code: string | null) {
  if (code === null) return { text: "Vaccine" }
  if (code.startsWith("cvx:")) return coded(CVX, code.slice(4), named(code))
  return /^[0-9]+$/.test(code) ? coded(SNOMED, code, named(code)) : { text: named(code) }
}

const loincOf = (code: string) =>
  /^(?:LP)?[0-9]+-[0-9]$/.test(code) ? coded(LOINC, code, named(code)) : { text: named(code) }

/** A time that R4 requires and the document does not give is said to be unknown. */
function timeOf(
  name: "occurrenceDateTime" | "effectiveDateTime",
  date: string | null,
): { readonly [name: string]: Json } {
  if (date !== null) return { [name]: date }
  return {
    [`_${name}`]: {
      extension: [{ url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "unknown" }],
    },
  }
}

/** FHIR has no empty members. */
function withoutGaps(resource: { readonly [name: string]: Json | undefined }): Resource {
  return Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== undefined)) as Resource // as: the names stay
}
