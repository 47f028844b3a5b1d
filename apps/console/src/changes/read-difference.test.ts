import { categories, seededPolicy } from "@homesafe/domain"
import {
  type Bytes,
  base64urlOf,
  hexOf,
  type PolicyEntry,
  serviceDay,
  sha256,
  writePolicy,
  writeRevoked,
} from "@homesafe/protocol"
import { writeFileChange } from "@homesafe/protocol/officer"
import { expect, test } from "vitest"
import { readDifference, supersededBy } from "./read-difference.ts"

const dep = "00".repeat(8)
const [one, two] = ["11".repeat(8), "22".repeat(8)]
const day = serviceDay(20_500)
const before = seededPolicy()
const seq = before.seq + 1
const texts = { en: "A", hant: "甲", hans: "甲" }
const entry: PolicyEntry = {
  ...{ id: "new", categories: [1, 4], rule: "scan", from: day, until: serviceDay(day + 30), by: texts, reason: texts },
  ...{ exempt: ["disability", "emergency"], alternative: "none", shortStay: 0, penalty: null },
}

function read(file: "revoked" | "policy", old: Bytes, next: Bytes, signed = next) {
  const bytes = writeFileChange({ v: 1, dep, id: "33".repeat(16), file, seq, sha256: hexOf(sha256(signed)) })
  return readDifference({ dep, bytes: base64urlOf(bytes), before: base64urlOf(old), after: base64urlOf(next) })
}
const revoked = (...pairs: [string, number][]) => writeRevoked(new Map(pairs.map(([v, d]) => [v, serviceDay(d)])))

test("one venue more or one less is told; two at once, another day of a third, or nothing are not one clear change", () => {
  expect(read("revoked", revoked(), revoked([one, day]))).toEqual({ kind: "revoke", vid: one, from: day })
  expect(read("revoked", revoked([one, day]), revoked())).toEqual({ kind: "restore", vid: one })
  expect(read("revoked", revoked(), revoked([one, day], [two, day]))).toBeUndefined()
  expect(read("revoked", revoked([two, day]), revoked([one, day]))).toBeUndefined()
  expect(read("revoked", revoked([one, day]), revoked([one, day]))).toBeUndefined()
})

test("one more entry is told; a ledger that was rewritten, shortened or numbered otherwise is not to be signed", () => {
  const old = writePolicy(before)
  const policy = (entries: readonly PolicyEntry[], number = seq) => writePolicy({ v: 1, seq: number, entries })
  expect(read("policy", old, policy([...before.entries, entry]))).toMatchObject({ kind: "rule", entry })
  expect(read("policy", old, policy(before.entries.slice(1)))).toBeUndefined()
  expect(read("policy", old, policy([...before.entries.slice(1), entry]))).toBeUndefined()
  const reworded = before.entries.map((each, at) => (at === 0 ? { ...each, shortStay: 7 } : each))
  expect(read("policy", old, policy([...reworded, entry]))).toBeUndefined()
  expect(read("policy", old, policy([...before.entries, entry, { ...entry, id: "more" }]))).toBeUndefined()
  expect(read("policy", old, policy([...before.entries, entry], seq + 1))).toBeUndefined()
})

test("what is shown is what is signed: another file behind the same signature is not one", () => {
  expect(read("revoked", revoked(), revoked([one, day]), revoked([two, day]))).toBeUndefined()
})

test("what a rule supersedes is named place by place", () => {
  const strict: PolicyEntry = { ...entry, id: "strict", categories: [4] }
  const groups = supersededBy(entry, { ...before, entries: [strict] }, { categories: [...categories] })
  expect(groups.map(({ rule, places }) => [rule, places.map(({ n }) => n)])).toEqual([
    ["voluntary", [1]],
    ["scan", [4]],
  ])
})
