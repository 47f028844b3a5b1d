import { expect, test } from "vitest"
import { DEP, NOW, TODAY, TRUST } from "../deployment.test-support.ts"
import { namedFile } from "../files/manifest.ts"
import { dayKeyOf, rowKeyOf } from "../keys/key-tree.ts"
import { day, first, type Published, publish, TRUST_FILE, venue } from "../publish/published.test-support.ts"
import { matchShard, readPoolText } from "../rows/match-shard.ts"
import { units, unixSeconds } from "../shared/units.ts"
import { acceptManifest, chainOf, feedAge } from "./accept-manifest.ts"
import { acceptEarlierManifest, planBatches } from "./plan-batches.ts"

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
  expect(acceptEarlierManifest(eleventh.head.bytes, { seq: 11, hash: eleventh.hash }).ok).toBe(true)
  expect(acceptEarlierManifest(first.head.bytes, { seq: 11, hash: eleventh.hash }).ok).toBe(false)
})

test("an old list is never called no exposure", () => {
  const state = { seq: 1, hash: "", t: NOW, exp: unixSeconds(NOW + 48 * 3600), done: 1 }
  expect(feedAge(null, NOW)).toBe("never")
  expect(feedAge(state, unixSeconds(NOW + 86_399))).toBe("fresh")
  expect(feedAge(state, unixSeconds(NOW + 86_400))).toBe("ageing")
  expect(feedAge(state, unixSeconds(NOW + 48 * 3600))).toBe("out-of-date")
})
