import { compareIssuers, type IssuersDifference, ruleOn } from "@homesafe/domain"
import {
  bytesOfBase64url,
  type Catalogue,
  hexOf,
  isAppended,
  type Policy,
  type PolicyEntry,
  type PolicyRule,
  readIssuers,
  readPolicy,
  readRevoked,
  type ServiceDay,
  sha256,
} from "@homesafe/protocol"
import { readFileChange } from "@homesafe/protocol/officer"

/** What two officers put their names to, read from the bytes themselves and not from what the server says of them. */
export type Difference =
  | { readonly kind: "revoke"; readonly vid: string; readonly from: ServiceDay }
  | { readonly kind: "restore"; readonly vid: string }
  | ({ readonly kind: "issuers" } & IssuersDifference)
  | { readonly kind: "rule"; readonly entry: PolicyEntry; readonly before: Policy }

interface Files {
  readonly dep: string
  readonly bytes: string
  readonly before: string
  readonly after: string
}

/** The one thing that a change alters; nothing where it alters more, rewrites what was decided, or its bytes do not hold together. */
export function readDifference({ dep, bytes, before, after }: Files): Difference | undefined {
  const [change, old, next] = [bytes, before, after].map(bytesOfBase64url)
  const read = change && readFileChange(change)
  if (!read?.ok || !old || !next || read.value.dep !== dep || read.value.sha256 !== hexOf(sha256(next)))
    return undefined
  if (read.value.file === "revoked") return differenceOfRevoked(old, next)
  if (read.value.file === "issuers") return differenceOfIssuers(old, next)
  return read.value.file === "policy" ? differenceOfPolicy(old, next, read.value.seq) : undefined
}

function differenceOfRevoked(old: Uint8Array, next: Uint8Array): Difference | undefined {
  const [before, after] = [readRevoked(old), readRevoked(next)]
  if (!before.ok || !after.ok) return undefined
  const changed = [...new Set([...before.value.keys(), ...after.value.keys()])].filter(
    (vid) => before.value.get(vid) !== after.value.get(vid),
  )
  const [vid] = changed
  if (vid === undefined || changed.length !== 1) return undefined
  const from = after.value.get(vid)
  return from === undefined ? { kind: "restore", vid } : { kind: "revoke", vid, from }
}

function differenceOfIssuers(old: Uint8Array, next: Uint8Array): Difference | undefined {
  const [before, after] = [readIssuers(old), readIssuers(next)]
  return before.ok && after.ok ? { kind: "issuers", ...compareIssuers(before.value, after.value) } : undefined
}

function differenceOfPolicy(old: Uint8Array, next: Uint8Array, seq: number): Difference | undefined {
  const [before, after] = [readPolicy(old), readPolicy(next)]
  if (!before.ok || !after.ok || after.value.seq !== seq || !isAppended(before.value, after.value)) return undefined
  const [entry, ...more] = after.value.entries.slice(before.value.entries.length)
  return entry && more.length === 0 ? { kind: "rule", entry, before: before.value } : undefined
}

/** What holds without a new rule on its first day, place by place: the rules that it supersedes. */
export function supersededBy(
  rule: Pick<PolicyEntry, "categories" | "from">,
  before: Policy,
  { categories }: Pick<Catalogue, "categories">,
): { readonly rule: PolicyRule | "never"; readonly places: Catalogue["categories"] }[] {
  const places = categories.filter(({ n }) => rule.categories.includes(n))
  const groups = Map.groupBy(places, (place) => ruleOn(before, place, rule.from).rule)
  return [...groups].map(([word, of]) => ({ rule: word, places: of }))
}
