import { type Hex, keyIdOf, readEnvelope, readHealthStatement, utf8Of } from "@homesafe/protocol"
import type { HealthService } from "./use-account.ts"

/** A signed statement as it stays on this phone. */
export interface KeptStatement {
  readonly t: number
  readonly subject: Hex
  /** The envelope as JSON, to be shown to whoever doubts. */
  readonly text: string
}

const PLACE = "health-statements"
const MOST = 50

/** Reads a statement that the service should have signed; nothing when it did not, or when it speaks of something else. */
export function readStatement(
  { dep, keys }: HealthService,
  envelope: object,
  said: "share-not-held" | "account-deleted",
  subject: Hex,
): KeptStatement | undefined {
  const text = JSON.stringify(envelope)
  const read = readEnvelope(utf8Of(text))
  const signers = keys.signing.map((pub) => ({ id: keyIdOf(pub), pub }))
  const statement = read.ok ? readHealthStatement(read.value, dep, signers) : undefined
  return statement?.said === said && statement.subject === subject ? { t: statement.t, subject, text } : undefined
}

/** Statements of what was taken back. They hold a random number and a time, and no word of a visit. */
export function keptStatements(): readonly KeptStatement[] {
  const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "[]")
  return Array.isArray(kept) ? (kept as KeptStatement[]) : [] // as: written below
}

/** Keeps a statement on this phone; erasing the app erases it. */
export function keepStatement(statement: KeptStatement): void {
  localStorage.setItem(PLACE, JSON.stringify([statement, ...keptStatements()].slice(0, MOST)))
}
