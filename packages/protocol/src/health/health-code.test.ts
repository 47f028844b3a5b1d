import fc from "fast-check"
import { expect, test } from "vitest"
import { unixSeconds } from "../shared/units.ts"
import { ed25519PublicKey } from "../sign/ed25519.ts"
import { hex, VT1 } from "../vectors.test-support.ts"
import { type HealthCode, type HealthTrust, healthColours, verifyHealthCode, writeHealthCode } from "./health-code.ts"

const known = VT1.health
const secret = hex(known.signing_seed)
const trust: HealthTrust = { dep: known.dep, keys: [ed25519PublicKey(secret)], revoked: new Set() }
const codeOf = (change: Partial<HealthCode> = {}): HealthCode => ({
  dep: known.dep,
  colour: "green",
  issuedMinute: known.issued_minute,
  validMinutes: 15,
  holder: { initials: "CTM", suffix: "3456" },
  paper: null,
  ...change,
})
const at = (minutes: number) => unixSeconds((known.issued_minute + minutes) * 60)
const check = (text: string, minutes: number, of: Partial<HealthTrust> = {}) =>
  verifyHealthCode(text, { ...trust, ...of }, at(minutes))

test("the published codes are written and read as they stand there", () => {
  expect(writeHealthCode(codeOf(), secret)).toBe(known.code)
  const amber = codeOf({ colour: "amber", paper: 305_419_896, validMinutes: 10_080 })
  expect(writeHealthCode(amber, secret)).toBe(known.paper)
  expect(check(known.code, 3)).toEqual({ ok: true, value: codeOf() })
  expect(check(known.paper, 10_000)).toEqual({ ok: true, value: amber })
})

test("each published bad code is refused for its own reason", () => {
  const outcomes = known.refused.map(({ code, minutes, why }) => [why, check(code, minutes)])
  expect(outcomes).toEqual(known.refused.map(({ why }) => [why, { ok: false, problem: why }]))
  expect(outcomes).toHaveLength(7)
})

test("a code holds for its minutes and two more, and not before its time", () => {
  const problemAt = (minutes: number) => {
    const checked = check(known.code, minutes)
    return checked.ok ? null : checked.problem
  }
  expect([-3, -2, 0, 14, 16, 17].map(problemAt)).toEqual(["not-yet", null, null, null, null, "expired"])
})

test("a code on paper is refused once its number is revoked, and another number is not", () => {
  expect(check(known.paper, 5, { revoked: new Set([305_419_896]) })).toEqual({ ok: false, problem: "revoked" })
  expect(check(known.paper, 5, { revoked: new Set([1]) }).ok).toBe(true)
})

test("hostile 38: no code with a changed digit is believed, and nothing that is read throws", () => {
  const digits = known.code.length - "HSHC1:".length
  for (let place = 0; place < digits; place++) {
    const i = place + "HSHC1:".length
    const other = String((Number(known.code[i]) + 1) % 10)
    expect(check(known.code.slice(0, i) + other + known.code.slice(i + 1), 3).ok, `digit ${place}`).toBe(false)
  }
  fc.assert(fc.property(fc.string(), (text) => !check(text, 3).ok && !check(`HSHC1:${text}`, 3).ok))
  fc.assert(fc.property(fc.stringMatching(/^[0-9]{238}$/), (text) => !check(`HSHC1:${text}`, 3).ok))
})

test("whatever is signed is read back, and nothing is signed for longer than it may hold", () => {
  const some = fc.record({
    colour: fc.constantFrom(...healthColours),
    issuedMinute: fc.integer({ min: 20_000_000, max: 40_000_000 }),
    validMinutes: fc.integer({ min: 1, max: 15 }),
    holder: fc.record({ initials: fc.stringMatching(/^[A-Z]{1,4}$/), suffix: fc.stringMatching(/^[0-9A-Z]{4}$/) }),
  })
  fc.assert(
    fc.property(some, (change) => {
      const code = codeOf(change)
      const read = verifyHealthCode(writeHealthCode(code, secret), trust, unixSeconds(code.issuedMinute * 60))
      return JSON.stringify(read) === JSON.stringify({ ok: true, value: code })
    }),
    { numRuns: 20 },
  )
  expect(() => writeHealthCode(codeOf({ validMinutes: 16 }), secret)).toThrow(RangeError)
  expect(() => writeHealthCode(codeOf({ paper: 1, validMinutes: 10_081 }), secret)).toThrow(RangeError)
  expect(() => writeHealthCode(codeOf({ holder: { initials: "É", suffix: "3456" } }), secret)).toThrow(RangeError)
})

test("a code of a key that is not known is refused, whatever it says", () => {
  const other = writeHealthCode(codeOf(), new Uint8Array(32).fill(9))
  expect(check(other, 3)).toEqual({ ok: false, problem: "unknown-key" })
})
