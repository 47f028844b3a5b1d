import { RETENTION_DAYS } from "@homesafe/protocol"
import type { DataClass } from "./data-class.ts"

const authority = { place: "authority" } as const
/** Ends with its case, in the same transaction and under the same entry of the ledger. */
const ofCase = { ...authority, kept: { with: "case" }, source: "S07", proof: "ledger", job: "endCases" } as const
/** Ends by the clock, each round under an entry of the ledger. */
const timed = { ...authority, proof: "ledger", job: "endClasses" } as const
const stays = { ...authority, kept: { with: "deployment" }, proof: "none", job: null } as const

/** What the authority keeps. */
export const authorityClasses = {
  case: {
    ...ofCase,
    tables: ["cases", "case_keys"],
    kept: { n: 7, unit: "years" },
    source: "S07, Spec §6",
    seal: "case-key",
  },
  "case-visits": { ...ofCase, tables: ["case_visits"], seal: "case-key" },
  "case-notes": { ...ofCase, tables: ["case_notes"], seal: "case-key" },
  "case-calls": { ...ofCase, tables: ["calls"], source: "ADR 0017", seal: "case-key" },
  "case-codes": { ...ofCase, tables: ["upload_codes", "code_requests"], source: "ADR 0027", seal: "at-rest" },
  "case-uploads": { ...ofCase, tables: ["uploads", "kept_statements"], source: "Spec §6", seal: "holder" },
  "case-tasks": { ...ofCase, tables: ["case_tasks"], source: "ADR 0026", seal: "open" },
  "case-offers": { ...ofCase, tables: ["case_handovers"], source: "ADR 0036", seal: "open" },
  "laboratory-numbers": { ...ofCase, tables: ["laboratory_numbers"], source: "ADR 0027", seal: "hashed" },
  "legal-holds": { ...ofCase, tables: [], source: "ADR 0035", seal: "open" },
  "code-messages": {
    ...timed,
    tables: ["code_messages"],
    kept: { n: 24, unit: "hours" },
    source: "ADR 0027",
    seal: "at-rest",
  },
  "lone-uploads": { ...timed, tables: [], kept: { n: 31, unit: "days" }, source: "ADR 0035", seal: "holder" },
  "form-records": {
    ...timed,
    tables: ["form_records", "form_drops"],
    kept: { n: RETENTION_DAYS, unit: "days" },
    source: "Spec §12",
    seal: "holder",
  },
  "day-keys": {
    ...timed,
    tables: ["row_keys", "hour_keys", "venue_requests"],
    kept: { n: 45, unit: "days" },
    source: "Spec §6",
    seal: "at-rest",
  },
  imports: {
    ...timed,
    tables: ["imports", "import_rows", "listed_exposures", "import_changes"],
    kept: { n: 62, unit: "days" },
    source: "ADR 0028",
    seal: "open",
  },
  "ended-proposals": {
    ...timed,
    tables: ["officer_acts"],
    kept: { n: 45, unit: "days" },
    source: "ADR 0035",
    seal: "open",
  },
  "refused-changes": { ...timed, tables: [], kept: { n: 400, unit: "days" }, source: "ADR 0035", seal: "open" },
  "officer-sessions": {
    ...timed,
    tables: ["sessions"],
    kept: { n: 12, unit: "hours" },
    source: "ADR 0035",
    seal: "hashed",
  },
  "ways-to-provider": {
    ...timed,
    tables: ["oidc_requests"],
    kept: { n: 10, unit: "minutes" },
    source: "ADR 0036",
    seal: "hashed",
  },
  challenges: { ...timed, tables: ["challenges"], kept: { n: 5, unit: "minutes" }, source: "ADR 0035", seal: "open" },
  invitations: {
    ...timed,
    tables: ["invitations"],
    kept: { n: 48, unit: "hours" },
    source: "ADR 0035",
    seal: "hashed",
  },
  "account-requests": {
    ...timed,
    tables: ["account_requests"],
    kept: { n: 90, unit: "days" },
    source: "ADR 0022",
    seal: "open",
  },
  inspections: { ...timed, tables: ["inspections"], kept: { n: 90, unit: "days" }, source: "ADR 0023", seal: "open" },
  "waiting-inspections": { ...timed, tables: [], kept: { n: 365, unit: "days" }, source: "ADR 0023", seal: "open" },
  "door-inspections": {
    ...timed,
    tables: ["door_inspections"],
    kept: { n: 400, unit: "days" },
    source: "ADR 0023",
    seal: "open",
  },
  "venue-notices": {
    ...timed,
    tables: ["venue_notices", "venue_calls"],
    kept: { n: 45, unit: "days" },
    source: "ADR 0025",
    seal: "open",
  },
  officers: {
    ...stays,
    tables: ["officers", "passkeys", "signing_keys", "oidc_subjects", "read_permits", "officer_rule"],
    source: "ADR 0006",
    seal: "open",
  },
  venues: { ...stays, tables: ["venues", "screens"], kept: { with: "venue" }, source: "ADR 0014", seal: "open" },
  decisions: {
    ...stays,
    tables: ["decisions", "decision_bundles", "decision_holds", "file_changes"],
    source: "ADR 0006",
    seal: "open",
  },
  "public-lists": {
    ...stays,
    tables: ["signed_lists", "batches", "feed_files", "published_rows"],
    source: "Spec §8",
    seal: "public",
  },
  transparency: {
    ...stays,
    tables: ["transparency_weeks", "transparency_files"],
    source: "ADR 0043",
    seal: "public",
  },
  "import-profiles": { ...stays, tables: ["import_profiles"], source: "ADR 0028", seal: "open" },
  disclosures: { ...stays, tables: ["retention_acts"], source: "ADR 0035", seal: "public" },
  purges: { ...stays, tables: ["purges"], source: "ADR 0035", seal: "hashed" },
  audit: { ...stays, tables: ["audit"], source: "ADR 0032", seal: "open" },
} as const satisfies Record<string, DataClass>
