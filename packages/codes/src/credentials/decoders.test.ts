import { deflateRawSync, deflateSync } from "node:zlib"
import { encode } from "cborg"
import fc from "fast-check"
import { expect, test } from "vitest"
import { vectorsOf } from "../vectors.test-support.ts"
import { bytesOfBase45 } from "./base45.ts"
import { isoDate, isoOfHongKong } from "./dates.ts"
import { inflateRaw, inflateZlib } from "./inflate.ts"
import { context, freshPair, signDer } from "./keys.test-support.ts"
import { base45Of, coseOf } from "./make.test-support.ts"
import { rawOfDer } from "./raw-of-der.ts"
import { readCbor } from "./read-cbor.ts"
import { readCose } from "./read-cose.ts"
import { readCredential } from "./read-credential.ts"
import { readSigner } from "./read-signer.ts"

const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString())

test("base45: the examples of RFC 9285, and what must be refused", () => {
  expect(text(bytesOfBase45("BB8"))).toBe("AB")
  expect(text(bytesOfBase45("%69 VD92EX0"))).toBe("Hello!!")
  expect(text(bytesOfBase45("UJCLQE7W581"))).toBe("base-45")
  expect(text(bytesOfBase45("QED8WEX0"))).toBe("ietf!")
  expect(bytesOfBase45("FGW")).toEqual(new Uint8Array([255, 255]))
  for (const bad of ["GGW", ":::", "A", "BB8A", "bb8", "B-_", "::", "BB\u0660"]) expect(bytesOfBase45(bad)).toBeNull()
})

test("base45: every string of bytes comes back, and has one spelling", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(bytesOfBase45(base45Of(bytes))).toEqual(new Uint8Array(bytes))
    }),
  )
  const letters = fc.string({
    unit: fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"),
    maxLength: 30,
  })
  fc.assert(
    fc.property(letters, (one) => {
      const bytes = bytesOfBase45(one)
      if (bytes !== null) expect(base45Of(bytes)).toBe(one)
    }),
  )
})

test("unpacking stops at 64 KiB, not a byte earlier, and says when something is cut off", () => {
  for (const [length, fits] of [
    [65_536, true],
    [65_537, false],
    [5_000_000, false],
  ] as const) {
    const bytes = Buffer.alloc(length, 7)
    expect(inflateRaw(deflateRawSync(bytes))?.length ?? null).toBe(fits ? length : null)
    expect(inflateZlib(deflateSync(bytes))?.length ?? null).toBe(fits ? length : null)
    expect(inflateRaw(deflateRawSync(bytes, { level: 0 }))?.length ?? null).toBe(fits ? length : null)
  }
  const whole = deflateRawSync(Buffer.from("a text that is not repeated, 0123456789"))
  for (let cut = 0; cut < whole.length; cut++) expect(inflateRaw(whole.subarray(0, cut))).toBeNull()
})

test("CBOR: 24 levels and 20,000 items, and the stack has no say in it", () => {
  const nested = (levels: number) => Buffer.concat([Buffer.alloc(levels, 0x81), Buffer.from([1])])
  expect(readCbor(nested(24))).toBeDefined()
  expect(readCbor(nested(25))).toBeUndefined()
  expect(readCbor(encode(Array.from({ length: 19_000 }, () => 1)))).toHaveLength(19_000)
  expect(readCbor(encode(Array.from({ length: 20_001 }, () => 1)))).toBeUndefined()
  // Lists one after the other are not nested; nor are endless ones that end.
  expect(readCbor(encode(Array.from({ length: 100 }, () => [1, [2]])))).toHaveLength(100)
  expect(readCbor(Buffer.from("9f9f01ff9f02ffff", "hex"))).toEqual([[1], [2]])
  expect(readCbor(Buffer.from("d9d9f7d83dd28301a0c11a514b67b0", "hex"))).toEqual([1, new Map(), 1_363_896_240])
  for (const bad of ["", "ff", "9f01", "0101", "d90fa001", "c1"])
    expect(readCbor(Buffer.from(bad, "hex"))).toBeUndefined()
})

test("COSE: what is signed is what any encoder would sign, whatever its length", () => {
  const pair = freshPair()
  for (const length of [
    ...Array(30).keys(),
    ...Array.from({ length: 15 }, (_, i) => 245 + i),
    65_530,
    65_531,
    65_540,
  ]) {
    const claims = new Map<number, unknown>([[1, "x".repeat(length)]])
    const read = readCose(coseOf(pair, claims, { protected: new Map([[1, -7]]) }))
    const [head, payload] = [encode(new Map([[1, -7]])), encode(claims)]
    expect(read?.signed).toEqual(new Uint8Array(encode(["Signature1", head, new Uint8Array(0), payload])))
  }
})

test("DER signatures come out as 64 bytes, and only in the one form", () => {
  const pair = freshPair()
  for (let i = 0; i < 40; i++) expect(rawOfDer(signDer(pair, Buffer.from([i])))).toHaveLength(64)
  expect(rawOfDer(Buffer.from("3006020101020102", "hex"))?.[63]).toBe(2)
  for (const bad of [
    ...[
      "",
      "30",
      "3006020101020102ff",
      "300602010102010",
      "3106020101020102",
      "30060201010201",
      "30800201010201020000",
    ],
    ...["3006020181020102", "300702020001020102", "3003020101", "3009020101020102020103", "308106020101020102"],
    `3027022300${"ff".repeat(34)}020101`,
  ])
    expect(rawOfDer(Buffer.from(bad, "hex")), bad).toBeNull()
})

test("a certificate that is none gives no key, and no bytes make its reader throw", () => {
  for (const bad of ["", "30", "3000", "30023000", "3003a00100"]) expect(readSigner(Buffer.from(bad, "hex"))).toBeNull()
  const real = vectorsOf("eu-dcc-hc1").map(({ certificate_b64 }) => Buffer.from(String(certificate_b64), "base64"))
  for (const certificate of real.slice(0, 6)) {
    expect(readSigner(certificate)).not.toBeNull()
    for (let at = 0; at < certificate.length; at++) {
      const changed = new Uint8Array(certificate)
      changed[at] = (changed[at] ?? 0) ^ 0x81
      // Another certificate has another name, whatever else became of it.
      expect(readSigner(changed)?.kid).not.toBe(readSigner(certificate)?.kid)
      expect(readSigner(certificate.subarray(0, at))).toBeNull()
    }
  }
})

test("dates are dates", () => {
  for (const good of ["1980", "1980-02", "1980-02-29", "2021-06-04T16:13:51Z", "2021-06-04T16:13:51.5+0200"])
    expect(isoDate(good)).toBe(good)
  for (const bad of ["", "80", "1980-13", "1980-00-01", "1980-02-32", "1980-2-1", "x", 1980, null, "1980-02-29 x"])
    expect(isoDate(bad)).toBeNull()
  expect(isoOfHongKong("31-12-2021 09:05")).toBe("2021-12-31T09:05+08:00")
  expect(isoOfHongKong("2021-12-31")).toBeNull()
})

test("a text that is no document is null, and asks for no key", async () => {
  for (const one of ["", "https://example.org", "HC2:A", "hc1:A"])
    expect(await readCredential(one, context([]))).toBeNull()
})
