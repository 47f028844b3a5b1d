import { describe, expect, test } from "vitest"
import { readVenueCode } from "../read-venue-code.ts"
import { base64, base64url, coronaWarn, firstNotifyMe, MASTER, protobufOf, SEED } from "./make.test-support.ts"

const unsigned = (system: string, place = {}) => ({ system, state: "unverified", why: "unsigned", place })
const refused = (system: string, why: string) => ({ system, state: "refused", why })
const read = readVenueCode

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
