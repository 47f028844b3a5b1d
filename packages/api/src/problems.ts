/** Every expected failure that a server may answer, with its HTTP status. One table: docs/problems.md and the texts in packages/i18n have the same keys. */
export const problemStatus = {
  malformed: 400,
  "too-large": 413,
  "encoding-refused": 415,
  "too-many-requests": 429,
  "too-many-waiting": 429,
  "not-verified": 422,
  "another-person": 422,
  "not-found": 404,
  "beyond-the-end": 416,
  "not-signed-in": 401,
  "not-allowed": 403,
  "cross-site": 403,
  "link-expired": 410,
  "passkey-refused": 403,
  "sign-in-refused": 403,
  "step-up-needed": 403,
  "same-officer": 409,
  "another-must-agree": 409,
  "not-an-officer-key": 409,
  "bad-signature": 422,
  "content-changed": 409,
  "stay-not-allowed": 422,
  "replaced-since": 409,
  "list-sealed": 409,
  "change-open": 409,
  "change-too-late": 409,
  "never-gated": 422,
  "no-change-right": 403,
  "not-in-this-state": 409,
  "laboratory-number-known": 409,
  "name-not-allowed": 422,
  "names-too-long": 422,
  "look-alike-name": 422,
  "commitment-known": 409,
  "screen-known": 409,
  "too-many-screens": 409,
  "too-many-people": 409,
  "already-a-member": 409,
  "last-owner": 409,
  "address-taken": 409,
  "not-yet": 409,
  "unknown-category": 422,
  "unknown-template": 422,
  "window-not-allowed": 422,
  "list-needs-profile": 422,
  "name-taken": 409,
  "key-missing": 409,
  "period-not-allowed": 422,
  "upload-waits": 409,
  "cases-differ": 409,
  "officer-not-there": 409,
  "other-area": 403,
  "push-service-unknown": 422,
  "purpose-needed": 422,
  "too-many-reads": 403,
  "audit-unavailable": 503,
  "opener-sealed": 503,
  "not-ready": 503,
  unexpected: 500,
} as const

/** A problem's name: the same word in the reply, in docs/problems.md and in the three languages. */
export type ProblemCode = keyof typeof problemStatus

/** What a server sends instead of an answer (RFC 9457; `problem` is the code, `field` the part of the body meant). */
export interface ProblemReply {
  readonly type: string
  readonly status: number
  readonly problem: ProblemCode
  readonly field?: string
}

/** True for a string that names a problem of the table. */
export function isProblemCode(text: unknown): text is ProblemCode {
  return typeof text === "string" && Object.hasOwn(problemStatus, text)
}

/** The body of a problem reply. */
export function problemReply(problem: ProblemCode, field?: string): ProblemReply {
  const base = { type: `/problems#${problem}`, status: problemStatus[problem], problem }
  return field === undefined ? base : { ...base, field }
}
