import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { ed25519PublicKey, signEnvelope, writeEnvelope } from "@homesafe/protocol"
import { type HealthRule, type HealthRules, writeHealthRules } from "@homesafe/protocol/health"
import { makeLog } from "@homesafe/service"
import fc from "fast-check"
import { expect, test } from "vitest"
import { shippedRules } from "../health.test-support.ts"
import { decideColour, milderDay } from "./decide-colour.ts"
import { doesHold, faultOfRules, type HealthFacts } from "./rule-language.ts"
import { rulesFile } from "./rules-file.ts"

const TODAY = "2025-06-02"
const rules: HealthRules = { seq: 1, from: "2020-01-01", until: "2049-12-31", rules: shippedRules() }
const [first] = rules.rules
if (!first) throw new Error("there is no rule")
const factsOf = (change: Partial<HealthFacts> = {}): HealthFacts => ({
  today: TODAY,
  declarations: [],
  exposures: [],
  credentials: [],
  ...change,
})
const colourOf = (change: Partial<HealthFacts>) => decideColour(rules, factsOf(change)).colour

test("the shipped rules: a positive test is red for a week, an exposure result or symptoms are amber, nothing is green", () => {
  expect(faultOfRules(rules)).toBeUndefined()
  expect(colourOf({})).toBe("green")
  expect(colourOf({ exposures: [{ daysAgo: 7 }] })).toBe("amber")
  expect(colourOf({ exposures: [{ daysAgo: 8 }] })).toBe("green")
  expect(colourOf({ declarations: [{ kind: "symptoms", daysAgo: 0 }] })).toBe("amber")
  const tested = [
    { kind: "symptoms", daysAgo: 0 },
    { kind: "negative-test", daysAgo: 1 },
  ]
  expect(colourOf({ declarations: tested })).toBe("green")
  expect(colourOf({ declarations: [{ kind: "positive-test", daysAgo: 7 }], exposures: [{ daysAgo: 0 }] })).toBe("red")
})

test("each colour says why: every rule that gives it, with what it rests on and until when", () => {
  const [reason, ...more] = decideColour(rules, factsOf({ exposures: [{ daysAgo: 0 }] })).reasons
  expect(more).toEqual([])
  expect(reason).toMatchObject({ rule: "exposed", reason: "exposure-result", until: "2049-12-31" })
  expect(reason?.basis?.en).toContain("order")
  expect(decideColour(rules, factsOf()).reasons).toEqual([
    { rule: null, reason: "nothing-known", basis: null, until: null },
  ])
})

test("a rule that has ended restricts nobody, nor does a set that has, nor none at all", () => {
  const facts = factsOf({ exposures: [{ daysAgo: 0 }] })
  const ended = rules.rules.map((rule) => ({ ...rule, until: "2025-06-01" }))
  expect(decideColour({ ...rules, rules: ended }, facts).colour).toBe("green")
  expect(decideColour({ ...rules, until: "2025-06-01" }, facts)).toMatchObject({
    colour: "green",
    reasons: [{ reason: "no-rules" }],
  })
  expect(decideColour(null, facts).colour).toBe("green")
})

test("a person is told the day on which the colour is milder by itself", () => {
  expect(milderDay(rules, factsOf({ exposures: [{ daysAgo: 3 }] }))).toBe("2025-06-07")
  expect(milderDay(rules, factsOf())).toBeNull()
  const always: HealthRule = { ...first, when: true }
  expect(milderDay({ ...rules, rules: [always] }, factsOf())).toBeNull()
})

// Facts are made by this program: they are plain objects.
const plainly = { noNullPrototype: true }
const days = fc.record({ daysAgo: fc.integer({ min: -5, max: 60 }) }, plainly)
const kinds = fc.constantFrom("symptoms", "positive-test", "negative-test", "vaccination", "__proto__", "")
const kinded = fc.record({ kind: kinds, daysAgo: fc.integer({ min: -5, max: 60 }) }, plainly)
const anyFacts = fc.record(
  {
    today: fc.constantFrom("2019-12-31", TODAY, "2050-01-01"),
    declarations: fc.array(kinded, { maxLength: 6 }),
    exposures: fc.array(days, { maxLength: 6 }),
    credentials: fc.array(kinded, { maxLength: 6 }),
  },
  plainly,
)

test("the outcome is total: every facts object has one colour and at least one reason", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { colour, reasons } = decideColour(rules, facts)
      return ["green", "amber", "red"].includes(colour) && reasons.length > 0
    }),
  )
})

const { logic } = fc.letrec((tie) => ({
  logic: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(1, 0, true, null, "kind", TODAY, []),
    fc.constantFrom("", "today", "declarations", "exposures", "kind", "daysAgo").map((name) => ({ var: name })),
    fc
      .tuple(
        fc.constantFrom("and", "or", "!", "==", "!=", "<", "<=", ">", ">=", "in", "some", "all", "none", "if"),
        fc.array(tie("logic"), { maxLength: 3 }),
      )
      .map(([operator, given]) => ({ [operator]: given })),
  ),
}))

test("whatever the language allows is answered with yes or no, and never with an error", () => {
  fc.assert(
    fc.property(logic, anyFacts, (when, facts) => {
      const rule = { ...first, when } as HealthRule // as: any logic stands in for a rule's
      if (faultOfRules({ rules: [rule] }) !== undefined) return true
      return typeof doesHold(when, facts) === "boolean"
    }),
    { numRuns: 500 },
  )
})

test("an operator or a fact that is not in the language is refused when the set is read", () => {
  const fault = (when: HealthRule["when"]) => faultOfRules({ rules: [{ ...first, when }] })
  expect(fault({ log: "x" })).toBe("positive: unknown-operator log")
  expect(fault({ map: [{ var: "declarations" }, 1] })).toMatch("unknown-operator")
  expect(fault({ var: "constructor.name" })).toBe("positive: unknown-fact")
  expect(fault({ var: ["today", 1] })).toBe("positive: unknown-fact")
  expect(fault({ and: [], or: [] })).toMatch("unknown-operator")
  let deep: HealthRule["when"] = true
  for (let i = 0; i < 40; i++) deep = { "!": [deep] }
  expect(fault(deep)).toBe("positive: too-deep")
})

test("a set is taken into use when it is signed, has a number that is not lower, and can be read; else the last good one stays", () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-rules-"))
  const file = path.join(dir, "rules.json")
  const dep = "0011223344556677"
  const secret = new Uint8Array(32).fill(3)
  const log = makeLog("test")
  log.level = "silent"
  const put = (set: HealthRules, by = secret) => {
    const bytes = writeHealthRules(set)
    const sigs = [signEnvelope(bytes, { label: "VT1/health-rules", dep, seq: set.seq, role: "health-rules" }, by)]
    fs.rmSync(file, { force: true })
    fs.writeFileSync(file, writeEnvelope({ bytes, sigs }))
  }
  const inUse = rulesFile(file, { dep, keys: [ed25519PublicKey(secret)], log })
  expect(inUse()).toBeNull()
  put({ ...rules, seq: 5 })
  expect(inUse()?.rules.seq).toBe(5)
  put({ ...rules, seq: 4 })
  expect(inUse()?.rules.seq).toBe(5)
  put({ ...rules, seq: 6 }, new Uint8Array(32).fill(4))
  expect(inUse()?.rules.seq).toBe(5)
  fs.writeFileSync(file, "{")
  expect(inUse()?.rules.seq).toBe(5)
  put({ ...rules, seq: 7, rules: [] })
  expect(inUse()?.rules.seq).toBe(7)
  fs.rmSync(dir, { recursive: true })
})
