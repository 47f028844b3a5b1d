import { describe, expect, test } from "vitest"
import { CARRIED, vectorsOf } from "../vectors.test-support.ts"
import { freshPair, type Pair, thumbprintOf } from "./keys.test-support.ts"
import { readTrustFile } from "./read-trust-file.ts"

const terms = { address: "", from: 5, until: 9 }
const jwk = ({ jwk: { x, y } }: Pair, more: object = {}) => ({ kty: "EC", crv: "P-256", x, y, ...more })
const read = (value: unknown, address = "") => readTrustFile(JSON.stringify(value), { ...terms, address })

describe("a list of public keys", () => {
  test("of SMART Health Cards speaks for the address that an officer says, and for no other name than the key's own", () => {
    const pair = freshPair()
    const kid = thumbprintOf(pair.jwk)
    const address = "https://cards.example.test/issuer"
    const key = { format: "smart-health-card", issuer: address, kid, spki: pair.spki, from: 5, until: 9 }
    expect(read({ keys: [jwk(pair, { kid })] }, address)).toEqual({ keys: [key], left: 0 })
    expect(read({ keys: [jwk(pair, { kid: "other" }), { kty: "RSA", n: "AQAB" }] }, address)).toEqual({
      keys: [],
      left: 2,
    })
    expect(read({ keys: [jwk(pair)] }, "http://cards.example.test"), "an address without TLS").toEqual({
      keys: [],
      left: 1,
    })
    expect(read({ keys: [jwk(pair)] }), "nobody said whose").toBeNull()
  })

  test("of the VCI's directory speaks for each issuer that it names", () => {
    const [one, two] = [freshPair(), freshPair()]
    const entry = (iss: string, pair: Pair) => ({ issuer: { iss, name: iss }, keys: [jwk(pair)] })
    const found = read({ issuerInfo: [entry("https://a.example.test/x", one), entry("https://b.example.test/y", two)] })
    expect(found?.keys.map(({ issuer, kid }) => [issuer, kid])).toEqual([
      ["https://a.example.test/x", thumbprintOf(one.jwk)],
      ["https://b.example.test/y", thumbprintOf(two.jwk)],
    ])
  })

  test("of New Zealand gives the keys that may assert, and not those of another document or for another use", () => {
    const [good, unused] = [freshPair(), freshPair()]
    const id = "did:web:pass.example.test"
    const method = (name: string, pair: Pair, of = id) => ({ id: `${of}#${name}`, publicKeyJwk: jwk(pair) })
    const found = read({
      id,
      verificationMethod: [
        method("key-1", good),
        method("key-2", unused),
        method("key-1", unused, "did:web:other.test"),
      ],
      assertionMethod: [`${id}#key-1`, "did:web:other.test#key-1"],
    })
    expect(found).toEqual({
      keys: [{ format: "nz-pass", issuer: id, kid: "key-1", spki: good.spki, from: 5, until: 9 }],
      left: 0,
    })
  })

  test("of EU signers is read as JSON, as a bare array and as PEM, and each certificate gives its own days and name", () => {
    const certificates = vectorsOf("eu-dcc-hc1").flatMap(({ certificate_b64: text }) =>
      typeof text === "string" ? [text] : [],
    )
    const some = [...new Set(certificates)].slice(0, 12)
    expect(some.length, `of ${CARRIED["eu-dcc-hc1"]} samples`).toBe(12)
    const list = some.map((rawData) => ({ certificateType: "DSC", rawData }))
    const found = read({ certificates: list })
    expect((found?.keys.length ?? 0) + (found?.left ?? 0)).toBe(12)
    expect(found?.keys.length).toBeGreaterThan(8)
    for (const key of found?.keys ?? [])
      expect([key.format, key.issuer.length, key.from < key.until]).toEqual(["eu-dcc", 2, true])
    expect(read(list)).toEqual(found)
    const pem = some.map(
      (body) => `-----BEGIN CERTIFICATE-----\n${body.replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----`,
    )
    expect(readTrustFile(pem.join("\n"), terms)).toEqual(found)
  })

  test("is refused whole where it is none, and an entry is left out and counted where it is no key", () => {
    for (const text of ["", "{", "[]", "{}", "null", '{"keys":[]}', '{"id":"did:web:x","id":"did:web:y"}'])
      expect(readTrustFile(text, terms)?.keys ?? []).toEqual([])
    expect(read({ certificates: [{ rawData: "AAAA" }, { rawData: "no base64 at all" }] })).toEqual({
      keys: [],
      left: 2,
    })
  })
})
