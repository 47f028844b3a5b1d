import type { DataClass } from "./data-class.ts"

const timed = { place: "health", proof: "count", job: "purgeExpired", source: "ADR 0045" } as const
const ofAccount = { place: "health", kept: { with: "account" }, proof: "count", job: "deleteAccount" } as const

/** What the health-code service keeps. */
export const healthClasses = {
  "health-accounts": {
    ...ofAccount,
    tables: ["accounts", "credentials", "passkeys"],
    source: "ADR 0045",
    seal: "account-key",
  },
  "unfinished-health-accounts": { ...timed, tables: [], kept: { n: 30, unit: "days" }, seal: "account-key" },
  "health-pictures": {
    ...timed,
    tables: ["pictures"],
    kept: { with: "decision" },
    seal: "account-key",
    job: "decideRegistration",
  },
  declarations: { ...timed, tables: ["declarations"], kept: { n: 31, unit: "days" }, seal: "account-key" },
  appeals: { ...timed, tables: ["appeals"], kept: { n: 31, unit: "days" }, seal: "account-key" },
  "shared-visits": { ...timed, tables: ["shares"], kept: { n: 31, unit: "days" }, seal: "account-key" },
  "paper-codes": { ...timed, tables: ["paper_codes"], kept: { n: 8, unit: "days" }, seal: "open" },
  "deletion-receipts": { ...timed, tables: ["receipts"], kept: { n: 7, unit: "days" }, seal: "public" },
  "health-sessions": { ...timed, tables: ["sessions"], kept: { n: 12, unit: "hours" }, seal: "hashed" },
  "health-challenges": { ...timed, tables: ["challenges"], kept: { n: 5, unit: "minutes" }, seal: "open" },
  "health-invitations": { ...timed, tables: ["invitations"], kept: { n: 48, unit: "hours" }, seal: "hashed" },
  "health-officers": {
    place: "health",
    tables: ["officers", "audit"],
    kept: { with: "deployment" },
    source: "ADR 0045",
    seal: "open",
    proof: "none",
    job: null,
  },
} as const satisfies Record<string, DataClass>
