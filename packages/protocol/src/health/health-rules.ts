import { type Names, namesField } from "../codes/names.ts"
import type { Bytes, Hex } from "../shared/bytes.ts"
import { listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"
import { countSigners, type SignedEnvelope } from "../sign/envelope.ts"
import { type HealthColour, healthColours } from "./health-code.ts"

/** One rule: when it holds, which colour follows, why in the reader's words, and what it rests on. */
export interface HealthRule {
  readonly id: string
  readonly colour: Exclude<HealthColour, "green">
  /** JSON-logic over the facts; only the operators that the service knows. */
  readonly when: Json
  /** The name of the text that tells the person why. */
  readonly reason: string
  /** The law or order, as a citation. */
  readonly basis: Names
  /** First and last day of the rule, ISO dates; there is no rule without an end. */
  readonly from: string
  readonly until: string
}

/** A dated set of rules. Each number replaces the one before it. */
export interface HealthRules {
  readonly seq: number
  readonly from: string
  readonly until: string
  readonly rules: readonly HealthRule[]
}

type RulesProblem = "malformed-rules" | "not-signed"

const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/
const WORD = /^[a-z][a-z0-9-]{0,39}$/

/** Writes a rule set's canonical bytes. */
export function writeHealthRules({ seq, from, until, rules }: HealthRules): Bytes {
  return canonicalJsonBytes({
    v: 1,
    seq,
    from,
    until,
    rules: rules.map(({ basis, ...rest }) => ({ ...rest, basis: { ...basis } })),
  })
}

/** Parses a rule set: a rule or a set without an end is refused. */
export function readHealthRules(bytes: Uint8Array): Result<HealthRules, "malformed-rules"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, ["v", "seq", "from", "until", "rules"]) : undefined
  const rules = listOf(o?.rules, readRule)
  const isWhole = o?.v === 1 && typeof o.seq === "number" && o.seq >= 1 && rules && rules.length <= 100
  if (!isWhole || !isSpan(o.from, o.until)) return refused("malformed-rules")
  if (new Set(rules.map(({ id }) => id)).size < rules.length) return refused("malformed-rules")
  const [from, until] = [String(o.from), String(o.until)]
  if (rules.some((rule) => rule.from < from || rule.until > until)) return refused("malformed-rules")
  return ok({ seq: Number(o.seq), from, until, rules })
}

/** Reads a rule set that one of these keys has signed. */
export function acceptHealthRules(
  envelope: SignedEnvelope,
  dep: Hex,
  keys: readonly { readonly id: Hex; readonly pub: Uint8Array }[],
): Result<HealthRules, RulesProblem> {
  const read = readHealthRules(envelope.bytes)
  if (!read.ok) return read
  const thing = { label: "VT1/health-rules", dep, seq: read.value.seq, role: "health-rules" } as const
  return countSigners(envelope, thing, keys) < 1 ? refused("not-signed") : read
}

function readRule(value: Json): HealthRule | undefined {
  const o = objectWith(value, ["id", "colour", "when", "reason", "basis", "from", "until"])
  const basis = namesField(o?.basis)
  const colour = healthColours.find((known) => known === o?.colour)
  if (!o || !basis || colour === undefined || colour === "green" || o.when === undefined) return undefined
  if (!isWord(o.id) || !isWord(o.reason) || !isSpan(o.from, o.until)) return undefined
  return { id: o.id, colour, when: o.when, reason: o.reason, basis, from: String(o.from), until: String(o.until) }
}

const isWord = (value: Json | undefined): value is string => typeof value === "string" && WORD.test(value)
/** Two dates of the calendar in their order. */
function isSpan(from: Json | undefined, until: Json | undefined): boolean {
  return isDate(from) && isDate(until) && from <= until
}
function isDate(value: Json | undefined): value is string {
  if (typeof value !== "string" || !DATE.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}
