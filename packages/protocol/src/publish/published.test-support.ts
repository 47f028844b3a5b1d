import { type Decision, writeDecision } from "../decide/decision.ts"
import { type OfficerKeys, signDecision } from "../decide/officers.ts"
import { DEP, NOW, secretOf, signTrust, TODAY, TRUST, venueOf } from "../deployment.test-support.ts"
import { chainOf } from "../feed/accept-manifest.ts"
import { writeCatalogue } from "../files/catalogue.ts"
import { writeChain } from "../files/chain.ts"
import { type Manifest, manifestHash, namedFile, readManifest } from "../files/manifest.ts"
import { writeNotices } from "../files/notices.ts"
import { writePolicy } from "../files/policy.ts"
import { writeRevoked } from "../files/revoked.ts"
import { proofOf } from "../keys/commitment.ts"
import { dayKeyOf } from "../keys/key-tree.ts"
import { buildBatch } from "../rows/make-batch.ts"
import { poolHash, poolText } from "../rows/pool-text.ts"
import { type Bytes, type Hex, hexOf, utf8Of } from "../shared/bytes.ts"
import { keyIdOf, sha256 } from "../shared/hash.ts"
import { addDays, serviceDay, type UnixSeconds, units, unixSeconds } from "../shared/units.ts"
import { ed25519PublicKey } from "../sign/ed25519.ts"
import { type EnvelopeLabel, type SignedEnvelope, signEnvelope, writeEnvelope } from "../sign/envelope.ts"
import type { BatchRequest, KeyedRow } from "./batch-request.ts"
import { makeManifest, signManifest } from "./make-manifest.ts"
import { rowsOfRequest } from "./rows-of-request.ts"

export const OFFICERS: OfficerKeys = {
  v: 1,
  dep: DEP,
  seq: 1,
  prev: "00".repeat(32),
  t: NOW,
  exp: unixSeconds(NOW + 90 * 86_400),
  keys: ["anna", "boris", "clerk"].map((name) => {
    const pub = ed25519PublicKey(secretOf(name))
    const roles = name === "clerk" ? [] : (["decision", "change"] as const)
    return { id: keyIdOf(pub), pub, roles, from: serviceDay(18_000), until: serviceDay(21_000) }
  }),
}
export const venue = venueOf("pool")
export const day = addDays(TODAY, -2)
export const NOTE = poolText({ en: "Hall 2 only", hant: "只限二號堂" })

export function decide(change: Partial<Decision> = {}, signers = ["anna", "boris"]): SignedEnvelope {
  const decision: Decision = {
    v: 1,
    dep: DEP,
    id: "01".repeat(16),
    vid: venue.vid,
    day,
    windows: [[units(96), units(120)]],
    severity: 4,
    template: 9,
    pool: poolHash(NOTE),
    supersedes: null,
    ...change,
  }
  const bytes = writeDecision(decision)
  return { bytes, sigs: signers.map((name) => signDecision(bytes, DEP, secretOf(name))) }
}

function signedFile(label: EnvelopeLabel, seq: number, bytes: Bytes): Bytes {
  return writeEnvelope({
    bytes,
    sigs: [signEnvelope(bytes, { label, dep: DEP, seq, role: "publisher" }, secretOf("publisher"))],
  })
}

const CATALOGUE = signedFile(
  "VT1/catalogue",
  1,
  writeCatalogue({
    v: 1,
    seq: 1,
    categories: [],
    templates: [{ n: 9, minMinutes: 15, en: "Test", hant: "檢測", hans: "检测" }],
    pathogens: [],
  }),
)
const POLICY = signedFile("VT1/policy", 1, writePolicy({ v: 1, seq: 1, entries: [] }))
const NOTICES = signedFile("VT1/notices", 1, writeNotices({ v: 1, seq: 1, entries: [] }))
const REVOKED = writeRevoked(new Map())
export const TRUST_FILE = writeEnvelope(signTrust(TRUST, ["root-1", "root-2"]))
export const INITIAL = [CATALOGUE, POLICY, NOTICES, REVOKED].map((file) => hexOf(sha256(file)))

export const printedRow = (change: object = {}, corrected = false): KeyedRow => ({
  corrected,
  evidence: {
    kind: "printed",
    vid: venue.vid,
    commit: venue.commit,
    notBefore: venue.header.notBefore,
    day,
    dayKey: dayKeyOf(venue.venueKey, day),
    proof: proofOf(venue.venueKey, venue.header.notBefore, day),
    hour: null,
    ...change,
  },
})

export interface Published {
  readonly request: BatchRequest
  readonly manifest: Manifest
  readonly head: SignedEnvelope
  readonly hash: Hex
  readonly chain: Bytes
  readonly batch: ReturnType<typeof buildBatch>
}

/** Publishes a batch as the authority does. */
export function publish(
  change: Partial<BatchRequest> = {},
  last: Published | null = null,
  fields: Partial<Manifest> = {},
  t: UnixSeconds = NOW,
): Published {
  const seq = (last?.manifest.seq ?? 0) + 1
  const seed = sha256(utf8Of(`seed ${seq}`))
  const snapshotSeed = sha256(utf8Of(`snapshot ${seq}`))
  const content = {
    decisions: [decide()],
    texts: [NOTE],
    rows: [printedRow()],
    snapshotRows: [printedRow()],
    ...change,
  }
  const today = serviceDay(Math.floor((t + 14_400) / 86_400))
  const decisions = content.decisions.map((envelope) => JSON.parse(new TextDecoder().decode(envelope.bytes)))
  const parsed = decisions.map(({ D, ...rest }) => ({ ...rest, day: D }))
  const build = (rows: readonly KeyedRow[], from: Bytes) => {
    const real = rowsOfRequest(rows, { trust: TRUST, decisions: parsed, texts: content.texts, today })
    return buildBatch({ dep: DEP, seq, seed: from, today, rows: real.ok ? real.value : [] })
  }
  const batch = build(content.rows, seed)
  const snapshot = build(content.snapshotRows, snapshotSeed)
  const named = (made: typeof batch) => ({ salt: made.salt, cells: made.cells, texts: made.textsFile })
  const chain = writeChain({
    first: 1,
    hashes: last === null ? [] : [...(chainOf(last.manifest, last.chain)?.hashes ?? []), last.hash],
  })
  const manifest = makeManifest({
    dep: DEP,
    seq,
    prev: last?.hash ?? "00".repeat(32),
    t,
    batch: named(batch),
    snapshot: { upTo: seq, ...named(snapshot) },
    chain: { seq, ...namedFile(chain) },
    catalogue: { seq: 1, ...namedFile(CATALOGUE) },
    trust: { seq: 1, ...namedFile(TRUST_FILE) },
    revoked: { seq: 1, ...namedFile(REVOKED) },
    policy: { seq: 1, ...namedFile(POLICY) },
    notices: { seq: 1, ...namedFile(NOTICES) },
    hold: [],
    ...fields,
  })
  const read = readManifest(manifest)
  if (!read.ok) throw new Error(read.problem)
  const files = [chain, CATALOGUE, POLICY, NOTICES, REVOKED, TRUST_FILE]
  const request = {
    seed,
    snapshotSeed,
    manifest,
    previous: last?.request.manifest ?? null,
    changes: [],
    files,
    ...content,
  }
  const sign = (role: "publisher" | "verifier" | "witness", name: string) =>
    signManifest(manifest, { dep: DEP, seq, role }, secretOf(name))
  const sigs = [
    sign("publisher", "publisher"),
    sign("verifier", "verifier-1"),
    sign("verifier", "verifier-2"),
    sign("witness", "witness"),
  ]
  return { request, manifest: read.value, head: { bytes: manifest, sigs }, hash: manifestHash(manifest), chain, batch }
}

/** The first batch of the test feed. */
export const first = publish()
