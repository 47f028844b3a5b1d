// What the health-code service alone does: sign codes, and open what people shared with it.
export { type BoxKeyPair, deriveBoxKeyPair } from "./box/open-box.ts"
export { writeHealthCode } from "./health/health-code.ts"
export {
  acceptHealthRules,
  type HealthRule,
  type HealthRules,
  readHealthRules,
  writeHealthRules,
} from "./health/health-rules.ts"
export { type HealthStatement, writeHealthStatement } from "./health/health-statement.ts"
export { openShare } from "./health/open-share.ts"
export { MOST_SHARED_VISITS, type SharedVisits } from "./health/share-visits.ts"
