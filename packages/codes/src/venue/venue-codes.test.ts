import { describe, expect, test } from "vitest"
import { readVenueCode } from "../read-venue-code.ts"
import { base64url, hongKongPoster, json64, jwtOf } from "./make.test-support.ts"

const unsigned = (system: string, place = {}) => ({ system, state: "unverified", why: "unsigned", place })
const refused = (system: string, why: string) => ({ system, state: "refused", why })
const read = readVenueCode

describe("Hong Kong", () => {
  test("both names, one, or none but the id", async () => {
    expect(await read(hongKongPoster("AbCd1234", { nameZh: "某商場", nameEn: "A Mall" }))).toMatchObject(
      unsigned("hong-kong", {
        names: [
          { language: "zh-Hant", text: "某商場" },
          { language: "en", text: "A Mall" },
        ],
        id: "AbCd1234",
      }),
    )
    for (const nameZh of [null, "", " \u3000 "])
      expect(await read(hongKongPoster("AbCd1234", { nameZh, nameEn: "B" }))).toMatchObject(
        unsigned("hong-kong", { names: [{ language: "en", text: "B" }] }),
      )
    expect(await read(hongKongPoster("AbCd1234", {}))).toMatchObject(
      unsigned("hong-kong", { names: [], id: "AbCd1234" }),
    )
  })

  test("the hash covers the id alone: an invented name passes, and is never called verified", async () => {
    const one = hongKongPoster("AbCd1234", { nameEn: "One" })
    expect(await read(one)).toMatchObject({ state: "unverified" })
    expect(await read(one.replace("AbCd1234", "AbCd1235"))).toMatchObject(refused("hong-kong", "wrong-id"))
    expect(await read(hongKongPoster("AbCd1234", {}, { hash: undefined }))).toMatchObject(
      refused("hong-kong", "wrong-id"),
    )
  })

  test("other versions, the artwork and broken ones", async () => {
    const one = hongKongPoster("AbCd1234", {})
    expect(await read(one.replace("HKEN:0", "HKEN:1"))).toMatchObject(refused("hong-kong", "version"))
    expect(await read(`HKCT:YEX0TMGG${json64({ name: "Test Venue" })}`)).toMatchObject({
      ...refused("hong-kong", "artwork"),
      place: { names: [{ text: "Test Venue" }] },
    })
    for (const text of [
      "HKEN:",
      "HKEN:0",
      "HKEN:0AbCd1234",
      "HKEN:0AbCd123é=",
      "HKEN:0AbCd1234====",
      `HKEN:0AbCd1234${json64([1])}`,
    ])
      expect(await read(text)).toMatchObject(refused("hong-kong", "malformed"))
    expect(await read("hken:0AbCd1234AAAA")).toBeNull()
  })
})

describe("New Zealand", () => {
  const poster = { typ: "entry", gln: "9429300359822", opn: "Cafe?>", adr: "1 Street\nTown", ver: "c19:1" }

  test("padded or not, in both alphabets, as a poster, as a link and in a tag to tap", async () => {
    const body = json64(poster)
    for (const data of [body, body.replace(/=+$/, ""), base64url(JSON.stringify(poster))])
      for (const text of [
        `NZCOVIDTRACER:${data}`,
        `https://tracing.covid19.govt.nz/scan?source=url#data=NZCOVIDTRACER:${data}`,
        `https://tracing.covid19.govt.nz/scan#data=NZCOVIDTRACER:${data}`,
        `HTTPS://Tracing.Covid19.Govt.NZ/scan/#data=NZCOVIDTRACER:${encodeURIComponent(data)}`,
      ])
        expect(await read(text)).toEqual(
          unsigned("new-zealand", {
            names: [{ text: "Cafe?>" }],
            address: "1 Street, Town",
            id: poster.gln,
            opens: null,
            closes: null,
          }),
        )
  })

  test("each field must be there, and text", async () => {
    for (const name of Object.keys(poster))
      for (const value of [undefined, 1, null])
        expect(await read(`NZCOVIDTRACER:${json64({ ...poster, [name]: value })}`)).toMatchObject(
          refused("new-zealand", "malformed"),
        )
    expect(await read("https://tracing.covid19.govt.nz/about")).toBeNull()
    expect(await read("https://tracing.covid19.govt.nz.example/scan#data=NZCOVIDTRACER:AAAA")).toBeNull()
  })
})

describe("England and Wales", () => {
  const claims = { id: "4WT59M5Y", opn: "Government Office", pc: "AB12CD" }
  const token = (header: unknown, payload: unknown = claims, length = 64) =>
    `UKC19TRACING:1:${jwtOf(header, payload, new Uint8Array(length))}`
  const kid = "YrqeLTq8z-ofH5nzlaSGnYRfB9bu9yPlWYU_2b6qXOQ"

  test("a poster that the key has not signed is refused, by what is wrong with it", async () => {
    expect(await read(token({ alg: "ES256", kid }))).toMatchObject({
      ...refused("england-and-wales", "signature"),
      place: { id: "4WT59M5Y" },
    })
    for (const alg of ["none", "HS256", "ES512", "", undefined])
      expect(await read(token({ alg, kid }))).toMatchObject(refused("england-and-wales", "algorithm"))
    for (const other of ["3", "", undefined, "__proto__", "constructor"])
      expect(await read(token({ alg: "ES256", kid: other }))).toMatchObject(refused("england-and-wales", "unknown-key"))
    expect(await read(token({ alg: "ES256", kid }, claims, 0))).toMatchObject(refused("england-and-wales", "signature"))
    expect(await read(token({ alg: "ES256", kid, crit: ["x"] }))).toMatchObject(
      refused("england-and-wales", "malformed"),
    )
  })

  test("ids, names and versions", async () => {
    for (const change of [
      { id: "ABCD" },
      { id: "" },
      { id: "CDEFHJKMPRTVW" },
      { opn: " " },
      { opn: undefined },
      { id: 4 },
    ])
      expect(await read(token({ alg: "ES256", kid }, { ...claims, ...change }))).toMatchObject(
        refused("england-and-wales", "malformed"),
      )
    const good = token({ alg: "ES256", kid })
    for (const version of ["0", "", "x", "-1", "1.0"])
      expect(await read(good.replace(":1:", `:${version}:`))).toMatchObject(refused("england-and-wales", "version"))
    expect(await read(good.replace(":1:", ":17:"))).toMatchObject(refused("england-and-wales", "signature"))
    expect(await read(`${good}:`)).toMatchObject(refused("england-and-wales", "malformed"))
    expect(await read("UKC19TRACING:1")).toMatchObject(refused("england-and-wales", "malformed"))
  })
})
