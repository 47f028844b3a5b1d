import fc from "fast-check"
import { expect, test } from "vitest"
import { utf8Of } from "../shared/bytes.ts"
import { serviceDay } from "../shared/units.ts"
import { exemptions, isAppended, type Policy, type PolicyEntry, readPolicy, writePolicy } from "./policy.ts"

const named = (name: string) => ({ en: name, hant: `${name}甲`, hans: `${name}乙` })
const entry: PolicyEntry = {
  id: "2021-03-restaurants",
  categories: [4, 26],
  rule: "scan-or-form",
  from: serviceDay(18_687),
  until: serviceDay(18_970),
  by: named("Government"),
  reason: named("So that visitors can be warned"),
  exempt: ["under-12", "disability", "emergency"],
  alternative: "form",
  shortStay: 10,
  penalty: { unit: "closure-days", least: 3, most: 14 },
}
const ledger = (...entries: readonly object[]): Policy =>
  // as: what must be refused has no type
  ({ v: 1, seq: 7, entries: entries as PolicyEntry[] })
const readBack = (policy: Policy) => readPolicy(writePolicy(policy))

const text = fc.string({ minLength: 1, maxLength: 400, unit: "grapheme-ascii" })
const texts = fc.record({ en: text, hant: text, hans: text })
const validEntry: fc.Arbitrary<PolicyEntry> = fc
  .record({
    id: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
    categories: fc.uniqueArray(fc.nat(127), { minLength: 1 }).map((numbers) => numbers.toSorted((a, b) => a - b)),
    form: fc.constantFrom(
      ...([
        { rule: "voluntary", alternative: "none" },
        { rule: "scan-or-form", alternative: "form" },
        { rule: "scan", alternative: "form" },
        { rule: "scan", alternative: "staff" },
        { rule: "scan", alternative: "none" },
      ] as const),
    ),
    from: fc.nat(64_000),
    length: fc.integer({ min: 1, max: 732 }),
    by: texts,
    reason: texts,
    others: fc.subarray([...exemptions]),
    shortStay: fc.nat(120),
    penalty: fc.option(
      fc.tuple(fc.constantFrom("closure-days", "fine-hkd"), fc.nat(), fc.nat()).map(([unit, least, more]) => {
        return { unit, least, most: least + more }
      }),
    ),
  })
  .map(({ form, from, length, others, ...rest }) => {
    const exempt = exemptions.filter((each) => each === "disability" || each === "emergency" || others.includes(each))
    return { ...rest, ...form, from: serviceDay(from), until: serviceDay(from + length), exempt }
  })
const validLedger: fc.Arbitrary<Policy> = fc.record({
  v: fc.constant(1),
  seq: fc.nat(),
  entries: fc.uniqueArray(validEntry, { selector: ({ id }) => id, maxLength: 5 }),
})

test("a ledger is read as it was written, and written in one way only", () => {
  fc.assert(
    fc.property(validLedger, (policy) => {
      const bytes = writePolicy(policy)
      const read = readPolicy(bytes)
      expect(read).toEqual({ ok: true, value: policy })
      expect(read.ok && writePolicy(read.value)).toEqual(bytes)
    }),
  )
})

test("what stands at the edge of the allowed is accepted", () => {
  const accepted: readonly Partial<PolicyEntry>[] = [
    { id: "a" },
    { id: "a".repeat(40) },
    { categories: [0, 127] },
    { from: serviceDay(0), until: serviceDay(732) },
    { from: serviceDay(65_534), until: serviceDay(65_535) },
    { reason: { en: "x".repeat(400), hant: "𨋢".repeat(400), hans: "y" } },
    { exempt: ["under-12", "65-and-over", "disability", "student", "shelter-user", "emergency"] },
    { rule: "voluntary", exempt: [], alternative: "none", penalty: null },
    { rule: "scan", alternative: "staff" },
    { shortStay: 0 },
    { shortStay: 120 },
    { penalty: { unit: "fine-hkd", least: 5000, most: 5000 } },
  ]
  for (const part of accepted) expect(readBack(ledger({ ...entry, ...part })).ok, JSON.stringify(part)).toBe(true)
  expect(readBack(ledger()).ok).toBe(true)
})

test("a ledger is refused whole when one entry is not as the specification says", () => {
  const wrong: readonly object[] = [
    { id: "" },
    { id: "a".repeat(41) },
    { id: "Restaurants" },
    { id: "restaurants\n" },
    { id: "a b" },
    { id: 4 },
    { categories: [] },
    { categories: [26, 4] },
    { categories: [4, 4] },
    { categories: [128] },
    { categories: [-1] },
    { categories: ["4"] },
    { categories: 4 },
    { rule: "never" },
    { rule: "form" },
    { rule: null },
    { from: 18_970 },
    { from: 18_971 },
    { from: -1 },
    { until: 18_687 + 733 },
    { until: null },
    { from: 65_535, until: 65_536 },
    { from: "2021-03-01" },
    { by: { en: "Government", hant: "政府" } },
    { by: { ...entry.by, pt: "Governo" } },
    { by: "Government" },
    { reason: { ...entry.reason, hans: "" } },
    { reason: { ...entry.reason, en: "x".repeat(401) } },
    { reason: { ...entry.reason, hant: 1 } },
    { reason: null },
    { exempt: ["disability"] },
    { exempt: ["emergency"] },
    { exempt: [] },
    { rule: "scan", exempt: ["under-12", "65-and-over"] },
    { exempt: ["emergency", "disability"] },
    { exempt: ["disability", "disability", "emergency"] },
    { exempt: ["disability", "emergency", "vaccinated"] },
    { exempt: "disability" },
    { alternative: "none" },
    { alternative: "staff" },
    { alternative: "paper" },
    { alternative: null },
    { shortStay: 121 },
    { shortStay: -1 },
    { shortStay: null },
    { penalty: { unit: "closure-days", least: 14, most: 3 } },
    { penalty: { unit: "prison-days", least: 3, most: 14 } },
    { penalty: { unit: "fine-hkd", least: 0 } },
    { penalty: { unit: "fine-hkd", least: -1, most: 14 } },
    { penalty: { unit: "fine-hkd", least: 0, most: 1, each: true } },
    { penalty: 5000 },
    { penalty: [] },
    { review: 18_800 },
  ]
  for (const part of wrong) {
    const second = { ...entry, id: "second" }
    expect(readBack(ledger(second, { ...entry, ...part })), JSON.stringify(part)).toEqual({
      ok: false,
      problem: "malformed-policy",
    })
  }
})

test("no part of an entry may be left out", () => {
  for (const name of Object.keys(entry)) {
    const rest = Object.fromEntries(Object.entries(entry).filter(([each]) => each !== name))
    const left = JSON.stringify({ v: 1, seq: 7, entries: [rest] })
    expect(readPolicy(utf8Of(left)).ok, `without ${name}`).toBe(false)
  }
})

test("a file of another version, shape or with two entries of one name is refused", () => {
  const files = [
    "",
    "[]",
    "{}",
    '{"entries":[],"seq":1}',
    '{"entries":[],"seq":1,"v":2}',
    '{"entries":[],"seq":-1,"v":1}',
    '{"entries":[],"seq":1.5,"v":1}',
    '{"entries":{},"seq":1,"v":1}',
    '{"entries":[null],"seq":1,"v":1}',
    '{"entries":[],"seq":1,"until":2,"v":1}',
    '{"entries":[],"seq":1,"seq":1,"v":1}',
  ]
  for (const file of files) expect(readPolicy(utf8Of(file)).ok, file).toBe(false)
  expect(readBack(ledger(entry, { ...entry, rule: "scan" })).ok).toBe(false)
})

test("a ledger may be added to under a greater number, and a file is its own continuation", () => {
  fc.assert(
    fc.property(validLedger, fc.nat(5), fc.integer({ min: 1, max: 9 }), (after, count, step) => {
      const before: Policy = { v: 1, seq: after.seq, entries: after.entries.slice(0, count) }
      expect(isAppended(before, { ...after, seq: after.seq + step })).toBe(true)
      expect(isAppended(after, after)).toBe(true)
    }),
  )
})

test("nothing that was decided can be taken away, changed, moved or renumbered", () => {
  const second = { ...entry, id: "second" }
  const before = ledger(entry, second)
  const later = { v: 1, seq: 8 } as const
  const third = { ...entry, id: "third" }
  const wrong: readonly Policy[] = [
    { ...later, entries: [] },
    { ...later, entries: [entry] },
    { ...later, entries: [second, entry] },
    { ...later, entries: [third, entry, second] },
    { ...later, entries: [entry, third, second] },
    { ...later, entries: [{ ...entry, until: serviceDay(18_969) }, second] },
    { ...later, entries: [entry, { ...second, reason: named("Another") }, third] },
    { ...later, entries: [{ ...entry, penalty: null }, second] },
    { v: 1, seq: 7, entries: [entry, second, third] },
    { v: 1, seq: 6, entries: [entry, second] },
  ]
  for (const after of wrong) expect(isAppended(before, after), JSON.stringify(after)).toBe(false)
})
