import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { utf8Of } from "../shared/bytes.ts"
import { unixSeconds } from "../shared/units.ts"
import { type IssuerKey, type Issuers, readIssuers, writeIssuers } from "./issuers.ts"

const kinds = ["vaccination", "recovery", "test", "exemption", "pass"] as const
const moment = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map(unixSeconds)
const anyKey: fc.Arbitrary<IssuerKey> = fc
  .record(
    {
      format: fc.constantFrom("eu-dcc", "smart-health-card", "nz-pass", "hong-kong"),
      issuer: fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }),
      kid: fc.string({ minLength: 1, maxLength: 20 }),
      spki: fc.uint8Array({ minLength: 1, maxLength: 100 }).map((bytes) => Uint8Array.from(bytes)),
      from: moment,
      until: moment,
      kinds: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1 }),
    },
    { requiredKeys: ["format", "issuer", "kid", "spki", "from", "until"] },
  )
  .map((key) => ({
    ...key,
    from: unixSeconds(Math.min(key.from, key.until)),
    until: unixSeconds(Math.max(key.from, key.until)),
  }))
const anyId = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString("hex"))
const anyIssuers: fc.Arbitrary<Issuers> = fc.record({
  v: fc.constant(1 as const),
  keys: fc.array(anyKey, { maxLength: 8 }),
  revoked: fc.array(anyId, { maxLength: 8 }),
})

describe("the list of issuers (Spec §9, ADR 0048)", () => {
  test("what is written is read again, and has one form whatever order it was given in", () => {
    fc.assert(
      fc.property(anyIssuers, (issuers) => {
        const bytes = writeIssuers(issuers)
        const read = readIssuers(bytes)
        if (!read.ok) throw new Error(read.problem)
        expect(writeIssuers(read.value)).toEqual(bytes)
        const turned = { v: 1 as const, keys: read.value.keys.toReversed(), revoked: issuers.revoked.toReversed() }
        expect(writeIssuers(turned)).toEqual(bytes)
      }),
    )
  })

  const key = {
    format: "nz-pass",
    issuer: "did:web:example.test",
    kid: "key-1",
    spki: "AAEC",
    from: 5,
    until: 9,
  }
  const id = "00".repeat(16)
  test.each<[string, unknown]>([
    ["another version", { v: 2, keys: [], revoked: [] }],
    ["no keys", { v: 1, revoked: [] }],
    ["an unknown field", { v: 1, keys: [], revoked: [], t: 0 }],
    ["an unknown format", { v: 1, keys: [{ ...key, format: "vds" }], revoked: [] }],
    ["a key that ends before it begins", { v: 1, keys: [{ ...key, from: 10 }], revoked: [] }],
    ["a key without a name", { v: 1, keys: [{ ...key, kid: "" }], revoked: [] }],
    ["a key of other bytes than base64url", { v: 1, keys: [{ ...key, spki: "A+A=" }], revoked: [] }],
    ["a key that may sign nothing", { v: 1, keys: [{ ...key, kinds: [] }], revoked: [] }],
    ["a kind twice", { v: 1, keys: [{ ...key, kinds: ["test", "test"] }], revoked: [] }],
    ["an unknown kind", { v: 1, keys: [{ ...key, kinds: ["visit"] }], revoked: [] }],
    ["a key twice", { v: 1, keys: [key, key], revoked: [] }],
    ["keys out of order", { v: 1, keys: [key, { ...key, format: "eu-dcc" }], revoked: [] }],
    ["a revoked name of 15 bytes", { v: 1, keys: [], revoked: ["00".repeat(15)] }],
    ["revoked names out of order", { v: 1, keys: [], revoked: ["0b".repeat(16), "0a".repeat(16)] }],
    ["a revoked name twice", { v: 1, keys: [], revoked: [id, id] }],
  ])("refuses %s", (_, value) => {
    expect(readIssuers(utf8Of(JSON.stringify(value)))).toEqual({ ok: false, problem: "malformed-issuers" })
  })

  test("takes the same key with and without the field that refuses it", () => {
    expect(readIssuers(utf8Of(JSON.stringify({ v: 1, keys: [key], revoked: [id] }))).ok).toBe(true)
    expect(readIssuers(utf8Of(JSON.stringify({ v: 1, keys: [{ ...key, kinds: ["test"] }], revoked: [] }))).ok).toBe(
      true,
    )
  })
})
