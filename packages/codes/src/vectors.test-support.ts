import fs from "node:fs"
import path from "node:path"

/** A sample of another system's code with what is expected of it. */
export type Vector = {
  readonly payload: unknown
  readonly expected: Readonly<Record<string, unknown>>
  readonly valid: boolean
  readonly why?: string
  readonly kind?: string
  readonly [name: string]: unknown
}

/** The samples that the repository carries, and the number of them that were published. */
export const CARRIED = {
  "asia-others": 8,
  "au-states": 3,
  "ch-crowdnotifier": 8,
  "de-corona-warn-app": 22,
  "de-luca": 3,
  "eu-dcc-hc1": 120,
  "fr-clea": 23,
  "hk-leavehomesafe": 4,
  "hk-vaccination-record": 1,
  "nz-covid-pass-nzcp": 6,
  "nz-covid-tracer": 4,
  "sg-safeentry": 7,
  "smart-health-cards-shc": 23,
  "uk-nhs-venue": 11,
} as const
export type VectorFile = keyof typeof CARRIED

const own = path.resolve(import.meta.dirname, "../vectors")
// A larger collection may lie beside the repository.
const beside = [
  process.env.HOMESAFE_CODE_VECTORS,
  path.resolve(import.meta.dirname, "../../../../shared/vectors"),
].find((folder) => folder !== undefined && fs.existsSync(path.join(folder, "eu-dcc-hc1.json")))
if (beside === undefined)
  console.log("  skipped: no larger collection of codes is here (HOMESAFE_CODE_VECTORS names its folder)")

function read(folder: string, name: string): readonly Vector[] {
  // The files are our own; each test looks at the fields that it needs.
  return JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), "utf8")) as readonly Vector[]
}

/** The carried samples of one file. */
export function vectorsOf(name: VectorFile): readonly Vector[] {
  return read(own, name)
}

/** The samples of one file that are in the larger collection alone. */
export function moreVectorsOf(name: VectorFile): readonly Vector[] {
  if (beside === undefined) return []
  const known = new Set(vectorsOf(name).map(({ payload }) => JSON.stringify(payload)))
  return read(beside, name).filter(({ payload }) => !known.has(JSON.stringify(payload)))
}
