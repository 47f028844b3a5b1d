import { expect, test } from "vitest"
import { type Decision, writeDecision } from "../decide/decision.ts"
import { type FileChange, writeFileChange } from "../decide/file-change.ts"
import {
  acceptOfficers,
  checkFourEyes,
  type OfficerKeys,
  signChange,
  signDecision,
  writeOfficers,
} from "../decide/officers.ts"
import { DEP, NOW, secretOf, signTrust, TODAY, TRUST, venueOf } from "../deployment.test-support.ts"
import { writeCatalogue } from "../files/catalogue.ts"
import { writeChain } from "../files/chain.ts"
import { type Manifest, manifestHash, namedFile, readManifest } from "../files/manifest.ts"
import { writeNotices, writePolicy } from "../files/notices.ts"
import { writeRevoked } from "../files/revoked.ts"
import { proofOf } from "../keys/commitment.ts"
import { dayKeyOf, rowKeyOf } from "../keys/key-tree.ts"
import { type BatchRequest, type KeyedRow, readBatchRequest, writeBatchRequest } from "../publish/batch-request.ts"
import { checkBatch } from "../publish/check-batch.ts"
import { makeManifest, signManifest, witnessManifest } from "../publish/make-manifest.ts"
import { rowsOfRequest } from "../publish/rows-of-request.ts"
import { buildBatch } from "../rows/make-batch.ts"
import { matchShard, readPoolText } from "../rows/match-shard.ts"
import { poolHash, poolText } from "../rows/pool-text.ts"
import { type Bytes, type Hex, hexOf, utf8Of } from "../shared/bytes.ts"
import { keyIdOf, sha256 } from "../shared/hash.ts"
import { addDays, serviceDay, type UnixSeconds, units, unixSeconds } from "../shared/units.ts"
import { ed25519PublicKey } from "../sign/ed25519.ts"
import { type EnvelopeLabel, readEnvelope, type SignedEnvelope, signEnvelope, writeEnvelope } from "../sign/envelope.ts"
import { acceptTrustList } from "../trust/accept-trust-list.ts"
import { acceptManifest, chainOf, feedAge } from "./accept-manifest.ts"
import { acceptEarlierManifest, planBatches } from "./plan-batches.ts"

const OFFICERS: OfficerKeys = {
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
const venue = venueOf("pool")
const day = addDays(TODAY, -2)
const NOTE = poolText({ en: "Hall 2 only", hant: "只限二號堂" })

function decide(change: Partial<Decision> = {}, signers = ["anna", "boris"]): SignedEnvelope {
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
const TRUST_FILE = writeEnvelope(signTrust(TRUST, ["root-1", "root-2"]))
const INITIAL = [CATALOGUE, POLICY, NOTICES, REVOKED].map((file) => hexOf(sha256(file)))

const printedRow = (change: object = {}, corrected = false): KeyedRow => ({
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

interface Published {
  readonly request: BatchRequest
  readonly manifest: Manifest
  readonly head: SignedEnvelope
  readonly hash: Hex
  readonly chain: Bytes
  readonly batch: ReturnType<typeof buildBatch>
}

/** Publishes a batch as the authority does. */
function publish(
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

const context = { dep: DEP, trust: TRUST, officers: OFFICERS, last: null, initialFiles: INITIAL, now: NOW }
const first = publish()

function problemOf(published: Published, change: object = {}): string | undefined {
  const checked = checkBatch(published.request, { ...context, ...change })
  return checked.ok ? undefined : checked.problem
}

test("a verifier agrees to a batch that follows from two officers' decisions, also after the request has travelled", () => {
  expect(problemOf(first)).toBeUndefined()
  const travelled = readBatchRequest(writeBatchRequest(first.request))
  expect(travelled).toEqual({ ok: true, value: first.request })
  const second = publish({}, first)
  expect(problemOf(second, { last: { seq: 1, hash: first.hash } })).toBeUndefined()
})

test("a verifier signs nothing that two officers have not decided, and nothing out of order", () => {
  const kept = { seq: 1, hash: first.hash }
  const hold: FileChange = {
    v: 1,
    dep: DEP,
    id: "09".repeat(16),
    file: "hold",
    seq: 2,
    sha256: hexOf(sha256(utf8Of("[1]"))),
  }
  const holdBytes = writeFileChange(hold)
  const approvedHold = {
    bytes: holdBytes,
    sigs: ["anna", "boris"].map((name) => signChange(holdBytes, DEP, secretOf(name))),
  }
  const cases: readonly (readonly [string | undefined, Published, object?])[] = [
    ["not-two-officers", publish({ decisions: [decide({}, ["anna"])] })],
    ["not-two-officers", publish({ decisions: [decide({}, ["anna", "anna"])] })],
    ["not-two-officers", publish({ decisions: [decide({}, ["anna", "clerk"])] })],
    ["not-two-officers", publish({ decisions: [decide({}, ["anna", "stranger"])] })],
    ["malformed-decision", publish({ decisions: [decide({ dep: "00".repeat(8) })] })],
    ["malformed-decision", publish({ decisions: [decide(), decide()] })],
    ["row-without-decision", publish({ decisions: [decide({ vid: "11".repeat(8) })] })],
    [
      "row-outside-window",
      publish({
        rows: [
          printedRow({
            day: addDays(TODAY, 1),
            dayKey: dayKeyOf(venue.venueKey, addDays(TODAY, 1)),
            proof: proofOf(venue.venueKey, venue.header.notBefore, addDays(TODAY, 1)),
          }),
        ],
      }),
    ],
    ["row-twice", publish({ rows: [printedRow(), printedRow()] })],
    ["bad-proof", publish({ rows: [printedRow({ dayKey: new Uint8Array(16) })] })],
    ["bad-proof", publish({ rows: [printedRow({ vid: "11".repeat(8) })] })],
    ["text-missing", publish({ texts: [] })],
    ["batch-differs", { ...first, request: { ...first.request, rows: [] } }],
    ["batch-differs", { ...first, request: { ...first.request, seed: new Uint8Array(32) } }],
    ["snapshot-differs", { ...first, request: { ...first.request, snapshotRows: [] } }],
    ["snapshot-differs", { ...first, request: { ...first.request, snapshotSeed: null } }],
    ["salt-reused", { ...publish({}, null, { snapshot: { upTo: 1, ...first.manifest.batch } }) }],
    ["change-not-decided", first, { initialFiles: [] }],
    ["file-missing", { ...first, request: { ...first.request, files: [] } }],
    ["wrong-time", first, { now: unixSeconds(NOW + 3601) }],
    ["wrong-deployment", first, { dep: "00".repeat(8) }],
    ["not-next", publish(), { last: { seq: 4, hash: first.hash } }],
    ["not-next", publish({}, first), { last: { seq: 1, hash: "00".repeat(32) } }],
    ["not-next", { ...publish({}, first), request: { ...publish({}, first).request, previous: null } }, { last: kept }],
    ["hold-not-decided", publish({}, first, { hold: [1] }), { last: kept }],
    [undefined, publish({ changes: [approvedHold] }, first, { hold: [1] }), { last: kept }],
    [
      "chain-differs",
      publish({ files: [first.chain] }, first, { chain: { seq: 2, ...namedFile(first.chain) } }),
      { last: kept },
    ],
  ]
  for (const [expected, published, change] of cases) expect(problemOf(published, change)).toBe(expected)
})

test("a changed file needs two officers' word for exactly these bytes", () => {
  const revoked = writeRevoked(new Map([[venue.vid, TODAY]]))
  const fields = { revoked: { seq: 2, ...namedFile(revoked) } }
  const change: FileChange = {
    v: 1,
    dep: DEP,
    id: "08".repeat(16),
    file: "revoked",
    seq: 2,
    sha256: hexOf(sha256(revoked)),
  }
  const bytes = writeFileChange(change)
  const approve = (names: string[]) => ({ bytes, sigs: names.map((name) => signChange(bytes, DEP, secretOf(name))) })
  const withFile = (published: Published) => ({
    ...published,
    request: { ...published.request, files: [...published.request.files, revoked] },
  })
  const last = { seq: 1, hash: first.hash }
  expect(
    problemOf(withFile(publish({ changes: [approve(["anna", "boris"])] }, first, fields)), { last }),
  ).toBeUndefined()
  expect(problemOf(withFile(publish({ changes: [approve(["anna"])] }, first, fields)), { last })).toBe(
    "change-not-decided",
  )
  expect(problemOf(withFile(publish({}, first, fields)), { last })).toBe("change-not-decided")
  const asDecision = { bytes, sigs: ["anna", "boris"].map((name) => signDecision(bytes, DEP, secretOf(name))) }
  expect(problemOf(withFile(publish({ changes: [asDecision] }, first, fields)), { last })).toBe("change-not-decided")
})

test("a phone accepts a head with its quorum, and finds the row, its text and the canary", () => {
  const accepted = acceptManifest(null, first.head, TRUST, null)
  if (!accepted.ok) throw new Error(accepted.problem)
  const rowKey = rowKeyOf(dayKeyOf(venue.venueKey, day), venue.vid)
  const rows = [{ day, row: 0, rowKey, arrival: units(90), departure: units(100) }]
  const { salt, cells } = accepted.value.manifest.batch
  const expected = { seq: 1, salt, cell: 0, n: cells[0]?.n ?? 0, today: TODAY, dep: DEP, templates: new Set([9]) }
  const matched = matchShard(first.batch.shard, expected, rows)
  expect(matched).toMatchObject({ ok: true, value: { canary: true, matches: [{ minutes: 20, poolIndex: 1 }] } })
  expect(readPoolText(first.batch.texts, { salt, rowKey, poolIndex: 1 })?.hant).toBe("只限二號堂")
})

test("a head without its quorum of distinct keys is refused", () => {
  const [publisher, verifier1, verifier2, witness] = first.head.sigs
  if (!publisher || !verifier1 || !verifier2 || !witness) throw new Error("no signatures")
  const cases = [
    [publisher, verifier1, witness],
    [publisher, verifier1, verifier1, witness],
    [verifier1, verifier2, witness],
    [publisher, verifier1, verifier2],
    [publisher, verifier1, verifier2, { ...verifier1, role: "witness" }],
    [publisher, verifier1, { ...verifier1, key: verifier2.key }, witness],
  ]
  for (const sigs of cases) {
    expect(acceptManifest(null, { ...first.head, sigs }, TRUST, null)).toEqual({
      ok: false,
      problem: "not-enough-signatures",
    })
  }
  expect(acceptManifest(null, { ...first.head, bytes: first.head.bytes.slice(1) }, TRUST, null)).toEqual({
    ok: false,
    problem: "malformed-manifest",
  })
})

test("a feed never goes back and never forks", () => {
  const second = publish({}, first)
  const third = publish({}, second)
  const one = acceptManifest(null, first.head, TRUST, null)
  if (!one.ok) throw new Error(one.problem)
  expect(acceptManifest(one.value.state, third.head, TRUST, null)).toEqual({ ok: false, problem: "chain-missing" })
  expect(acceptManifest(one.value.state, third.head, TRUST, second.chain)).toEqual({
    ok: false,
    problem: "chain-missing",
  })
  const three = acceptManifest(one.value.state, third.head, TRUST, third.chain)
  if (!three.ok) throw new Error(three.problem)
  expect(acceptManifest(three.value.state, second.head, TRUST, second.chain)).toEqual({
    ok: false,
    problem: "rolled-back",
  })
  const other = publish({}, null, { hold: [7] })
  expect(acceptManifest(one.value.state, other.head, TRUST, null)).toEqual({ ok: false, problem: "forked" })
  const grownFromOther = publish({}, other)
  expect(acceptManifest(one.value.state, grownFromOther.head, TRUST, grownFromOther.chain)).toEqual({
    ok: false,
    problem: "forked",
  })
  expect(acceptManifest(one.value.state, first.head, TRUST, null).ok).toBe(true)
  const newer = publish({}, first, { trust: { seq: 2, ...namedFile(TRUST_FILE) } })
  expect(acceptManifest(one.value.state, newer.head, TRUST, newer.chain)).toEqual({
    ok: false,
    problem: "trust-too-old",
  })
})

test("up to eight missing batches are fetched each, more by the snapshot", () => {
  const batches: Published[] = [first]
  for (let i = 0; i < 11; i++) batches.push(publish({}, batches.at(-1) ?? first))
  const head = batches.at(-1)
  if (head === undefined) throw new Error("nothing published")
  const chain = chainOf(head.manifest, head.chain)
  if (chain === undefined) throw new Error("no chain")
  const manifest = { ...head.manifest, snapshot: { ...head.manifest.snapshot, upTo: 10 } }
  expect(planBatches(12, manifest, chain)).toEqual({ kind: "none" })
  expect(planBatches(11, manifest, chain)).toEqual({ kind: "batches", manifests: [], head: true })
  const each = planBatches(4, manifest, chain)
  expect(each).toMatchObject({ kind: "batches", head: true })
  expect(each.kind === "batches" && each.manifests.map((one) => one.seq)).toEqual([5, 6, 7, 8, 9, 10, 11])
  expect(planBatches(3, manifest, chain)).toEqual({
    kind: "snapshot",
    upTo: 10,
    manifests: [{ seq: 11, hash: batches[10]?.hash }],
    head: true,
  })
  expect(planBatches(0, manifest, chain)).toMatchObject({ kind: "snapshot", upTo: 10 })
  const eleventh = batches[10]
  if (eleventh === undefined) throw new Error("nothing published")
  expect(acceptEarlierManifest(eleventh.head, { seq: 11, hash: eleventh.hash }).ok).toBe(true)
  expect(acceptEarlierManifest(first.head, { seq: 11, hash: eleventh.hash }).ok).toBe(false)
})

test("an old list is never called no exposure", () => {
  const state = { seq: 1, hash: "", t: NOW, exp: unixSeconds(NOW + 48 * 3600), done: 1 }
  expect(feedAge(null, NOW)).toBe("never")
  expect(feedAge(state, unixSeconds(NOW + 86_399))).toBe("fresh")
  expect(feedAge(state, unixSeconds(NOW + 86_400))).toBe("ageing")
  expect(feedAge(state, unixSeconds(NOW + 48 * 3600))).toBe("out-of-date")
})

test("a new trust list needs the old roots and the new, and a rising number", () => {
  const next = { ...TRUST, seq: 2, t: NOW }
  const accept = (list: typeof TRUST, roots: string[]) => acceptTrustList(TRUST, signTrust(list, roots), DEP, NOW)
  expect(acceptTrustList(null, signTrust(TRUST, ["root-1", "root-2"]), DEP, NOW).ok).toBe(true)
  expect(accept(next, ["root-1", "root-2"]).ok).toBe(true)
  const problems = [
    [accept(next, ["root-1"]), "not-enough-roots"],
    [accept(next, ["root-1", "root-1"]), "not-enough-roots"],
    [accept(next, ["root-1", "publisher"]), "not-enough-roots"],
    [accept({ ...next, seq: 1 }, ["root-1", "root-2"]), "trust-rolled-back"],
    [accept({ ...next, offset: 0 }, ["root-1", "root-2"]), "wrong-deployment"],
    [accept({ ...next, dep: "00".repeat(8) }, ["root-1", "root-2"]), "wrong-deployment"],
    [accept({ ...next, exp: unixSeconds(NOW + 401 * 86_400) }, ["root-1", "root-2"]), "malformed-trust-list"],
    [
      accept({ ...next, quorum: { publisher: 0, verifier: 2, witness: 1 } }, ["root-1", "root-2"]),
      "malformed-trust-list",
    ],
    [acceptTrustList(TRUST, signTrust(next, ["root-1", "root-2"]), DEP, unixSeconds(next.exp)), "trust-expired"],
  ] as const
  for (const [result, problem] of problems) expect(result).toEqual({ ok: false, problem })
  const strangers = {
    ...next,
    keys: next.keys.filter((key) => key.role !== "root" || key.id === keyIdOf(ed25519PublicKey(secretOf("root-1")))),
  }
  expect(accept({ ...strangers, rootThreshold: 1 }, ["root-1"])).toEqual({ ok: false, problem: "not-enough-roots" })
})

test("a trust list with a key of small order, a wrong id or twin ids is refused when it is read", () => {
  const [one] = TRUST.keys
  if (one === undefined) throw new Error("no keys")
  const smallOrder = new Uint8Array(32)
  smallOrder[0] = 1
  for (const keys of [
    [...TRUST.keys, one],
    [{ ...one, id: "00000000" }],
    [{ ...one, pub: smallOrder, id: keyIdOf(smallOrder) }],
  ]) {
    expect(acceptTrustList(null, signTrust({ ...TRUST, keys }, ["root-1", "root-2"]), DEP, NOW)).toEqual({
      ok: false,
      problem: "malformed-trust-list",
    })
  }
})

test("officers' keys are believed on the roots' word, and never older ones again", () => {
  const sign = (officers: OfficerKeys, roots: string[]): SignedEnvelope => {
    const bytes = writeOfficers(officers)
    const thing = { label: "VT1/officers", dep: DEP, seq: officers.seq, role: "root" } as const
    return { bytes, sigs: roots.map((name) => signEnvelope(bytes, thing, secretOf(name))) }
  }
  expect(acceptOfficers(null, sign(OFFICERS, ["root-1", "root-2"]), TRUST, NOW)).toEqual({ ok: true, value: OFFICERS })
  expect(acceptOfficers(null, sign(OFFICERS, ["root-1"]), TRUST, NOW)).toEqual({
    ok: false,
    problem: "not-enough-roots",
  })
  expect(acceptOfficers({ ...OFFICERS, seq: 2 }, sign(OFFICERS, ["root-1", "root-2"]), TRUST, NOW)).toEqual({
    ok: false,
    problem: "officers-rolled-back",
  })
  const fourEyes = checkFourEyes(decide(), { dep: DEP, officers: OFFICERS, day: TODAY, right: "decision" })
  expect(fourEyes.ok && fourEyes.value.signers).toHaveLength(2)
})

test("a witness signs one hash for each number, and only the next one", () => {
  const second = publish({}, first)
  const last = { seq: 1, hash: first.hash }
  expect(witnessManifest(second.request.manifest, last, DEP, secretOf("witness")).ok).toBe(true)
  expect(witnessManifest(first.request.manifest, last, DEP, secretOf("witness"))).toEqual({
    ok: false,
    problem: "not-next",
  })
  expect(witnessManifest(publish({}, second).request.manifest, last, DEP, secretOf("witness"))).toEqual({
    ok: false,
    problem: "not-next",
  })
})

test("an envelope that is not strictly written is refused", () => {
  const good = new TextDecoder().decode(writeEnvelope(first.head))
  expect(readEnvelope(utf8Of(good)).ok).toBe(true)
  const refused = [
    "",
    "{}",
    `${good} x`,
    good.replace('"bytes"', '"bytes":"","bytes"'),
    good.replace('"sigs"', '"extra":1,"sigs"'),
    good.replace(/"sig":"./, '"sig":"='),
    good.replace('"role"', '"role":1.5,"role"'),
  ]
  for (const text of refused) expect(readEnvelope(utf8Of(text))).toEqual({ ok: false, problem: "malformed-envelope" })
})
