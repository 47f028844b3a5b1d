import { createHash } from "node:crypto"
import { describe, expect, test } from "vitest"
import { joinChunks } from "./join-chunks.ts"
import { context, freshPair, NOW, type Pair, signDer, thumbprintOf, trusted } from "./keys.test-support.ts"
import { CARD, CARD_ISSUER, cardJws, cardOf, digitsOf } from "./make.test-support.ts"
import { outcomeOf, read, refused, sha, verified } from "./read.test-support.ts"

const pair = freshPair()
const other = freshPair()
const cardKey = (of: Pair, more = {}) => trusted("smart-health-card", CARD_ISSUER, thumbprintOf(of.jwk), of.spki, more)

describe("SMART Health Cards", () => {
  test("what was written is what is read", async () => {
    expect(await read(cardOf(pair), context([cardKey(pair)]))).toMatchObject({
      outcome: verified(CARD_ISSUER),
      holders: [{ name: "John B. Anyperson", birth: "1951-01-20" }],
      records: [
        {
          kind: "vaccination",
          product: "cvx:208",
          date: "2021-01-29",
          lot: "0000007",
          issuer: "ABC General Hospital",
          disease: "840539006",
        },
      ],
      validFrom: NOW - 86_400.5,
      kid: thumbprintOf(pair.jwk),
    })
  })

  test("laboratory results are read, and what was entered in error is none", async () => {
    const entry = [
      CARD.vc.credentialSubject.fhirBundle.entry[0],
      { resource: { ...CARD.vc.credentialSubject.fhirBundle.entry[1]?.resource, status: "entered-in-error" } },
      {
        resource: {
          resourceType: "Observation",
          status: "final",
          code: { coding: [{ system: "http://loinc.org", code: "94558-4" }] },
          effectiveDateTime: "2021-02-17",
          valueCodeableConcept: { coding: [{ system: "http://snomed.info/sct", code: "260415000" }] },
          performer: [{ display: "ABC Laboratory" }],
        },
      },
    ]
    const card = { ...CARD, vc: { ...CARD.vc, credentialSubject: { fhirBundle: { entry } } } }
    const found = await read(cardOf(pair, card), context([cardKey(pair)]))
    expect(found.outcome).toEqual(verified(CARD_ISSUER))
    expect(found.records).toMatchObject([
      { kind: "test", result: "not-detected", testType: "94558-4", date: "2021-02-17", facility: "ABC Laboratory" },
    ])
  })

  test("chunks in any order make one card; strays, doubles and lacks are told", async () => {
    const digits = digitsOf(cardJws(pair))
    const third = Math.ceil(digits.length / 3)
    const chunks = [0, 1, 2].map((i) => `shc:/${i + 1}/3/${digits.slice(i * third, (i + 1) * third)}`)
    const [one = "", two = "", three = ""] = chunks
    for (const order of [chunks, [three, one, two], [two, two, three, one]]) {
      const joined = joinChunks(order)
      expect(joined).toEqual({ state: "whole", text: cardOf(pair).slice(0, 5) + digits })
      if (joined.state === "whole")
        expect(await outcomeOf(joined.text, context([cardKey(pair)]))).toEqual(verified(CARD_ISSUER))
    }
    expect(joinChunks([one, three])).toEqual({ state: "wanting", have: 2, of: 3 })
    expect(joinChunks([one, "shc:/2/2/00"])).toEqual({ state: "refused", why: "not-one-document" })
    expect(joinChunks([one, `${one}0`])).toEqual({ state: "refused", why: "not-one-document" })
    expect(joinChunks([])).toEqual({ state: "refused", why: "malformed" })
    expect(joinChunks(["shc:/4/3/00"])).toEqual({ state: "refused", why: "malformed" })
    expect(joinChunks([`shc:/1/2/${"0".repeat(200_000)}`])).toEqual({ state: "refused", why: "too-large" })
    expect(joinChunks([`shc:/1/1/${digits}`])).toMatchObject({ state: "whole" })
    expect(await outcomeOf(one, context([cardKey(pair)]))).toEqual(refused("missing-chunks"))
  })

  test("no algorithm but ES256, no signature but 64 bytes, nothing critical, no other packing", async () => {
    const given = context([cardKey(pair)])
    for (const alg of ["none", "HS256", "ES512", "es256", undefined, 7])
      expect(await outcomeOf(cardOf(pair, CARD, { alg }), given)).toEqual(refused("algorithm"))
    // The public key as the secret of an HMAC, which a reader that believes the header would take.
    const hmac = (_: Pair, text: Uint8Array) => createHash("sha256").update(pair.spki).update(text).digest()
    expect(await outcomeOf(cardOf(pair, CARD, {}, hmac), given)).toEqual(refused("signature"))
    expect(await outcomeOf(cardOf(pair, CARD, {}, signDer), given)).toEqual(refused("signature"))
    expect(
      await outcomeOf(
        cardOf(pair, CARD, {}, () => Buffer.alloc(0)),
        given,
      ),
    ).toEqual(refused("signature"))
    expect(
      await outcomeOf(
        cardOf(pair, CARD, {}, () => Buffer.alloc(64)),
        given,
      ),
    ).toEqual(refused("signature"))
    for (const header of [{ zip: "GZ" }, { zip: undefined }, { crit: ["exp"] }, { b64: false }])
      expect(await outcomeOf(cardOf(pair, CARD, header), given)).toEqual(refused("malformed"))
  })

  test("a key counts for its own issuer alone; revocation and end are kept", async () => {
    const text = cardOf(pair, { ...CARD, exp: NOW + 10 })
    const strange = cardOf(pair, { ...CARD, iss: "https://elsewhere.example" })
    expect(await outcomeOf(strange, context([cardKey(pair)]))).toEqual(refused("key-not-for-this"))
    expect(await outcomeOf(cardOf(other, CARD, { kid: thumbprintOf(pair.jwk) }), context([cardKey(pair)]))).toEqual(
      refused("signature"),
    )
    expect(await outcomeOf(text, context([cardKey(pair)], NOW + 9))).toEqual(verified(CARD_ISSUER))
    expect(await outcomeOf(text, context([cardKey(pair)], NOW + 10))).toEqual(refused("expired"))
    expect(await outcomeOf(text, context([cardKey(pair)], NOW - 86_401))).toEqual(refused("not-yet-valid"))
    const id = sha(`${thumbprintOf(pair.jwk)}#revocation-1`)
    expect(await outcomeOf(text, context([cardKey(pair)], NOW, { revoked: new Set([id]) }))).toEqual(refused("revoked"))
  })

  test("a member that comes twice is refused, and __proto__ is a name like any other", async () => {
    const given = context([cardKey(pair)])
    const json = JSON.stringify(CARD)
    const twice = json.replace('"nbf"', '"iss":"https://elsewhere.example","nbf"')
    expect(await outcomeOf(cardOf(pair, twice), given)).toEqual(refused("malformed"))
    const escaped = json.replace('"nbf"', '"is\\u0073":"https://elsewhere.example","nbf"')
    expect(await outcomeOf(cardOf(pair, escaped), given)).toEqual(refused("malformed"))
    const poisoned = json.replace('"nbf"', '"__proto__":{"exp":1,"iss":"x"},"nbf"')
    expect(await read(cardOf(pair, poisoned), given)).toMatchObject({
      outcome: verified(CARD_ISSUER),
      validUntil: null,
    })
  })

  test("a link is known and not followed", async () => {
    expect(await outcomeOf("shlink:/eyJ1cmwiOiJodHRwczovL2V4YW1wbGUifQ", context([]))).toEqual(refused("needs-network"))
  })
})
