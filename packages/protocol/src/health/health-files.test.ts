import { expect, test } from "vitest"
import { keyIdOf } from "../shared/hash.ts"
import { ed25519PublicKey } from "../sign/ed25519.ts"
import { signEnvelope } from "../sign/envelope.ts"
import { hex, VT1 } from "../vectors.test-support.ts"
import { acceptHealthKeys, writeHealthKeys } from "./health-keys.ts"
import { acceptHealthRules, type HealthRule, readHealthRules, writeHealthRules } from "./health-rules.ts"
import { readHealthStatement, writeHealthStatement } from "./health-statement.ts"

const known = VT1.health
const { dep } = known
const secret = hex(known.signing_seed)
const pub = ed25519PublicKey(secret)
const key = { id: keyIdOf(pub), pub }
const rule: HealthRule = {
  id: "told",
  colour: "amber",
  when: { some: [{ var: "declarations" }, { "==": [{ var: "kind" }, "exposure-result"] }] },
  reason: "exposure-result",
  basis: { en: "Cap. 599A, section 1", hant: "第599A章第1條" },
  from: "2026-01-01",
  until: "2026-12-31",
}
const rules = { seq: 1, from: "2026-01-01", until: "2026-12-31", rules: [rule] }

test("the service's keys are believed when enough roots have signed them, and not otherwise", () => {
  const keys = { signing: [pub], share: new Uint8Array(65).fill(4), rules: [pub] }
  const bytes = writeHealthKeys(keys)
  const thing = { label: "VT1/health-keys", dep, seq: 1, role: "root" } as const
  const envelope = { bytes, sigs: [signEnvelope(bytes, thing, secret)] }
  expect(acceptHealthKeys(envelope, dep, [key], 1)).toEqual(keys)
  expect(acceptHealthKeys(envelope, dep, [key], 2)).toBeUndefined()
  expect(acceptHealthKeys(envelope, dep, [key], 0)).toBeUndefined()
  expect(acceptHealthKeys(envelope, "ffffffffffffffff", [key], 1)).toBeUndefined()
  expect(acceptHealthKeys({ bytes: bytes.slice(0, -1), sigs: envelope.sigs }, dep, [key], 1)).toBeUndefined()
})

test("a statement names one thing, and is believed under the service's key alone", () => {
  const said = { said: "share-not-held", subject: known.share_id, t: 1_748_836_800 } as const
  const bytes = writeHealthStatement(said)
  const thing = { label: "VT1/health-said", dep, seq: 1, role: "health" } as const
  const envelope = { bytes, sigs: [signEnvelope(bytes, thing, secret)] }
  expect(readHealthStatement(envelope, dep, [key])).toEqual(said)
  expect(readHealthStatement(envelope, dep, [])).toBeUndefined()
  const asRules = { bytes, sigs: [signEnvelope(bytes, { ...thing, label: "VT1/health-rules" }, secret)] }
  expect(readHealthStatement(asRules, dep, [key])).toBeUndefined()
})

test("a rule without an end, a set without one, or a rule that outlives its set is refused", () => {
  const read = (change: object, of: Partial<HealthRule> = {}) =>
    readHealthRules(writeHealthRules({ ...rules, rules: [{ ...rule, ...of }], ...change })).ok
  expect(read({})).toBe(true)
  expect(read({ until: "2027-02-30" })).toBe(false)
  expect(read({ until: "2025-12-31" })).toBe(false)
  expect(read({}, { until: "2027-01-01" })).toBe(false)
  expect(read({}, { until: "for ever" })).toBe(false)
  expect(read({ rules: [rule, rule] })).toBe(false)
  // as: a rule as a hand might write it
  const { until: _, ...endless } = rule
  expect(read({ rules: [endless as HealthRule] })).toBe(false)
  expect(read({}, { colour: "green" as "amber" })).toBe(false)
})

test("a rule set counts under its own number and a rules key's signature", () => {
  const bytes = writeHealthRules(rules)
  const sign = (seq: number) => [
    signEnvelope(bytes, { label: "VT1/health-rules", dep, seq, role: "health-rules" }, secret),
  ]
  expect(acceptHealthRules({ bytes, sigs: sign(1) }, dep, [key])).toEqual({ ok: true, value: rules })
  expect(acceptHealthRules({ bytes, sigs: sign(2) }, dep, [key])).toEqual({ ok: false, problem: "not-signed" })
  expect(acceptHealthRules({ bytes, sigs: [] }, dep, [key])).toEqual({ ok: false, problem: "not-signed" })
})
