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

/**
 * Says whether somebody should go and look at a code that was refused. What is not ours is offered only when it is an address, as an imitation
 * is: a person's health certificate or network password, scanned by mistake, must not be one touch away from being sent.
 */
export function isReportable(problem: string, text: string): problem is ReportableProblem {
  return reportable.has(problem) && (problem !== "not-our-code" || /^https?:\/\//i.test(text))
}
