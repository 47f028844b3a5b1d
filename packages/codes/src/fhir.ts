export { type FhirBundle, writeFhir } from "./fhir/write-fhir.ts"
