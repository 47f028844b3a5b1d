import { type Decision, readDecision } from "../decide/decision.ts"
import { checkFourEyes, type OfficerKeys } from "../decide/officers.ts"
import { type BatchFiles, type Manifest, manifestHash, readManifest } from "../files/manifest.ts"
import { type Batch, buildBatch } from "../rows/make-batch.ts"
import { equalBytes, type Hex } from "../shared/bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes } from "../shared/strict-json.ts"
import { serviceDayOf, type UnixSeconds } from "../shared/units.ts"
import type { TrustList } from "../trust/trust-list.ts"
import type { BatchRequest, KeyedRow } from "./batch-request.ts"
import { type FileProblem, problemOfFiles } from "./check-changed-files.ts"
import { type RowProblem, rowsOfRequest } from "./rows-of-request.ts"

export type BatchProblem =
  | RowProblem
  | FileProblem
  | "malformed-manifest"
  | "wrong-deployment"
  | "not-next"
  | "wrong-time"
  | "malformed-decision"
  | "not-two-officers"
  | "batch-differs"
  | "snapshot-differs"
  | "salt-reused"

export interface CheckContext {
  readonly dep: Hex
  readonly trust: TrustList
  readonly officers: OfficerKeys
  /** The last manifest that this verifier signed. */
  readonly last: { readonly seq: number; readonly hash: Hex } | null
  readonly initialFiles?: readonly Hex[]
  readonly now: UnixSeconds
}

const CLOCK_TOLERANCE = 3600

/** A verifier's whole judgement: rebuild the batch from its seed and agree only if every row and every changed file follows from
 * decisions that two officers signed. Spec §9. */
export function checkBatch(
  request: BatchRequest,
  context: CheckContext,
): Result<{ readonly seq: number; readonly hash: Hex; readonly manifest: Manifest }, BatchProblem> {
  const read = readManifest(request.manifest)
  if (!read.ok) return read
  const manifest = read.value
  const hash = manifestHash(request.manifest)
  const order = problemOfOrder(manifest, hash, request, context)
  if (order !== undefined) return refused(order)
  const decisions = checkDecisions(request, manifest, context)
  if (!decisions.ok) return decisions
  const previous = request.previous === null ? null : readManifest(request.previous)
  if (previous !== null && !previous.ok) return refused("not-next")
  const previousManifest = previous?.value ?? null
  const problem =
    problemOfBatch(request, manifest, decisions.value, context) ??
    problemOfSnapshot(request, manifest, previousManifest, decisions.value, context) ??
    problemOfFiles({
      manifest,
      previous: previousManifest,
      files: request.files,
      changes: request.changes,
      decisions: decisions.value,
      trust: context.trust,
      officers: context.officers,
      initialFiles: context.initialFiles ?? [],
      now: context.now,
    })
  return problem === undefined ? ok({ seq: manifest.seq, hash, manifest }) : refused(problem)
}

function problemOfOrder(
  manifest: Manifest,
  hash: Hex,
  request: BatchRequest,
  context: CheckContext,
): BatchProblem | undefined {
  if (manifest.dep !== context.dep) return "wrong-deployment"
  if (Math.abs(manifest.t - context.now) > CLOCK_TOLERANCE) return "wrong-time"
  const { last } = context
  const isSameAgain = last?.seq === manifest.seq && last.hash === hash
  if (last !== null && !isSameAgain && (manifest.seq !== last.seq + 1 || manifest.prev !== last.hash)) return "not-next"
  const isPreviousGiven = request.previous !== null && manifestHash(request.previous) === manifest.prev
  // The first list follows none, also when it is asked for a second time because the first signature was lost on its way.
  const isFirst = request.previous === null && (last === null || isSameAgain)
  return isPreviousGiven || isFirst ? undefined : "not-next"
}

function checkDecisions(
  request: BatchRequest,
  manifest: Manifest,
  context: CheckContext,
): Result<Decision[], BatchProblem> {
  const day = serviceDayOf(manifest.t, context.trust.offset)
  const decisions: Decision[] = []
  for (const envelope of request.decisions) {
    const read = readDecision(envelope.bytes)
    if (!read.ok || read.value.dep !== context.dep) return refused("malformed-decision")
    const { dep, officers } = context
    if (!checkFourEyes(envelope, { dep, officers, day, right: "decision", since: read.value.day }).ok)
      return refused("not-two-officers")
    decisions.push(read.value)
  }
  return new Set(decisions.map((one) => one.id)).size === decisions.length
    ? ok(decisions)
    : refused("malformed-decision")
}

function rebuild(
  rows: readonly KeyedRow[],
  seed: Uint8Array,
  request: BatchRequest,
  manifest: Manifest,
  decisions: readonly Decision[],
  { dep, trust }: CheckContext,
): Result<Batch, RowProblem> {
  const today = serviceDayOf(manifest.t, trust.offset)
  const real = rowsOfRequest(rows, { trust, decisions, texts: request.texts, today })
  return real.ok ? ok(buildBatch({ dep, seq: manifest.seq, seed, today, rows: real.value })) : real
}

function isNamed(batch: Batch, files: BatchFiles): boolean {
  const made = { salt: batch.salt, cells: batch.cells.map((cell) => ({ ...cell })), texts: { ...batch.textsFile } }
  const named = { salt: files.salt, cells: files.cells.map((cell) => ({ ...cell })), texts: { ...files.texts } }
  return equalBytes(canonicalJsonBytes(made), canonicalJsonBytes(named))
}

function problemOfBatch(
  request: BatchRequest,
  manifest: Manifest,
  decisions: readonly Decision[],
  context: CheckContext,
): BatchProblem | undefined {
  const batch = rebuild(request.rows, request.seed, request, manifest, decisions, context)
  if (!batch.ok) return batch.problem
  return isNamed(batch.value, manifest.batch) ? undefined : "batch-differs"
}

function problemOfSnapshot(
  request: BatchRequest,
  manifest: Manifest,
  previous: Manifest | null,
  decisions: readonly Decision[],
  context: CheckContext,
): BatchProblem | undefined {
  const { snapshot } = manifest
  if (snapshot.salt === manifest.batch.salt) return "salt-reused" // a pad used twice tells two messages' difference
  if (request.snapshotSeed === null) {
    const isSame = previous !== null && JSON.stringify(previous.snapshot) === JSON.stringify(snapshot)
    return isSame ? undefined : "snapshot-differs"
  }
  if (snapshot.upTo !== manifest.seq) return "snapshot-differs"
  const batch = rebuild(request.snapshotRows, request.snapshotSeed, request, manifest, decisions, context)
  if (!batch.ok) return batch.problem
  return isNamed(batch.value, snapshot) ? undefined : "snapshot-differs"
}
