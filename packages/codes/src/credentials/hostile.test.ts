import { deflateRawSync, deflateSync } from "node:zlib"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { CredentialFormat } from "../credential.ts"
import { isCredential } from "../is-credential.ts"
import { joinChunks } from "./join-chunks.ts"
import { context, freshPair, NOW, thumbprintOf, trusted } from "./keys.test-support.ts"
import {
  base45Of,
  CARD_ISSUER,
  CERTIFICATE,
  cardOf,
  coseOf,
  dccClaims,
  dccOf,
  digitsOf,
  KID,
  KID_TEXT,
  PASS_ISSUER,
  packed,
} from "./make.test-support.ts"
import { readCredential } from "./read-credential.ts"

const pair = freshPair()
const given = context([
  trusted("eu-dcc", "AT", KID_TEXT, pair.spki),
  trusted("smart-health-card", CARD_ISSUER, thumbprintOf(pair.jwk), pair.spki),
  trusted("nz-pass", PASS_ISSUER, "key-1", pair.spki),
  ...["VAC/4", "MEC/4", "EVT/2"].map((kid) => trusted("hong-kong", "HK", kid, pair.spki)),
])
const PREFIXES = ["HC1:", "shc:/", "shc:/1/2/", "shlink:/", "NZCP:/1/", "HKSARG|VAC|", "HKSARG|EVT|", "HKSARG|MEC|"]

/** A promise about time that a slow machine keeps as well. */
async function quickly<T>(work: () => Promise<T>, milliseconds = 1500): Promise<T> {
  const started = performance.now()
  const value = await work()
  expect(performance.now() - started).toBeLessThan(milliseconds)
  return value
}
const stateOf = async (text: string) => (await readCredential(text, given))?.outcome

test("no text makes a reader throw, whatever follows the prefix", async () => {
  const rest = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 100 }),
    fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 400 }),
    fc.string({ unit: fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), maxLength: 400 }),
    fc.array(fc.string({ maxLength: 12 }), { maxLength: 20 }).map((fields) => fields.join("|")),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PREFIXES, ""), rest, async (prefix, body) => {
      const found = await readCredential(prefix + body, given)
      expect(found?.outcome.state ?? "none").not.toBe("verified")
      expect(joinChunks([prefix + body]).state).toBeTypeOf("string")
    }),
    { numRuns: 600 },
  )
})

test("no bytes inside the packing make a reader throw", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expect((await stateOf(packed(bytes)))?.state).toBe("refused")
      expect((await stateOf(`HC1:${base45Of(bytes)}`))?.state).toBe("refused")
    }),
    { numRuns: 200 },
  )
})

test("no claims make a reader throw, though their signature is right", async () => {
  const claims = fc.dictionary(fc.string({ maxLength: 4 }), fc.anything({ maxDepth: 3, withNullPrototype: false }))
  const members = fc.constantFrom("nam", "dob", "v", "t", "r")
  const certificate = fc.dictionary(members, fc.oneof(claims, fc.array(claims), fc.string(), fc.constant(null)))
  await fc.assert(
    fc.asyncProperty(fc.oneof(claims, certificate), async (value) => {
      const plain = JSON.parse(JSON.stringify(value) ?? "{}") as unknown // only what can be written down
      expect(await stateOf(dccOf(pair, dccClaims(plain)))).toBeDefined()
      expect(await stateOf(cardOf(pair, { iss: CARD_ISSUER, vc: plain }))).toBeDefined()
    }),
    { numRuns: 60 },
  )
})

describe("what was made to exhaust a reader", () => {
  const malformed = { state: "refused", why: "malformed" }

  test("bombs stop at 64 KiB", async () => {
    const zeros = Buffer.alloc(10_000_000)
    expect(deflateSync(zeros).length).toBeLessThan(10_000)
    expect(await quickly(() => stateOf(packed(zeros)))).toEqual(malformed)
    const head = Buffer.from(JSON.stringify({ alg: "ES256", zip: "DEF", kid: "x" })).toString("base64url")
    const body = deflateRawSync(zeros).toString("base64url")
    expect(await quickly(() => stateOf(`shc:/${digitsOf(`${head}.${body}.AA`)}`))).toEqual(malformed)
    expect(await stateOf(cardOf(pair, " ".repeat(65_537)))).toEqual(malformed)
  })

  test("CBOR that is nested, endless or longer than it says", async () => {
    const deep = (byte: number, times: number) => packed(new Uint8Array(times).fill(byte))
    for (const byte of [0x81, 0xa1, 0xc0, 0xd2, 0x9f, 0xbf, 0x5f, 0x7f])
      expect(await quickly(() => stateOf(deep(byte, 60_000)))).toEqual(malformed)
    for (const head of [
      "9bffffffffffffffff",
      "bbffffffffffffffff",
      "5bffffffffffffffff",
      "7affffffff",
      "9affffffff00",
      "1bff",
      "ff",
      "f8ff",
    ])
      expect(await quickly(() => stateOf(packed(Buffer.from(head, "hex"))))).toEqual(malformed)
    expect(
      await quickly(() => stateOf(packed(Buffer.concat([Buffer.from("99ffff", "hex"), Buffer.alloc(65_000)])))),
    ).toEqual(malformed)
  })

  test("a key of a map that comes twice", async () => {
    const twice = Buffer.from(coseOf(pair, dccClaims(), { protected: new Map([[1, -7]]), loose: new Map([[4, KID]]) }))
    const map = Buffer.from("a1044801020304", "hex")
    const at = twice.indexOf(map)
    const doubled = Buffer.concat([
      twice.subarray(0, at),
      Buffer.from("a2044801020304050607080448", "hex"),
      KID,
      twice.subarray(at + 11),
    ])
    expect(await stateOf(packed(twice))).toMatchObject({ state: "verified" })
    expect(await stateOf(packed(doubled))).toEqual(malformed)
  })

  test("a checksum of the packing that is wrong", async () => {
    const bytes = deflateSync(
      coseOf(pair, dccClaims(), {
        protected: new Map<number, unknown>([
          [1, -7],
          [4, KID],
        ]),
      }),
    )
    expect(await stateOf(`HC1:${base45Of(bytes)}`)).toMatchObject({ state: "verified" })
    for (const [at, flip] of [
      [bytes.length - 1, 1],
      [0, 0x10],
      [1, 1],
    ] as const) {
      const changed = new Uint8Array(bytes)
      changed[at] = (changed[at] ?? 0) ^ flip
      expect(await stateOf(`HC1:${base45Of(changed)}`)).toEqual(malformed)
    }
  })

  test("texts of a megabyte", async () => {
    for (const prefix of PREFIXES)
      for (const unit of ["0", "A", "|", ".", "\u0000", "\ud800", "/"]) {
        const found = await quickly(() => readCredential(prefix + unit.repeat(1_000_000), given), 500)
        expect(found?.outcome).toEqual({ state: "refused", why: "too-large" })
      }
  })

  test("JSON that is nested in a card", async () => {
    const nested = `{"iss":"${CARD_ISSUER}","vc":${"[".repeat(20_000)}${"]".repeat(20_000)}}`
    expect(await quickly(() => stateOf(cardOf(pair, nested)))).toEqual(malformed)
    expect(await quickly(() => stateOf(cardOf(pair, `{"a":"${'\\"'.repeat(30_000)}`)))).toEqual(malformed)
  })
})

test("names are shown without what hides or turns text, and no longer than a name is", async () => {
  const nam = { fn: "A\u202eB\u0000C\u200b\ufeffD\n", gn: `${"x".repeat(300)}`, fnt: "A" }
  const found = await readCredential(dccOf(pair, dccClaims({ ...CERTIFICATE, nam })), given)
  const name = found?.holders[0]?.name ?? ""
  expect([...name].length).toBeLessThanOrEqual(200)
  expect(name).toMatch(/^x+…$/)
  const short = await readCredential(dccOf(pair, dccClaims({ ...CERTIFICATE, nam: { ...nam, gn: "E" } })), given)
  expect(short?.holders[0]?.name).toBe("E AB CD")
  expect(short?.outcome.state).toBe("verified")
})

test("a prefix is exact, and says the format", () => {
  const formats = PREFIXES.map((prefix) => isCredential(`${prefix}x`))
  expect(formats).toEqual<CredentialFormat[]>([
    ...(["eu-dcc", "smart-health-card", "smart-health-card", "smart-health-link", "nz-pass"] as const),
    ...(["hong-kong", "hong-kong", "hong-kong"] as const),
  ])
  for (const text of [
    "",
    "hc1:x",
    "HC2:x",
    " HC1:x",
    "SHC:/0",
    "shc:",
    "NZCP:",
    "HKSARG|XXX|",
    "HKSARG|VAC",
    "https://example.org",
  ])
    expect(isCredential(text)).toBeNull()
  expect(NOW).toBe(Date.parse("2022-05-01T00:00Z") / 1000)
})
