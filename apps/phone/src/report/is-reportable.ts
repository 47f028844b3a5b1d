import type { ReportableProblem } from "./answer-report.ts"

// What goes wrong with a visitor's own phone, or with a screen's clock, is nobody's fraud.
const reportable: ReadonlySet<string> = new Set<ReportableProblem>([
  "not-our-code",
  "wrong-host",
  "malformed",
  "unknown-issuer",
  "issuer-not-valid",
  "bad-signature",
  "revoked",
])

/** Says whether somebody should go and look at a code that was refused for this. */
export const isReportable = (problem: string): problem is ReportableProblem => reportable.has(problem)
