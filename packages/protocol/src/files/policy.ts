import type { Bytes } from "../shared/bytes.ts"
import { isCount, listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes, writeCanonicalJson } from "../shared/strict-json.ts"
import { type ServiceDay, serviceDay } from "../shared/units.ts"

const rules = ["voluntary", "scan-or-form", "scan"] as const
const alternatives = ["form", "staff", "none"] as const
const penaltyUnits = ["closure-days", "fine-hkd"] as const
/** Who may be let in without a scan, in the order in which an entry names them. */
export const exemptions = ["under-12", "65-and-over", "disability", "student", "shelter-user", "emergency"] as const

const ID = /^[a-z0-9-]{1,40}$/
/** Two years: no rule stands longer without being decided anew. */
const LONGEST_RULE_DAYS = 732
const LONGEST_TEXT = 400
/** Whoever asks people to scan must have thought of these. */
const ALWAYS_EXEMPT = ["disability", "emergency"] as const

/** "Never asked" is no rule of the ledger: it is a property of the category, which no entry can overrule. */
export type PolicyRule = (typeof rules)[number]
export type Exemption = (typeof exemptions)[number]
export interface PolicyTexts {
  readonly en: string
  readonly hant: string
  readonly hans: string
}
/** What the law provides where a venue does not follow the rule. */
export interface PolicyPenalty {
  readonly unit: (typeof penaltyUnits)[number]
  readonly least: number
  readonly most: number
}
/** One decision about the door of some categories. */
export interface PolicyEntry {
  readonly id: string
  /** Catalogue numbers, ascending. */
  readonly categories: readonly number[]
  readonly rule: PolicyRule
  /** The first day on which the rule holds. */
  readonly from: ServiceDay
  /** The first day on which it no longer holds. */
  readonly until: ServiceDay
  readonly by: PolicyTexts
  readonly reason: PolicyTexts
  readonly exempt: readonly Exemption[]
  /** What the venue offers instead of the visitor's own scan. */
  readonly alternative: (typeof alternatives)[number]
  /** Who stays less than so many minutes need not scan; 0 where there is no such rule. */
  readonly shortStay: number
  readonly penalty: PolicyPenalty | null
}
/** The policy ledger, in the order of decision: a later entry supersedes an earlier one where their days and categories meet (Spec §9). */
export interface Policy {
  readonly v: 1
  readonly seq: number
  readonly entries: readonly PolicyEntry[]
}

/** Parses the policy ledger. */
export function readPolicy(bytes: Uint8Array): Result<Policy, "malformed-policy"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, ["v", "seq", "entries"]) : undefined
  const entries = listOf(o?.entries, entryOf)
  if (o?.v !== 1 || !isCount(o.seq) || entries === undefined) return refused("malformed-policy")
  if (new Set(entries.map((entry) => entry.id)).size !== entries.length) return refused("malformed-policy")
  return ok({ v: 1, seq: o.seq, entries })
}

function entryOf(value: Json): PolicyEntry | undefined {
  const o = objectWith(value, [
    ...["id", "categories", "rule", "from", "until", "by", "reason"],
    ...["exempt", "alternative", "shortStay", "penalty"],
  ])
  const categories = categoriesOf(o?.categories)
  const rule = rules.find((word) => word === o?.rule)
  const [by, reason] = [textsOf(o?.by), textsOf(o?.reason)]
  const exempt = exemptOf(o?.exempt)
  const alternative = alternatives.find((word) => word === o?.alternative)
  const penalty = penaltyOf(o?.penalty)
  if (o === undefined || typeof o.id !== "string" || !ID.test(o.id) || !categories || !rule) return undefined
  if (!by || !reason || !exempt || !alternative || !isCount(o.shortStay, 120) || penalty === undefined) return undefined
  if (!isCount(o.from, 65_535) || !isCount(o.until, 65_535) || !hasSunset(o.from, o.until)) return undefined
  if (!hasNeededExemptions(rule, exempt) || (rule === "scan-or-form" && alternative !== "form")) return undefined
  const days = { from: serviceDay(o.from), until: serviceDay(o.until) }
  return { id: o.id, categories, rule, ...days, by, reason, exempt, alternative, shortStay: o.shortStay, penalty }
}

function hasSunset(from: number, until: number): boolean {
  return from < until && until - from <= LONGEST_RULE_DAYS
}

function hasNeededExemptions(rule: PolicyRule, exempt: readonly Exemption[]): boolean {
  return rule === "voluntary" || ALWAYS_EXEMPT.every((each) => exempt.includes(each))
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => number > (numbers[index - 1] ?? -1))
}

function categoriesOf(value: Json | undefined): number[] | undefined {
  const numbers = listOf(value, (n) => (isCount(n, 127) ? n : undefined))
  return numbers !== undefined && numbers.length > 0 && isAscending(numbers) ? numbers : undefined
}

function exemptOf(value: Json | undefined): Exemption[] | undefined {
  const exempt = listOf(value, (item) => exemptions.find((word) => word === item))
  return exempt !== undefined && isAscending(exempt.map((each) => exemptions.indexOf(each))) ? exempt : undefined
}

function textsOf(value: Json | undefined): PolicyTexts | undefined {
  const o = objectWith(value, ["en", "hant", "hans"])
  return isText(o?.en) && isText(o.hant) && isText(o.hans) ? { en: o.en, hant: o.hant, hans: o.hans } : undefined
}

/** Counts code points: Hong Kong writes characters that take two UTF-16 units. */
function isText(value: Json | undefined): value is string {
  return typeof value === "string" && value !== "" && [...value].length <= LONGEST_TEXT
}

function penaltyOf(value: Json | undefined): PolicyPenalty | null | undefined {
  if (value === null) return null
  const o = objectWith(value, ["unit", "least", "most"])
  const unit = penaltyUnits.find((word) => word === o?.unit)
  if (o === undefined || !unit || !isCount(o.least) || !isCount(o.most) || o.least > o.most) return undefined
  return { unit, least: o.least, most: o.most }
}

/** Writes the policy ledger's canonical bytes, to be signed by the publisher. */
export function writePolicy(policy: Policy): Bytes {
  return canonicalJsonBytes({ ...policy, entries: policy.entries.map(jsonOfEntry) })
}

function jsonOfEntry(entry: PolicyEntry): Json {
  const { by, reason, penalty } = entry
  return { ...entry, by: { ...by }, reason: { ...reason }, penalty: penalty === null ? null : { ...penalty } }
}

/** Says whether a ledger was only added to: each earlier entry stands unchanged at its beginning, under a greater number. */
export function isAppended(before: Policy, after: Policy): boolean {
  const textOf = (entries: readonly PolicyEntry[]): string => writeCanonicalJson(entries.map(jsonOfEntry))
  const isKept = textOf(after.entries.slice(0, before.entries.length)) === textOf(before.entries)
  const isSameFile = after.seq === before.seq && after.entries.length === before.entries.length
  return isKept && (after.seq > before.seq || isSameFile)
}
