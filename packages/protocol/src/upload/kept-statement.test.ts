import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { DEP, NOW, secretOf, TODAY, TRUST } from "../deployment.test-support.ts"
import { sealAesGcm } from "../shared/aes.ts"
import { bytesOfHex, concatBytes, type Hex, hexOf, padBytes, u8, u16, u32, utf8Of } from "../shared/bytes.ts"
import { keyIdOf, sha256 } from "../shared/hash.ts"
import { addDays, type ServiceDay, serviceDay, type UnixSeconds, unixSeconds } from "../shared/units.ts"
import { ed25519PublicKey, ed25519Sign } from "../sign/ed25519.ts"
import type { TrustList } from "../trust/trust-list.ts"
import { hex, VT1 } from "../vectors.test-support.ts"
import { KEPT_STATEMENT_BYTES, keptKeyOf, makeKeptStatement, readKeptStatement } from "./kept-statement.ts"
import { purgeIdOf } from "./upload-code.ts"

const inner = secretOf("inner").slice(0, 16)
const textHash = hexOf(sha256(utf8Of("the upload's text")))
const keepUntil = addDays(TODAY, 2_556)
const keeper = keyOf("keeper")
const trust: TrustList = { ...TRUST, keys: [...TRUST.keys, keeper] }
const expected = { keptKey: keptKeyOf(inner), textHash, purgeId: purgeIdOf(inner), trust }
const nonce = secretOf("nonce").slice(0, 12)

function keyOf(name: string) {
  const pub = ed25519PublicKey(secretOf(name))
  return { id: keyIdOf(pub), role: "keeper", pub, from: serviceDay(18_000), until: serviceDay(21_000) } as const
}
const make = (change: Partial<Parameters<typeof makeKeptStatement>[0]> = {}) =>
  makeKeptStatement({
    t: NOW,
    keepUntil,
    inner,
    textHash,
    keeperSecret: secretOf("keeper"),
    dep: DEP,
    nonce,
    ...change,
  })
const problem = (reply: Uint8Array, change: Partial<typeof expected> = {}) => {
  const read = readKeptStatement(reply, { ...expected, ...change })
  return read.ok ? "read" : read.problem
}
/** A statement sealed under the right key whose text was written by hand, byte by byte. */
function sealed(text: Uint8Array): Uint8Array {
  return concatBytes(nonce, sealAesGcm(keptKeyOf(inner), nonce, new Uint8Array(), text))
}
function textOf(change: { version?: number; name?: string; purgeId?: Hex; t?: UnixSeconds; until?: ServiceDay } = {}) {
  const { version = 1, name = "keeper", purgeId = purgeIdOf(inner), t = NOW, until = keepUntil } = change
  const said = concatBytes(u32(t), u16(until), bytesOfHex(purgeId))
  const signed = concatBytes(utf8Of("VT1/kept"), bytesOfHex(DEP), bytesOfHex(textHash), said)
  return concatBytes(u8(version), said, bytesOfHex(keyOf(name).id), ed25519Sign(secretOf(name), signed))
}

test("a kept-statement is the known one, byte for byte", () => {
  const known = VT1.receipt
  const { inner: knownInner, purgeId } = VT1.upload_code
  expect(hexOf(keptKeyOf(hex(knownInner)))).toBe(known.kept_key)
  const made = makeKeptStatement({
    t: unixSeconds(known.kept_t),
    keepUntil: serviceDay(known.keepUntil),
    inner: hex(knownInner),
    textHash: VT1.upload_body.given,
    keeperSecret: hex(known.keeper_seed),
    dep: DEP,
    nonce: hex(known.kept_box).slice(0, 12),
  })
  expect(hexOf(made)).toBe(known.kept_box)
  const pub = ed25519PublicKey(hex(known.keeper_seed))
  const key = { id: keyIdOf(pub), role: "keeper", pub, from: serviceDay(18_000), until: serviceDay(21_000) } as const
  const read = readKeptStatement(made, {
    keptKey: hex(known.kept_key),
    textHash: VT1.upload_body.given,
    purgeId,
    trust: { ...TRUST, keys: [key] },
  })
  if (!read.ok) throw new Error(read.problem)
  expect(hexOf(read.value.signature)).toBe(known.kept_signature)
})

describe("a kept-statement", () => {
  test("has 256 bytes, and its reader gets back what the authority said, whatever the time and the day", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_600_000_000, max: 1_800_000_000 }),
        fc.integer({ min: 0, max: 65_535 }),
        (t, until) => {
          const made = make({ t: unixSeconds(t), keepUntil: serviceDay(until) })
          expect(made).toHaveLength(KEPT_STATEMENT_BYTES)
          expect(readKeptStatement(made, expected)).toMatchObject({
            ok: true,
            value: { t, keepUntil: until, purgeId: expected.purgeId, keeperKeyId: keeper.id },
          })
        },
      ),
      { numRuns: 30 },
    )
  })

  test("opens for nobody without the code's inner secret: the answer is the same as when nothing is there", () => {
    expect(problem(make(), { keptKey: keptKeyOf(secretOf("other").slice(0, 16)) })).toBe("no-statement-yet")
    expect(problem(secretOf("random").slice(0, 0))).toBe("no-statement-yet")
    expect(problem(new Uint8Array(256))).toBe("no-statement-yet")
    expect(problem(make().subarray(0, 255))).toBe("no-statement-yet")
    expect(problem(concatBytes(make(), u8(0)))).toBe("no-statement-yet")
  })

  test("with any bit changed is refused", () => {
    const made = make()
    for (let bit = 0; bit < made.length * 8; bit += 7) {
      const changed = made.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(problem(changed)).not.toBe("read")
    }
  })

  test("counts for the upload whose text it names, and for no other", () => {
    expect(problem(make(), { textHash: hexOf(sha256(utf8Of("another upload"))) })).toBe("bad-statement")
    expect(problem(make(), { purgeId: "00".repeat(16) })).toBe("bad-statement")
    expect(problem(sealed(padBytes(textOf({ purgeId: "11".repeat(16) }), 228)))).toBe("bad-statement")
  })

  test("counts from a keeper of the trust list on a day when its key is valid", () => {
    expect(problem(sealed(padBytes(textOf(), 228)))).toBe("read")
    expect(problem(make({ keeperSecret: secretOf("receipt") }))).toBe("bad-statement") // a key of another role
    expect(problem(make({ keeperSecret: secretOf("stranger") }))).toBe("bad-statement")
    expect(problem(make(), { trust: { ...trust, dep: "0011223344556677" } })).toBe("bad-statement")
    const day = (n: number) => unixSeconds(n * 86_400)
    expect([17_999, 18_000, 21_000, 21_001].map((n) => problem(make({ t: day(n) })))).toEqual([
      "bad-statement",
      "read",
      "read",
      "bad-statement",
    ])
  })

  test("of another version, or with bytes left over, is refused", () => {
    expect(problem(sealed(padBytes(textOf({ version: 2 }), 228)))).toBe("bad-statement")
    expect(problem(sealed(padBytes(concatBytes(textOf(), u8(1)), 228)))).toBe("bad-statement")
    expect(problem(sealed(concatBytes(padBytes(textOf(), 227), u8(1))))).toBe("bad-statement")
  })

  test("tells whoever stores it nothing: two for the same upload share no byte by more than chance", () => {
    const [a, b] = [make(), make({ nonce: secretOf("another nonce").slice(0, 12) })]
    expect(a.filter((byte, i) => byte === b[i]).length).toBeLessThan(12)
  })
})
