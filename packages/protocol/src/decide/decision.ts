import type { Names } from "../codes/names.ts"
import type { Window } from "../rows/row-message.ts"
import type { Bytes, Hex } from "../shared/bytes.ts"
import { hexField, isCount, listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"
import { type ServiceDay, serviceDay, unitsOnward } from "../shared/units.ts"
import { jsonOfSubject, type NoticeSubject, noticeSubjectOf, publicNamesOf, SUBJECT_FIELDS } from "./notice-subject.ts"

/** What two officers sign: a venue was infectious at these times (Spec §7). */
export interface Decision {
  readonly v: 1
  readonly dep: Hex
  /** 16 random bytes. */
  readonly id: Hex
  readonly vid: Hex
  readonly day: ServiceDay
  /** Includes the linger time; empty in a withdrawal. */
  readonly windows: readonly Window[]
  readonly severity: number
  readonly template: number
  /** Hash of the padded text that goes with it. */
  readonly pool: Hex | null
  /** The id of the decision that this one withdraws or corrects. */
  readonly supersedes: Hex | null
  /** The place's public names, where the authority names it on the board too (ADR 0018); absent otherwise. */
  readonly named?: Names
  /** What it is about where no code stands for it: then it has a name and no row (ADR 0037). */
  readonly about?: NoticeSubject
}

const FIELDS = ["v", "dep", "id", "vid", "D", "windows", "severity", "template", "pool", "supersedes"]

/** Parses a decision's bytes. */
export function readDecision(bytes: Uint8Array): Result<Decision, "malformed-decision"> {
  const json = readJsonBytes(bytes)
  const decision = json.ok ? decisionOf(json.value) : undefined
  return decision === undefined ? refused("malformed-decision") : ok(decision)
}

function decisionOf(value: Json): Decision | undefined {
  const o = objectWith(value, FIELDS, ["named", "about"])
  const dep = hexField(o?.dep, 8)
  const id = hexField(o?.id, 16)
  const vid = hexField(o?.vid, 8)
  const about = o?.about === undefined ? undefined : subjectOf(o.about)
  // A night flight or train ends on the service day after its own.
  const windows = listOf(o?.windows, (value) => windowOf(value, about ? 576 : 288))
  const pool = o?.pool === null ? null : hexField(o?.pool, 32)
  const supersedes = o?.supersedes === null ? null : hexField(o?.supersedes, 16)
  const named = o?.named === undefined ? undefined : publicNamesOf(o.named)
  if (o?.named !== undefined && !named) return undefined
  if (o?.about !== undefined && (!about || !named)) return undefined
  if (o?.v !== 1 || !dep || !id || !vid || !windows || pool === undefined || supersedes === undefined) return undefined
  if (!isCount(o.D, 65_535) || !isCount(o.severity, 7) || !isCount(o.template, 511) || windows.length > 288)
    return undefined
  if (o.template === 0 || (windows.length === 0 && supersedes === null)) return undefined // template 0 is the canary's
  return {
    v: 1,
    dep,
    id,
    vid,
    day: serviceDay(o.D),
    windows,
    severity: o.severity,
    template: o.template,
    pool,
    supersedes,
    ...(named ? { named } : {}),
    ...(about ? { about } : {}),
  }
}

function subjectOf(value: Json): NoticeSubject | undefined {
  const fields = objectWith(value, ["kind"], [...SUBJECT_FIELDS])
  return fields && noticeSubjectOf(fields)
}

function windowOf(value: Json, last: number): Window | undefined {
  const ends = listOf(value, (end) => (isCount(end, last) ? unitsOnward(end) : undefined))
  const [from, until] = ends ?? []
  return ends?.length === 2 && from !== undefined && until !== undefined && from < until ? [from, until] : undefined
}

/** Writes a decision's canonical bytes, to be signed by two officers. */
export function writeDecision(decision: Decision): Bytes {
  const { day, windows, named, about, ...rest } = decision
  const onBoard = { ...(named ? { named: { ...named } } : {}), ...(about ? { about: jsonOfSubject(about) } : {}) }
  return canonicalJsonBytes({ ...rest, ...onBoard, D: day, windows: windows.map(([from, until]) => [from, until]) })
}
