import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { context, freshPair, freshRsaPair, NOW, type Pair, trusted } from "./keys.test-support.ts"
import { CERTIFICATE, dccClaims, dccOf, KID, KID_TEXT, VACCINATION } from "./make.test-support.ts"
import { nameOfCode } from "./name-of-code.ts"
import { outcomeOf, read, refused, sha, verified } from "./read.test-support.ts"

const pair = freshPair()
const rsa = freshRsaPair()
const other = freshPair()
const dccKey = (of: Pair, more = {}) => trusted("eu-dcc", "AT", KID_TEXT, of.spki, more)

describe("EU certificates", () => {
  test("what was written is what is read, with ECDSA and with RSA, under any nesting of tags", async () => {
    for (const [of, tags] of [
      [pair, [18]],
      [pair, []],
      [pair, [61, 18]],
      [pair, [61, 61, 18]],
      [rsa, [18]],
    ] as const) {
      const found = await read(dccOf(of, dccClaims(), { tags }), context([dccKey(of)]))
      expect(found).toMatchObject({
        outcome: verified("AT"),
        holders: [
          { name: "Gabriele Musterfrau-Gößinger", nameLatin: "GABRIELE MUSTERFRAU GOESSINGER", birth: "1998-02-26" },
        ],
        records: [
          { kind: "vaccination", product: "EU/1/20/1528", dose: 2, doses: 2, date: "2021-06-01", id: VACCINATION.ci },
        ],
        issuedAt: NOW - 86_400,
        validUntil: NOW + 86_400,
      })
      expect(nameOfCode("EU/1/20/1528")).toBe("Comirnaty")
    }
  })

  test("the key says which kinds it signs, and when", async () => {
    const text = dccOf(pair)
    expect(await outcomeOf(text, context([dccKey(pair, { kinds: ["vaccination"] })]))).toEqual(verified("AT"))
    for (const more of [{ kinds: ["test", "recovery"] }, { kinds: [] }, { until: NOW - 1 }, { from: NOW + 1 }])
      expect(await outcomeOf(text, context([dccKey(pair, more)]))).toEqual(refused("key-not-for-this"))
  })

  test("the last second counts, the second after it does not; nor does a time before it was made", async () => {
    const text = dccOf(pair, dccClaims(CERTIFICATE, [[5, NOW - 3600]]))
    const at = async (when: number) => outcomeOf(text, context([dccKey(pair)], when))
    expect(await at(NOW + 86_400)).toEqual(verified("AT"))
    expect(await at(NOW + 86_401)).toEqual(refused("expired"))
    expect(await at(NOW - 3600)).toEqual(verified("AT"))
    expect(await at(NOW - 3601)).toEqual(refused("not-yet-valid"))
  })

  test("the name of the key under the signature wins over the one beside it", async () => {
    const bad = new Map<number, unknown>([
      [1, -7],
      [4, new Uint8Array(8)],
    ])
    const loose = new Map<number, unknown>([[4, KID]])
    const given = context([dccKey(pair)])
    expect(await outcomeOf(dccOf(pair, dccClaims(), { protected: bad, loose }), given)).toEqual({
      state: "unverified",
      why: "unknown-key",
    })
    const bare = new Map<number, unknown>([[1, -7]])
    expect(await outcomeOf(dccOf(pair, dccClaims(), { protected: bare, loose }), given)).toEqual(verified("AT"))
  })

  test("two keys of one name: the one that signed counts", async () => {
    expect(await outcomeOf(dccOf(pair), context([dccKey(other), dccKey(pair)]))).toEqual(verified("AT"))
    expect(await outcomeOf(dccOf(pair), context([dccKey(other)]))).toEqual(refused("signature"))
    expect(await outcomeOf(dccOf(pair), context([dccKey(rsa)]))).toEqual(refused("signature"))
    expect(await outcomeOf(dccOf(pair), context([]))).toEqual({ state: "unverified", why: "no-trust-list" })
  })

  test("other algorithms, critical headers and implausible people are refused, and still told", async () => {
    const given = context([dccKey(pair)])
    for (const algorithm of [-8, -35, 5, "ES256", undefined]) {
      const head = new Map<number, unknown>([
        [4, KID],
        ...(algorithm === undefined ? [] : [[1, algorithm] as [number, unknown]]),
      ])
      const found = await read(dccOf(pair, dccClaims(), { protected: head }), given)
      expect(found).toMatchObject({ outcome: refused("algorithm"), holders: [{ birth: "1998-02-26" }] })
    }
    const critical = new Map<number, unknown>([
      [1, -7],
      [2, [99]],
      [4, KID],
    ])
    expect(await outcomeOf(dccOf(pair, dccClaims(), { protected: critical }), given)).toEqual(refused("malformed"))
    for (const change of [{ dob: "1815-01-01" }, { dob: "2031-01-01" }, { nam: { fn: "😀", fnt: "" } }, { v: [] }])
      expect(await outcomeOf(dccOf(pair, dccClaims({ ...CERTIFICATE, ...change })), given)).toEqual(
        refused("malformed"),
      )
  })

  test("each of the three names of the EU's revocation list revokes", async () => {
    let signature = new Uint8Array(0)
    const keep = (bytes: Uint8Array) => {
      signature = new Uint8Array(bytes)
      return bytes
    }
    const text = dccOf(pair, dccClaims(), { change: keep })
    const found = await read(text, context([dccKey(pair)]))
    const ids = [sha(VACCINATION.ci), sha(`AT${VACCINATION.ci}`), sha(signature.subarray(0, 32))]
    expect(found.ids).toEqual(ids)
    for (const id of ids)
      expect(await outcomeOf(text, context([dccKey(pair)], NOW, { revoked: new Set([id]) }))).toEqual(
        refused("revoked"),
      )
    let long = new Uint8Array(0)
    const whole = dccOf(rsa, dccClaims(), {
      change: (bytes) => {
        long = new Uint8Array(bytes)
        return bytes
      },
    })
    expect((await read(whole, context([]))).ids.at(-1)).toBe(sha(long))
  })

  test("any certificate comes back field by field", async () => {
    const text = fc
      .string({ unit: fc.constantFrom(..."abcßÇ漢ηж' -"), minLength: 1, maxLength: 30 })
      .map((one) => `A${one}z`)
    const day = fc
      .integer({ min: 0, max: 18_000 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))
    await fc.assert(
      fc.asyncProperty(text, text, day, day, fc.integer({ min: 1, max: 9 }), async (gn, fn, dob, dt, dn) => {
        const certificate = {
          ver: "1.3.0",
          nam: { gn, fn, fnt: "X" },
          dob,
          v: [{ ...VACCINATION, dt, dn, sd: dn, is: fn }],
        }
        const found = await read(dccOf(pair, dccClaims(certificate)), context([dccKey(pair)]))
        const clean = (value: string) => value.replace(/ +/g, " ").trim().normalize("NFC")
        expect(found).toMatchObject({
          outcome: verified("AT"),
          holders: [{ name: clean(`${gn} ${fn}`), birth: dob }],
          records: [{ date: dt, dose: dn, doses: dn, issuer: clean(fn) }],
        })
      }),
      { numRuns: 60 },
    )
  })
})
