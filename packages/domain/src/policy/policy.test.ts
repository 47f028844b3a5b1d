import { exemptions, type Policy, type PolicyEntry, readPolicy, serviceDay, writePolicy } from "@homesafe/protocol"
import fc from "fast-check"
import { expect, test } from "vitest"
import { categories, comingChanges, dayOfDate, decideAtDoor, ruleOn, type SaidAtDoor, seededPolicy } from "../index.ts"

const day = fc.integer({ min: 0, max: 2000 }).map(serviceDay)
const texts = fc.record({ en: fc.string(), hant: fc.string(), hans: fc.string() })
/** The shape of an entry alone: also rules that no reader would accept, such as those that forget everyone. */
const anyEntry: fc.Arbitrary<PolicyEntry> = fc.record({
  id: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
  categories: fc.uniqueArray(fc.nat(127), { maxLength: 128 }),
  rule: fc.constantFrom("voluntary", "scan-or-form", "scan"),
  from: day,
  until: day,
  by: texts,
  reason: texts,
  exempt: fc.subarray([...exemptions]),
  alternative: fc.constantFrom("form", "staff", "none"),
  shortStay: fc.nat(120),
  penalty: fc.option(fc.record({ unit: fc.constantFrom("closure-days", "fine-hkd"), least: fc.nat(), most: fc.nat() })),
})
/** A rule for every category on every day, so that few draws fall where nothing was decided. */
const everywhere = anyEntry.map((entry) => ({
  ...entry,
  categories: Array.from({ length: 128 }, (_, n) => n),
  from: serviceDay(0),
  until: serviceDay(2001),
}))
const ledger: fc.Arbitrary<Policy> = fc.record({
  v: fc.constant(1),
  seq: fc.nat(),
  entries: fc.array(fc.oneof(anyEntry, everywhere), { maxLength: 8 }),
})
const said: fc.Arbitrary<SaidAtDoor> = fc.record({
  exemption: fc.option(fc.constantFrom(...exemptions)),
  hasScanned: fc.boolean(),
  hasForm: fc.boolean(),
  staysUnder: fc.option(fc.nat(240)),
})
const anyNumber = fc.nat(127)
const gate = fc.constantFrom("open", "rule")
const silent: SaidAtDoor = { exemption: null, hasScanned: false, hasForm: false, staysUnder: null }

const seed = seededPolicy()
const seededRule = (en: string, date: string) => {
  const category = categories.find((each) => each.en === en)
  if (!category) throw new Error(`no ${en}`)
  return ruleOn(seed, category, dayOfDate(date))
}
const entryOf = (en: string, date: string) => {
  const { entry } = seededRule(en, date)
  if (!entry) throw new Error(`nothing decided about ${en}`)
  return entry
}

test("hostile 41: where the catalogue says never, no ledger makes anyone scan: welcome without a tap, on every day", () => {
  fc.assert(
    fc.property(ledger, anyNumber, day, said, (policy, n, on, person) => {
      const rule = ruleOn(policy, { n, gate: "never" }, on)
      expect(rule).toEqual({ rule: "never", entry: null })
      expect(decideAtDoor(rule, person)).toEqual({ outcome: "welcome", taps: 0 })
    }),
  )
})

test("an emergency department, a shelter, a toilet and a refuse point never ask, whatever the ledger says", () => {
  const never = categories.filter((each) => each.gate === "never")
  expect(never.map((each) => each.en)).toEqual(
    expect.arrayContaining(["Emergency department", "Shelter", "Public toilet", "Refuse collection point"]),
  )
  fc.assert(
    fc.property(ledger, day, fc.constantFrom(...never), (policy, on, category) => {
      expect(ruleOn(policy, category, on).rule).toBe("never")
    }),
  )
})

test("whoever says an exemption of the rule is welcome: no proof, no scan, no form", () => {
  fc.assert(
    fc.property(everywhere, anyNumber, gate, day, (entry, n, gate, on) => {
      const rule = ruleOn({ v: 1, seq: 1, entries: [entry] }, { n, gate }, on)
      for (const exemption of entry.exempt) expect(decideAtDoor(rule, { ...silent, exemption }).outcome).toBe("welcome")
    }),
  )
})

test("in a ledger that can be read, disability and emergency are welcome at every door on every day", () => {
  fc.assert(
    fc.property(ledger, anyNumber, gate, day, (policy, n, gate, on) => {
      const accepted = policy.entries.filter((entry) => readPolicy(writePolicy({ v: 1, seq: 1, entries: [entry] })).ok)
      const rule = ruleOn({ ...policy, entries: [...accepted, ...seed.entries] }, { n, gate }, on)
      for (const exemption of ["disability", "emergency"] as const)
        expect(decideAtDoor(rule, { ...silent, exemption }).outcome).toBe("welcome")
    }),
  )
})

test("hostile 41: the door welcomes or asks, never denies, and never takes more than two taps", () => {
  const outcomes = new Set<string>()
  fc.assert(
    fc.property(ledger, anyNumber, gate, day, said, (policy, n, gate, on, person) => {
      const decision = decideAtDoor(ruleOn(policy, { n, gate }, on), person)
      outcomes.add(decision.outcome)
      expect(decision.taps).toBeGreaterThanOrEqual(0)
      expect(decision.taps).toBeLessThanOrEqual(2)
    }),
    { numRuns: 500 },
  )
  expect([...outcomes].sort()).toEqual(["please-scan", "please-scan-or-write", "welcome"])
})

test("the latest decision holds where entries meet, from its first day to the day before its last", () => {
  fc.assert(
    fc.property(ledger, anyNumber, gate, day, (policy, n, gate, on) => {
      const { rule, entry } = ruleOn(policy, { n, gate }, on)
      const covering = policy.entries.filter((e) => e.categories.includes(n) && e.from <= on && on < e.until)
      expect(entry).toBe(covering.at(-1) ?? null)
      expect(rule).toBe(covering.at(-1)?.rule ?? "voluntary")
    }),
  )
})

test("a scan or a form is enough where either may be given; a form is not where only a scan is", () => {
  const either = seededRule("Restaurant", "2021-03-05")
  expect(decideAtDoor(either, silent).outcome).toBe("please-scan-or-write")
  expect(decideAtDoor(either, { ...silent, hasForm: true }).outcome).toBe("welcome")
  expect(decideAtDoor(either, { ...silent, hasScanned: true }).outcome).toBe("welcome")
  const scan = seededRule("Restaurant", "2021-12-09")
  expect(decideAtDoor(scan, { ...silent, hasForm: true }).outcome).toBe("please-scan")
  expect(decideAtDoor(scan, { ...silent, hasScanned: true }).outcome).toBe("welcome")
})

test("who stays less than the short stay is welcome; where there is none, a short stay changes nothing", () => {
  const entry = entryOf("Restaurant", "2021-12-09")
  const takeaway = { rule: entry.rule, entry: { ...entry, shortStay: 15 } }
  expect(decideAtDoor(takeaway, { ...silent, staysUnder: 15 }).outcome).toBe("welcome")
  expect(decideAtDoor(takeaway, { ...silent, staysUnder: 16 }).outcome).toBe("please-scan")
  expect(decideAtDoor({ rule: entry.rule, entry }, { ...silent, staysUnder: 0 }).outcome).toBe("please-scan")
})

test("each term alone is a change that is told, with the rule before and after", () => {
  const base = { ...entryOf("Restaurant", "2021-12-09"), id: "base", from: serviceDay(10), until: serviceDay(30) }
  const others: readonly Partial<PolicyEntry>[] = [
    { rule: "voluntary" },
    { exempt: [...exemptions] },
    { alternative: "staff" },
    { shortStay: 15 },
    { penalty: null },
    { penalty: { unit: "closure-days", least: 3, most: 15 } },
  ]
  for (const other of others) {
    const later = { ...base, ...other, id: "later", from: serviceDay(20) }
    const changes = comingChanges({ v: 1, seq: 1, entries: [base, later] }, categories, serviceDay(15), 10)
    expect(changes, JSON.stringify(other)).toEqual([
      {
        day: 20,
        categories: base.categories,
        before: { rule: base.rule, entry: base },
        after: { rule: later.rule, entry: later },
      },
    ])
  }
})

test("no change is missed and none invented, whatever the ledger, and each is told once", () => {
  const kinds = [1, 2, 13].map((n) => ({ n, gate: n === 13 ? "never" : "rule" }) as const)
  const near = fc.integer({ min: 0, max: 40 }).map(serviceDay)
  const entries = fc.array(
    fc.tuple(anyEntry, near, near, fc.subarray([1, 2, 13])).map(([entry, from, until, numbers]) => ({
      ...{ ...entry, from, until, categories: numbers },
    })),
    { maxLength: 6 },
  )
  const termsOf = (policy: Policy, category: (typeof kinds)[number], on: number) => {
    const { rule, entry } = ruleOn(policy, category, serviceDay(on))
    const { exempt, alternative, shortStay, penalty } = entry ?? {
      ...{ exempt: [], alternative: "none", shortStay: 0, penalty: null },
    }
    return JSON.stringify([rule, exempt, alternative, shortStay, penalty?.unit, penalty?.least, penalty?.most])
  }
  fc.assert(
    fc.property(entries, near, fc.nat(30), (drawn, today, within) => {
      const named = drawn.map((entry, index) => ({ ...entry, id: `entry-${index}` }))
      const policy: Policy = { v: 1, seq: 1, entries: named }
      const told = comingChanges(policy, kinds, today, within)
        .flatMap((change) => change.categories.map((n) => `${change.day}:${n}`))
        .sort()
      const days = Array.from({ length: within }, (_, index) => today + 1 + index)
      const expected = days
        .flatMap((on) =>
          kinds.filter((k) => termsOf(policy, k, on) !== termsOf(policy, k, on - 1)).map((k) => `${on}:${k.n}`),
        )
        .sort()
      expect(told).toEqual(expected)
    }),
  )
})
