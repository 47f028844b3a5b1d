import { expect, test } from "vitest"
import { type Decision, readDecision } from "../decide/decision.ts"
import { type FileChange, writeFileChange } from "../decide/file-change.ts"
import { noticesOfDecisions } from "../decide/named-notices.ts"
import {
  acceptOfficers,
  checkFourEyes,
  type OfficerKeys,
  signChange,
  signDecision,
  writeOfficers,
} from "../decide/officers.ts"
import { DEP, NOW, secretOf, TODAY, TRUST } from "../deployment.test-support.ts"
import { noIssuers, writeIssuers } from "../files/issuers.ts"
import { namedFile } from "../files/manifest.ts"
import { type NamedNotice, writeNotices } from "../files/notices.ts"
import { writeRevoked } from "../files/revoked.ts"
import { proofOf } from "../keys/commitment.ts"
import { dayKeyOf } from "../keys/key-tree.ts"
import { hexOf, utf8Of } from "../shared/bytes.ts"
import { sha256 } from "../shared/hash.ts"
import { addDays, units, unixSeconds } from "../shared/units.ts"
import { type SignedEnvelope, signEnvelope, writeEnvelope } from "../sign/envelope.ts"
import { readBatchRequest, writeBatchRequest } from "./batch-request.ts"
import { checkBatch } from "./check-batch.ts"
import { witnessManifest } from "./make-manifest.ts"
import {
  decide,
  first,
  INITIAL,
  OFFICERS,
  type Published,
  printedRow,
  publish,
  venue,
} from "./published.test-support.ts"

const context = { dep: DEP, trust: TRUST, officers: OFFICERS, last: null, initialFiles: INITIAL, now: NOW }

function decisionIn({ bytes }: SignedEnvelope): Decision {
  const read = readDecision(bytes)
  if (!read.ok) throw new Error(read.problem)
  return read.value
}

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
    [undefined, first, { last: kept }],
    ["not-next", publish({}, null, {}, unixSeconds(NOW + 1)), { last: kept }],
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

test("the named notices are those that decisions call for, word for word, and no others", () => {
  const named = { en: "Leung Tin Sports Centre", hant: "良田體育館" }
  const envelope = decide({ named })
  const follows = noticesOfDecisions([decisionIn(envelope)], TRUST.offset)
  expect(follows).toMatchObject([{ kind: "place", names: named, template: 9 }])
  const publishWith = (entries: readonly NamedNotice[], decisions = [envelope], seq = 2) => {
    const bytes = writeNotices({ v: 1, seq, entries })
    const label = { label: "VT1/notices", dep: DEP, seq, role: "publisher" } as const
    const file = writeEnvelope({ bytes, sigs: [signEnvelope(bytes, label, secretOf("publisher"))] })
    const made = publish({ decisions }, first, { notices: { seq, ...namedFile(file) } })
    return { ...made, request: { ...made.request, files: [...made.request.files, file] } }
  }
  const last = { seq: 1, hash: first.hash }
  expect(problemOf(publishWith(follows), { last })).toBeUndefined()
  const [one] = follows
  if (!one) throw new Error("no notice")
  const later = { ...one, until: unixSeconds(one.until + 300) }
  const other = { ...one, names: { en: "Leung Tin Swimming Pool", hant: "良田泳池" } }
  for (const entries of [
    [],
    [later],
    [other],
    [one, { ...one, id: `${one.id}x` }],
    [{ ...one, withdrawn: true as const }],
  ])
    expect(problemOf(publishWith(entries), { last })).toBe("change-not-decided")
  expect(problemOf(publishWith(follows, [decide()]), { last }), "nobody decided to name it").toBe("change-not-decided")
})

test("a withdrawn warning stays on the board, marked; a corrected one is replaced by its correction", () => {
  const named = { en: "Leung Tin Sports Centre", hant: "良田體育館" }
  const warning = decisionIn(decide({ named }))
  const after = { id: "02".repeat(16), supersedes: warning.id }
  const withdrawal = decisionIn(decide({ ...after, windows: [] }))
  const correction = decisionIn(decide({ ...after, named, windows: [[units(100), units(110)]] }))
  const notices = (...all: Decision[]) => noticesOfDecisions(all, TRUST.offset)
  expect(notices(warning, withdrawal)).toEqual([{ ...notices(warning)[0], withdrawn: true }])
  expect(notices(warning, correction)).toEqual(notices(correction))
  expect(
    notices(warning, decisionIn(decide({ ...after, windows: [[units(100), units(110)]] }))),
    "not named any more",
  ).toEqual([])
  expect(notices(decisionIn(decide())), "most warnings are told to phones alone").toEqual([])
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

test("the issuers of health documents come with two officers' word, and do not go away again", () => {
  const file = writeIssuers({ v: 1, keys: [], revoked: ["0a".repeat(16)] })
  const change: FileChange = {
    v: 1,
    dep: DEP,
    id: "07".repeat(16),
    file: "issuers",
    seq: 1,
    sha256: hexOf(sha256(file)),
  }
  const bytes = writeFileChange(change)
  const approve = (names: string[]) => ({ bytes, sigs: names.map((name) => signChange(bytes, DEP, secretOf(name))) })
  const last = { seq: 1, hash: first.hash }
  const withFile = (changes: SignedEnvelope[], content = file) => {
    const published = publish({ changes }, first, { issuers: { seq: 1, ...namedFile(content) } })
    return { ...published, request: { ...published.request, files: [...published.request.files, content] } }
  }
  const good = withFile([approve(["anna", "boris"])])
  expect(problemOf(good, { last })).toBeUndefined()
  expect(problemOf(withFile([approve(["anna"])]), { last })).toBe("change-not-decided")
  expect(problemOf(withFile([]), { last })).toBe("change-not-decided")
  const empty = writeIssuers(noIssuers)
  expect(problemOf(withFile([approve(["anna", "boris"])], empty), { last })).toBe("change-not-decided")
  const after = { last: { seq: 2, hash: good.hash } }
  const { issuers } = good.manifest
  if (!issuers) throw new Error("the list names none")
  expect(problemOf(publish({}, good, { issuers }), after)).toBe(undefined)
  expect(problemOf(publish({}, good), after)).toBe("file-missing")
})
