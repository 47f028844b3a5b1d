import { randomBytes } from "node:crypto"
import {
  type Bytes,
  type Manifest,
  manifestHash,
  readManifest,
  type SequencedFile,
  serviceDayOf,
  type TrustList,
  type UnixSeconds,
  writeChain,
  writeEnvelope,
  writeMessage,
} from "@homesafe/protocol"
import { officerSignature } from "@homesafe/protocol/officer"
import {
  type BatchRequest,
  buildBatch,
  makeManifest,
  namedFile,
  rowsOfRequest,
  writeBatchRequest,
} from "@homesafe/protocol/publisher"
import { sealAtRest } from "@homesafe/service/seal-at-rest"
import { heldAmong, lockLists } from "../decisions/lock-lists.ts"
import type { AuthorityDeps } from "../deps.ts"
import { type OfficersFiles, officersFiles } from "./changed-files.ts"
import { approvedDecisions, type WantedRow, wantedRows } from "./kept-rows.ts"
import { changedNotices, type NewNotices } from "./named-notices.ts"
import { newestList, writeList } from "./signed-lists.ts"

/** Seconds of manifests that the chain file names (Spec §9). */
const CHAIN_SECONDS = 31 * 86_400

/** What is written down once a list is published. */
export interface ListChanges {
  readonly rows: readonly RowChange[]
  /** Decisions that this list is the first to carry. */
  readonly decisions: readonly string[]
  /** Changes of public files that it is the first to carry; not there in a list made before officers could change any. */
  readonly files?: readonly string[]
}

/** What the newest row of a key says. */
export interface RowChange {
  readonly vid: string
  readonly day: number
  /** See `MakeableRow`; not there in a list made before rows of hours. */
  readonly tag?: string
  readonly message: string
  readonly corrected: boolean
}

interface Made {
  readonly manifest: Bytes
  readonly files: readonly Bytes[]
  readonly request: BatchRequest
  readonly changes: ListChanges
  readonly rows: number
  /** The named notices, where they changed. */
  readonly notices: NewNotices | null
  /** The policy, where it changed. */
  readonly policy: OfficersFiles["policy"] | null
}

/** Makes the list of time `t` and keeps it, all or nothing; from then on it is only signed and sent, never made again. */
export async function buildList(deps: AuthorityDeps, trust: TrustList, t: UnixSeconds): Promise<void> {
  // What was held back while the list was made must not be in it: then it is made anew.
  while (!(await tryToBuild(deps, trust, t))) deps.log.info("list-made-anew")
}

async function tryToBuild(deps: AuthorityDeps, trust: TrustList, t: UnixSeconds): Promise<boolean> {
  const previous = await deps.db.selectFrom("batches").selectAll().orderBy("seq", "desc").limit(1).executeTakeFirst()
  const seq = (previous?.seq ?? 0) + 1
  const made = await makeList(deps, trust, t, seq, previous ? new Uint8Array(previous.manifest) : null)
  return deps.db.transaction().execute(async (tx) => {
    await lockLists(tx)
    if ((await heldAmong(tx, made.changes.decisions)) > 0) return false
    await tx
      .insertInto("batches")
      .values({
        seq,
        state: "building",
        made_at: t,
        rows: made.rows,
        manifest: made.manifest,
        to_cosign: sealAtRest(deps.keys.atRest, `batch ${seq}`, writeBatchRequest(made.request)),
        changes: JSON.stringify(made.changes),
      })
      .execute()
    if (made.notices) await writeList(tx, "notices", made.notices.seq, made.notices.envelope)
    if (made.policy) await writeList(tx, "policy", made.policy.seq, made.policy.envelope)
    for (const bytes of [...made.files, made.manifest]) {
      await tx
        .insertInto("feed_files")
        .values({ sha256: namedFile(bytes).sha256, seq, bytes })
        .onConflict((c) => c.column("sha256").doNothing())
        .execute()
    }
    return true
  })
}

async function makeList(
  deps: AuthorityDeps,
  trust: TrustList,
  t: UnixSeconds,
  seq: number,
  previous: Bytes | null,
): Promise<Made> {
  const today = serviceDayOf(t, deps.offset)
  const approved = await approvedDecisions(deps, today)
  const decisions = approved.map((a) => a.decision)
  const wanted = await wantedRows(deps, trust, approved, today)
  const changed = wanted.filter((w) => w.isChanged)
  const before = previous ? parse(previous) : null
  const isDaysFirst = !before || serviceDayOf(before.t, deps.offset) < today
  const seed = random32()
  const snapshotSeed = isDaysFirst ? random32() : null
  const build = (rows: readonly WantedRow[], from: Uint8Array) => {
    const real = rowsOfRequest(
      rows.map((w) => w.keyed),
      { trust, decisions, texts: [], today },
    )
    if (!real.ok) throw new Error(`rows cannot be made: ${real.problem}`)
    return buildBatch({ dep: deps.dep, seq, seed: from, today, rows: real.value })
  }
  const batch = build(changed, seed)
  const snapshot = snapshotSeed && build(wanted, snapshotSeed)
  const notices = await changedNotices(deps, decisions)
  const decided = await officersFiles(deps, before)
  const fixed = await fixedFiles(deps, seq, t, previous, notices, decided)
  const snapshotFields = snapshot
    ? { upTo: seq, salt: snapshot.salt, cells: snapshot.cells, texts: snapshot.textsFile }
    : before?.snapshot
  if (!snapshotFields) throw new Error("there is no snapshot yet")
  const manifest = makeManifest({
    dep: deps.dep,
    seq,
    prev: previous ? manifestHash(previous) : "0".repeat(64),
    t,
    batch: { salt: batch.salt, cells: batch.cells, texts: batch.textsFile },
    snapshot: snapshotFields,
    ...fixed.named,
    hold: [],
  })
  return {
    manifest,
    files: [batch.shard, batch.texts, ...(snapshot ? [snapshot.shard, snapshot.texts] : []), ...fixed.files],
    rows: batch.n,
    notices,
    policy: decided.isPolicyNew ? decided.policy : null,
    changes: {
      rows: changed.map((w) => ({
        vid: w.vid,
        day: w.day,
        tag: w.tag,
        message: Buffer.from(writeMessage(w.state.message)).toString("hex"),
        corrected: w.keyed.corrected,
      })),
      decisions: approved.map((a) => a.id),
      files: decided.ids,
    },
    request: {
      seed,
      snapshotSeed,
      manifest,
      previous,
      decisions: approved.map((a) => ({
        bytes: copy(a.bytes),
        sigs: a.sigs.map((s) => officerSignature(s.key, s.sig)),
      })),
      changes: decided.signed,
      texts: [],
      rows: changed.map((w) => w.keyed),
      snapshotRows: snapshot ? wanted.map((w) => w.keyed) : [],
      files: fixed.files,
    },
  }
}

/** The files beside the batch: lists that are signed already, what officers decided, the chain of earlier manifests. */
async function fixedFiles(
  deps: AuthorityDeps,
  seq: number,
  t: UnixSeconds,
  previous: Bytes | null,
  notices: NewNotices | null,
  decided: OfficersFiles,
) {
  const files: Bytes[] = []
  const add = (bytes: Bytes, number: number): SequencedFile => {
    files.push(bytes)
    return { seq: number, ...namedFile(bytes) }
  }
  const list = async (kind: "catalogue" | "trust" | "notices") => {
    const newest = await newestList(deps.db, kind)
    if (!newest) throw new Error(`there is no ${kind}: set the deployment up first`)
    return add(writeEnvelope(newest.envelope), newest.seq)
  }
  const named = {
    catalogue: await list("catalogue"),
    trust: await list("trust"),
    policy: add(writeEnvelope(decided.policy.envelope), decided.policy.seq),
    notices: notices ? add(writeEnvelope(notices.envelope), notices.seq) : await list("notices"),
    revoked: add(decided.revoked.bytes, decided.revoked.seq),
    ...(decided.issuers ? { issuers: add(decided.issuers.bytes, decided.issuers.seq) } : {}),
    chain: add(await makeChain(deps, seq, t, previous), seq),
  }
  return { named, files }
}

async function makeChain({ db }: AuthorityDeps, seq: number, t: UnixSeconds, previous: Bytes | null): Promise<Bytes> {
  if (!previous) return writeChain({ first: seq, hashes: [] })
  const rows = await db
    .selectFrom("batches")
    .select(["seq", "manifest"])
    .where("made_at", ">=", t - CHAIN_SECONDS)
    .orderBy("seq")
    .execute()
  return writeChain({ first: rows[0]?.seq ?? seq, hashes: rows.map((r) => manifestHash(new Uint8Array(r.manifest))) })
}

function parse(bytes: Uint8Array): Manifest {
  const read = readManifest(bytes)
  if (!read.ok) throw new Error("a kept manifest does not parse")
  return read.value
}

function random32(): Bytes {
  return copy(randomBytes(32))
}

function copy(bytes: Uint8Array): Bytes {
  return Uint8Array.from(bytes)
}
