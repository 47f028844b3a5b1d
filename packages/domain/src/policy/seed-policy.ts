import type { Exemption, Policy, PolicyEntry } from "@homesafe/protocol"
import { categories } from "../catalogue/categories.ts"
import { dayOfDate } from "./dates.ts"
import { hongKongGovernment, reasons } from "./seed-policy-reasons.ts"

// Numbers of the seeded catalogue (catalogue/categories.ts).
const RESTAURANT = 4
const [GOVERNMENT_OFFICE, SCHOOL] = [17, 19]
const OTHER_PREMISES = 26
const OTHER_GOVERNMENT_PREMISES = [1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 16, 18]
/** Fitness centres stand among sports premises, cinemas among performance venues, the rest among other premises. */
const PRIVATE_PREMISES = [8, 10, OTHER_PREMISES]

const START = dayOfDate("2020-11-16")
const GOVERNMENT_STARTS = dayOfDate("2021-01-28")
const FORM_STARTS = dayOfDate("2021-03-01")
const OTHERS_START = dayOfDate("2021-04-29")
const GOVERNMENT_PAPER_ENDS = dayOfDate("2021-11-01")
const PRIVATE_PAPER_ENDS = dayOfDate("2021-12-09")
const SCANNING_ENDS = dayOfDate("2022-12-14")

const specifiedPersons: readonly Exemption[] = ["under-12", "65-and-over", "disability", "emergency"]
const closure = { unit: "closure-days", least: 3, most: 14 } as const
const always = { by: hongKongGovernment, exempt: specifiedPersons, shortStay: 0, penalty: null }
const scanOrForm = { ...always, rule: "scan-or-form", alternative: "form" } as const
const scan = { ...always, rule: "scan", alternative: "none" } as const

/** Government premises by who is exempt: community halls may be shelters at night, and pupils are at their school every day. */
function governmentEntries(entry: Omit<PolicyEntry, "categories">): PolicyEntry[] {
  const { id } = entry
  const atHalls: readonly Exemption[] = ["under-12", "65-and-over", "disability", "shelter-user", "emergency"]
  const atSchools: readonly Exemption[] = ["under-12", "65-and-over", "disability", "student", "emergency"]
  return [
    { ...entry, categories: OTHER_GOVERNMENT_PREMISES },
    { ...entry, id: `${id}-offices`, categories: [GOVERNMENT_OFFICE], exempt: atHalls },
    { ...entry, id: `${id}-schools`, categories: [SCHOOL], exempt: atSchools },
  ]
}

/** The first ledger of a deployment: Hong Kong's own rules from the first voluntary scan to the last compulsory one, to be signed. */
export function seededPolicy(): Policy {
  const entries: PolicyEntry[] = [
    {
      ...always,
      id: "2020-11-voluntary",
      categories: categories.filter(({ gate }) => gate !== "never").map(({ n }) => n),
      rule: "voluntary",
      from: START,
      until: PRIVATE_PAPER_ENDS, // the last day on which a rule of its own superseded it somewhere
      reason: reasons.voluntary,
      exempt: [],
      alternative: "none",
    },
    ...governmentEntries({
      ...scanOrForm,
      id: "2021-01-government",
      from: GOVERNMENT_STARTS,
      until: FORM_STARTS,
      reason: reasons.governmentFirst,
    }),
    {
      ...scanOrForm,
      id: "2021-03-restaurants",
      categories: [RESTAURANT],
      from: FORM_STARTS,
      until: PRIVATE_PAPER_ENDS,
      reason: reasons.restaurantForm,
      penalty: closure,
    },
    ...governmentEntries({
      ...scanOrForm,
      id: "2021-03-government",
      from: FORM_STARTS,
      until: GOVERNMENT_PAPER_ENDS,
      reason: reasons.governmentForm,
    }),
    {
      ...scanOrForm,
      id: "2021-04-other-premises",
      categories: [OTHER_PREMISES],
      from: OTHERS_START,
      until: PRIVATE_PAPER_ENDS,
      reason: reasons.otherForm,
    },
    ...governmentEntries({
      ...scan,
      id: "2021-11-government",
      from: GOVERNMENT_PAPER_ENDS,
      until: SCANNING_ENDS,
      reason: reasons.governmentScan,
    }),
    {
      ...scan,
      id: "2021-12-restaurants",
      categories: [RESTAURANT],
      from: PRIVATE_PAPER_ENDS,
      until: SCANNING_ENDS,
      reason: reasons.restaurantScan,
      penalty: closure,
    },
    {
      ...scan,
      id: "2021-12-private-premises",
      categories: PRIVATE_PREMISES,
      from: PRIVATE_PAPER_ENDS,
      until: SCANNING_ENDS,
      reason: reasons.privateScan,
    },
  ]
  return { v: 1, seq: 1, entries }
}
