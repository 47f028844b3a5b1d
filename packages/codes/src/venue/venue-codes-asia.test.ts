import { describe, expect, test } from "vitest"
import { readVenueCode } from "../read-venue-code.ts"
import { base64url, json64, jwtOf } from "./make.test-support.ts"

const unsigned = (system: string, place = {}) => ({ system, state: "unverified", why: "unsigned", place })
const refused = (system: string, why: string) => ({ system, state: "refused", why })
const read = readVenueCode

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
