import { describe, expect, test } from "vitest"
import { readVenueCode } from "../read-venue-code.ts"
import {
  base64,
  base64url,
  coronaWarn,
  firstNotifyMe,
  hongKongPoster,
  json64,
  jwtOf,
  MASTER,
  protobufOf,
  SEED,
} from "./make.test-support.ts"

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

describe("Germany, and luca", () => {
  const payload = coronaWarn({ 2: "Eiscafé >?>", 3: "Hauptstraße 1", 5: 100, 6: 200 })

  test("any case of the address, both alphabets, padding or none", async () => {
    for (const start of [
      "https://e.coronawarn.app?v=1#",
      "https://e.coronawarn.app/?v=1#",
      "HTTPS://E.CORONAWARN.APP/?V=2#",
    ])
      for (const body of [base64(payload), base64url(payload), base64(payload).replace(/=+$/, "")])
        expect(await read(start + body)).toMatchObject(
          unsigned("germany", { names: [{ text: "Eiscafé >?>" }], address: "Hauptstraße 1", opens: 100, closes: 200 }),
        )
    for (const text of [
      "http://e.coronawarn.app?v=1#AA",
      "https://e.coronawarn.app/x?v=1#AA",
      "https://e.coronawarn.app?v=#AA",
      "https://e.coronawarn.app?v=1#",
    ])
      expect(await read(text)).toBeNull()
  })

  test("the app's own rules", async () => {
    const place = { 2: "A", 3: "B" }
    const sound = async (message: Uint8Array) =>
      (await read(`https://e.coronawarn.app?v=1#${base64url(message)}`))?.state === "unverified"
    expect(await sound(coronaWarn(place))).toBe(true)
    expect(await sound(coronaWarn({ ...place, 6: 5 }))).toBe(true)
    expect(await sound(coronaWarn({ ...place, 5: 5, 6: 5 }))).toBe(true)
    expect(await sound(coronaWarn({ ...place, 5: 5 }))).toBe(false)
    expect(await sound(coronaWarn({ ...place, 5: 6, 6: 5 }))).toBe(false)
    for (const bad of ["", "a\nb", "a\rb", "x".repeat(256)]) {
      expect(await sound(coronaWarn({ ...place, 2: bad }))).toBe(false)
      expect(await sound(coronaWarn({ ...place, 3: bad }))).toBe(false)
    }
    expect(await sound(coronaWarn({ ...place, 2: "漢".repeat(255) }))).toBe(true)
    for (const length of [0, 15, 17])
      expect(await sound(coronaWarn(place, { 2: MASTER, 3: new Uint8Array(length) }))).toBe(false)
    expect(await sound(coronaWarn({ ...place, 5: 2 ** 60, 6: 2 ** 60 }))).toBe(false)
  })

  test("luca's codes, alone and with Corona-Warn-App's inside", async () => {
    const id = "81d9e1db-7050-4557-b1ca-a9e4fe899bd9"
    const start = `https://app.luca-app.de/webapp/${id}`
    const table = base64url('{"table":7}')
    for (const text of [start, `${start}/`, `${start}#${table}`, start.replace(id, `meeting/${id.toUpperCase()}`)])
      expect(await read(text)).toMatchObject(unsigned("luca", { id, names: [] }))
    for (const hash of [`${table}/CWA1/${base64url(payload)}`, `/CWA1/${base64url(payload)}`])
      expect(await read(`${start}#${hash}`)).toMatchObject(unsigned("luca", { id, names: [{ text: "Eiscafé >?>" }] }))
    for (const text of ["https://app.luca-app.de/webapp/x", `${start}#!!`, `${start}#${table}/CWA1/AAAA`])
      expect(await read(text)).toMatchObject(refused("luca", "malformed"))
    expect(await read("https://app.luca-app.de/")).toBeNull()
  })
})

describe("Switzerland", () => {
  const third = (location: object) =>
    base64url(protobufOf({ 1: 3, 2: { 1: 1, ...location }, 3: { 1: 1, 2: MASTER, 3: SEED } }))

  test("the first version's own signature must hold, and proves nothing", async () => {
    const start = "https://qr.notify-me.ch#"
    expect(await read(start + base64url(firstNotifyMe()))).toMatchObject(
      unsigned("switzerland", { names: [{ text: "Café" }], address: "Bern, Saal" }),
    )
    const broken = firstNotifyMe((signature) => signature.with(3, (signature[3] ?? 0) ^ 1))
    expect(await read(start + base64url(broken))).toMatchObject(refused("switzerland", "signature"))
  })

  test("the second, the third and the fourth; both ways to number the times", async () => {
    const second = protobufOf({
      1: 2,
      2: { 1: "A", 2: "B", 3: "C", 5: SEED, 6: 1_618_358_400_000, 7: 1_619_222_400_000 },
      3: MASTER,
      4: { 1: MASTER, 2: MASTER },
    })
    expect(await read(`https://qr-abn.notify-me.ch/?v=2#${base64url(second)}`)).toMatchObject(
      unsigned("switzerland", { address: "B, C", opens: 1_618_358_400, closes: 1_619_222_400 }),
    )
    const times = { opens: 20_000, closes: 23_600 }
    for (const location of [
      { 2: "A", 3: "", 4: 20_000, 5: 23_600 },
      { 2: "A", 5: 20_000, 6: 23_600 },
    ])
      for (const start of [
        "https://qr.notify-me.ch?v=3",
        "https://qr.swisscovid.ch?v=4",
        "http://qr-dev.swisscovid.ch/?x=1&v=4",
        "QR.SwissCovid.ch?v=4&r=3",
      ])
        expect(await read(`${start}#${third(location)}`)).toMatchObject(unsigned("switzerland", times))
  })

  test("other hosts are nobody's, other versions are refused", async () => {
    const body = third({ 2: "A" })
    for (const start of [
      "https://www.qr.swisscovid.ch?v=4",
      "https://qr.swisscovid.ch.example?v=4",
      "https://qr-x.notify-me.ch?v=3",
      "https://me@qr.swisscovid.ch?v=4",
      "https://qr.swisscovid.ch:8080?v=4",
    ])
      expect(await read(`${start}#${body}`)).toBeNull()
    for (const start of [
      "https://qr.swisscovid.ch?v=3",
      "https://qr.swisscovid.ch",
      "https://qr.notify-me.ch?v=4",
      "http://qr.notify-me.ch?v=3",
      "https://qr.notify-me.ch?v=03",
    ])
      expect(await read(`${start}#${body}`)).toMatchObject(refused("switzerland", "version"))
    for (const location of [{ 2: "" }, { 2: "A", 4: 9, 5: 8 }, { 2: "A", 4: 9 }])
      expect(await read(`https://qr.swisscovid.ch?v=4#${third(location)}`)).toMatchObject(
        refused("switzerland", "malformed"),
      )
  })
})

describe("France, Singapore, Australia and Asia", () => {
  test("Cléa: with and without time, http and https, both lengths", async () => {
    const bytes = (length: number, first = 0) => new Uint8Array(length).fill(0x11).with(0, first)
    for (const start of ["https://tac.gouv.fr?v=0", "http://tac.gouv.fr/?v=0", "HTTPS://TAC.GOUV.FR?t=1620000000&v=0"])
      for (const length of [110, 175])
        expect(await read(`${start}#${base64url(bytes(length))}`)).toMatchObject({
          system: "france",
          state: "unverified",
          why: "server-key",
          place: { id: "11111111-1111-1111-1111-111111111111", names: [] },
        })
    for (const length of [1, 17, 109, 111, 174, 176])
      expect(await read(`https://tac.gouv.fr?v=0#${base64url(bytes(length))}`)).toMatchObject(
        refused("france", "malformed"),
      )
    for (const text of [`?v=1#${base64url(bytes(110))}`, `?v=0#${base64url(bytes(110, 0x20))}`])
      expect(await read(`https://tac.gouv.fr${text}`)).toMatchObject(refused("france", "version"))
    expect(await read(`tac.gouv.fr?v=0#${base64url(bytes(110))}`)).toBeNull()
  })

  test("SafeEntry", async () => {
    const id = "PROD-S83CS0191L-12-NTUC-NORTHPOINT-SE"
    for (const start of ["https://temperaturepass.ndi-api.gov.sg/login/", "https://www.safeentry-qr.gov.sg/tenant/"]) {
      expect(await read(start + id)).toMatchObject(unsigned("singapore", { id }))
      expect(await read(`${start}${id}/`)).toMatchObject(unsigned("singapore", { id }))
      for (const bad of ["PROD-1-X-SE", "STG-S83CS0191L-X-SE", "PROD-S83CS0191L-X-XX", "", "a/b"])
        expect(await read(start + bad)).not.toMatchObject({ state: "unverified" })
    }
  })

  test("New South Wales, Victoria, Western Australia", async () => {
    const nsw = { t: "covid19_business", bid: "1", bname: "Café", baddress: "Here " }
    const start = "https://www.service.nsw.gov.au/campaign/service-nsw-mobile-app?data="
    for (const data of [
      json64(nsw),
      json64(nsw).replace(/=+$/, ""),
      encodeURIComponent(json64(nsw)),
      `${json64(nsw)}&x=1`,
    ])
      expect(await read(start + data)).toMatchObject(
        unsigned("new-south-wales", { names: [{ text: "Café" }], address: "Here", id: "1" }),
      )
    expect(await read(start + json64({ ...nsw, t: "x" }))).toMatchObject(refused("new-south-wales", "malformed"))
    const claims = { locationId: "L1", locationName: "Library", exp: 9, iss: "https://dvrs.service.vic.gov.au" }
    const victoria = (alg: string, length: number, payload: object = claims) =>
      read(`https://service.vic.gov.au/check-in/start?metadata=${jwtOf({ alg }, payload, new Uint8Array(length))}`)
    expect(await victoria("ES512", 132)).toMatchObject({
      state: "unverified",
      why: "unknown-key",
      place: { id: "L1", closes: 9 },
    })
    expect(await victoria("none", 0)).toMatchObject(refused("victoria", "algorithm"))
    expect(await victoria("ES512", 64)).toMatchObject(refused("victoria", "signature"))
    expect(await victoria("ES512", 132, { ...claims, iss: "https://else.example" })).toMatchObject(
      refused("victoria", "malformed"),
    )
    const west = (alg: string, length: number) =>
      read(
        `https://safewa.health.wa.gov.au/qr-code/${jwtOf({ alg }, { venueId: "v", scanLocationId: "s", exp: 7 }, new Uint8Array(length))}?scanLocation=s&venue=v`,
      )
    expect(await west("HS256", 32)).toMatchObject({
      state: "unverified",
      why: "server-key",
      place: { id: "s", closes: 7 },
    })
    expect(await west("HS256", 0)).toMatchObject(refused("western-australia", "signature"))
    expect(await west("none", 0)).toMatchObject(refused("western-australia", "algorithm"))
  })

  test("Taiwan, Malaysia, Thailand", async () => {
    for (const text of [
      "smsto:1922:場所代碼：111122223333444",
      "SMSTO:1922:場所代碼：1111 2222 3333 444 本次簡訊",
      "SmsTo:1922:場所代碼：1111 2222 3333 444\n本簡訊",
    ])
      expect(await read(text)).toMatchObject(unsigned("taiwan", { id: "111122223333444" }))
    for (const text of [
      "smsto:1922:場所代碼：11112222333344",
      "smsto:1922:場所代碼：1111222233334444",
      "smsto:1922:場所代碼：111 122223333444",
    ])
      expect(await read(text)).toMatchObject(refused("taiwan", "malformed"))
    expect(await read("smsto:1923:場所代碼：111122223333444")).toBeNull()
    const id = "5fdb011c21ef3075fa4168d1"
    const start = "https://mysejahtera.malaysia.gov.my/qrscan"
    const latin = Buffer.from("Caf\u00e9", "latin1").toString("base64")
    for (const query of [
      `/?lId=${id}&eln=${latin}`,
      `?eln=${latin.replace(/=+$/, "")}&formType=REGULAR&lId=${id}`,
      `?lId=${id}&ln=Café`,
      `?lId=${id}&ln=Caf%C3%A9`,
    ])
      expect(await read(start + query)).toMatchObject(unsigned("malaysia", { id, names: [{ text: "Café" }] }))
    expect(await read(`${start}?lId=${id}&ln=A_B`)).toMatchObject(unsigned("malaysia", { names: [{ text: "A B" }] }))
    expect(await read(`${start}?lId=${id}0`)).toMatchObject(refused("malaysia", "malformed"))
    for (const query of ["/?appId=0001&shopId=S0000002150", "?shopId=S0000002150&appId=0001"])
      expect(await read(`https://qr.thaichana.com${query}`)).toMatchObject(unsigned("thailand", { id: "S0000002150" }))
    for (const bad of ["S000000215", "S00000021500", "T0000002150", ""])
      expect(await read(`https://qr.thaichana.com/?appId=0001&shopId=${bad}`)).toMatchObject(
        refused("thailand", "malformed"),
      )
  })
})
