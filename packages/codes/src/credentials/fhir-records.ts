import type { HealthRecord, Holder } from "../credential.ts"
import { shownText } from "../shared/clean-text.ts"
import { listIn, memberOf, textIn } from "../shared/read-json.ts"
import { isoDate } from "./dates.ts"
import { resultOf } from "./eu-records.ts"

const CVX = "http://hl7.org/fhir/sid/cvx"

/** The patients of a FHIR bundle, each by the official of its names. */
export function holdersOf(resources: readonly unknown[]): readonly Holder[] {
  return resources
    .filter((one) => textIn(one, "resourceType") === "Patient")
    .flatMap((patient) => {
      const names = listIn(patient, "name")
      const official = names.find((one) => textIn(one, "use") === "official") ?? names[0]
      const parts = [...listIn(official, "given"), memberOf(official, "family"), ...listIn(official, "suffix")]
      const name =
        shownText(parts.filter((part) => typeof part === "string").join(" ")) ?? shownText(textIn(official, "text"))
      return name === null ? [] : [{ name, nameLatin: null, birth: isoDate(textIn(patient, "birthDate")) }]
    })
}

/** The vaccinations and laboratory results of a FHIR bundle; what was entered in error, or was not done, is none. */
export function recordsOf(resources: readonly unknown[], disease: string | null): readonly HealthRecord[] {
  return resources.flatMap((one): HealthRecord[] => {
    const [type, status] = [textIn(one, "resourceType"), textIn(one, "status")]
    const base = { id: null, disease, country: null, validFrom: null, validUntil: null }
    const place = shownText(performerOf(one))
    if (type === "Immunization" && status === "completed")
      return [
        {
          kind: "vaccination",
          ...base,
          issuer: place,
          date: isoDate(textIn(one, "occurrenceDateTime")),
          vaccine: null,
          product: codeOf(memberOf(one, "vaccineCode")),
          manufacturer: shownText(textIn(memberOf(one, "manufacturer"), "display")),
          dose: null,
          doses: null,
          lot: shownText(textIn(one, "lotNumber")),
        },
      ]
    if (type !== "Observation" || !["final", "amended", "corrected"].includes(status ?? "")) return []
    const value = memberOf(one, "valueCodeableConcept")
    const code = textIn(listIn(value, "coding")[0], "code")
    return [
      {
        kind: "test",
        ...base,
        issuer: place,
        date: isoDate(textIn(one, "effectiveDateTime")),
        result: resultOf(code),
        resultCode: shownText(code ?? textIn(one, "valueString")),
        testType: codeOf(memberOf(one, "code")),
        product: null,
        facility: place,
      },
    ]
  })
}

// Vaccines in the United States' list are small numbers, so that the list's name is put before them.
function codeOf(concept: unknown): string | null {
  const [coding] = listIn(concept, "coding")
  const code = textIn(coding, "code")
  if (code === null) return shownText(textIn(concept, "text"))
  return shownText(textIn(coding, "system") === CVX ? `cvx:${code}` : code)
}

function performerOf(resource: unknown): string | null {
  const [performer] = listIn(resource, "performer")
  return textIn(memberOf(performer, "actor"), "display") ?? textIn(performer, "display")
}
