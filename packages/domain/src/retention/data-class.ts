/** How long a class of data is kept: a count, or what it lives as long as. */
export type Period =
  | { readonly n: number; readonly unit: "minutes" | "hours" | "days" | "years" }
  | { readonly with: "case" | "venue" | "account" | "deployment" | "handover" | "owner" | "decision" }

/** What a class is sealed with where it lies. */
export type Seal = "case-key" | "account-key" | "at-rest" | "holder" | "officers" | "hashed" | "public" | "open"

/** What shows that it is gone: an entry of the purge ledger, a count in the server's log, an overwritten block; nothing where it stays. */
export type Proof = "ledger" | "count" | "overwritten" | "none"

/** One class of data: where it lies, how long, why so long, what seals it, what proves its end and which job ends it. */
export interface DataClass {
  readonly place: "authority" | "public" | "health" | "opener" | "phone" | "gate"
  /** The tables of that server's database; none where it is no database. */
  readonly tables: readonly string[]
  readonly kept: Period
  /** The text that the period comes from. */
  readonly source: string
  readonly seal: Seal
  readonly proof: Proof
  /** The function that ends it; null where nothing does. */
  readonly job: string | null
}

const SECONDS = { minutes: 60, hours: 3_600, days: 86_400, years: 365.25 * 86_400 } as const

/** A counted period in seconds. */
export function secondsOf({ kept }: { readonly kept: Extract<Period, { n: number }> }): number {
  return kept.n * SECONDS[kept.unit]
}
