import fc from "fast-check"
import { expect, test } from "vitest"
import { DEP, HOST, NOW, posterOf, scanned, shownBy, TODAY, TRUST, venueOf } from "../deployment.test-support.ts"
import { verifyProof } from "../keys/commitment.ts"
import { leafFromCover } from "../keys/cover.ts"
import { dayKeyOf, leafOf } from "../keys/key-tree.ts"
import { hexOf, utf8Of } from "../shared/bytes.ts"
import { addDays, serviceDay, startOfServiceDay, type UnixSeconds, unixSeconds } from "../shared/units.ts"
import { isProvisional } from "./code-header.ts"
import { bytesOfDigits, digitsOfBytes } from "./digits.ts"
import { composeUrl } from "./make-codes.ts"
import { mutate } from "./mutate-codes.test-support.ts"
import { checkNames } from "./names.ts"
import { readTypedPlate } from "./read-typed-plate.ts"
import { readRotatingCode } from "./rotating-code.ts"
import { readScannedCode } from "./verify-scanned-code.ts"

const context = { trust: TRUST, revoked: new Map(), now: NOW }
const venue = venueOf("pool")
const poster = posterOf(venue)
const shown = shownBy(venue)

function problem(text: string, change: object = {}): string | undefined {
  const read = readScannedCode(text, { ...context, ...change })
  return read.ok ? undefined : read.problem
}

test("a genuine poster is accepted offline, and gives the keys of today and tomorrow but never the venue's own", () => {
  const read = readScannedCode(scanned(poster), context)
  if (!read.ok) throw new Error(read.problem)
  const code = read.value
  expect(code).toMatchObject({
    kind: "poster",
    vid: venue.vid,
    day: TODAY,
    provisional: false,
    names: venue.names,
    latestDeparture: null,
  })
  for (const keys of [code.today, code.tomorrow]) {
    if (keys?.kind !== "printed") throw new Error("no printed keys")
    expect(verifyProof(venue.commit, venue.header.notBefore, keys.day, keys.dayKey, keys.proof)).toBe(true)
  }
  expect(JSON.stringify(code, (_, value) => (value instanceof Uint8Array ? hexOf(value) : value))).not.toContain(
    hexOf(venue.venueKey),
  )
})

test("a demonstration on this machine is reached over http, and only there", () => {
  expect(problem(scanned(poster, "localhost:4300"))).toBeUndefined()
  expect(problem(scanned(poster).replace("https", "http"))).toBe("wrong-host")
  expect(problem(scanned(poster, "localhost:4300").replace("http", "https"))).toBe("wrong-host")
  expect(problem(scanned(poster, "localhost:4301"))).toBe("wrong-host")
})

test("what is not one of our genuine, valid codes is refused, each for its own reason", () => {
  const digits = digitsOfBytes(poster)
  const refused: readonly (readonly [string, string, object?])[] = [
    ["", "not-our-code"],
    ["https://example.org", "not-our-code"],
    [`https://${HOST}/v#12a`, "not-our-code"],
    [`https://${HOST}/v/#${digits}`, "not-our-code"],
    [`https://${HOST}/x#${digits}`, "not-our-code"],
    [`https://user@${HOST}/v#${digits}`, "not-our-code"],
    [` https://${HOST}/v#${digits}`, "not-our-code"],
    [`https://${HOST}/v#${digits}\n`, "not-our-code"],
    [`https://${HOST}/u#123`, "not-our-code"],
    [`https://${HOST}.evil.example/v#${digits}`, "wrong-host"],
    [`https://${HOST.toUpperCase()}/v#${digits}`, "wrong-host"],
    [`https://${HOST}:443/v#${digits}`, "wrong-host"],
    [`https://${HOST}/c#${digits}`, "other-code"],
    [`https://${HOST}/v#${digits}0`, "malformed"],
    [`https://${HOST}/v#${digits}000`, "malformed"],
    [`https://${HOST}/v#99999999999999999`, "malformed"],
    [`https://${HOST}/v#000`, "malformed"],
    [scanned(poster.slice(0, -1)), "malformed"],
    [scanned(new Uint8Array([...poster, 0])), "malformed"],
    [scanned(changed(poster, 0, 0x20)), "malformed"],
    [scanned(changed(poster, 0, 0x15)), "malformed"],
    [scanned(changed(poster, 28, 0)), "malformed"],
    [scanned(changed(poster, 28, 161)), "malformed"],
    [scanned(changed(poster, 29, 0)), "malformed"],
    [scanned(changed(poster, 30, 0x0a)), "malformed"],
    [scanned(changed(poster, 30, 0xff)), "malformed"],
    [scanned(changed(poster, 8, 1)), "unknown-issuer"],
    [scanned(changed(poster, 12, 1)), "bad-signature"],
    [scanned(changed(poster, 1, 0x07)), "bad-signature"],
    [scanned(posterOf(venue, "issuer", "0000000000000000")), "bad-signature"],
    [scanned(posterOf(venue, "another issuer")), "bad-signature"],
    [scanned(posterOf(venueOf("x", { notBefore: addDays(TODAY, 1), notAfter: addDays(TODAY, 9) }))), "not-yet-valid"],
    [scanned(posterOf(venueOf("x", { notBefore: addDays(TODAY, -9), notAfter: addDays(TODAY, -1) }))), "expired"],
    [scanned(poster), "revoked", { revoked: new Map([[venue.vid, TODAY]]) }],
    [
      scanned(poster),
      "issuer-not-valid",
      { trust: { ...TRUST, keys: TRUST.keys.map((key) => ({ ...key, until: addDays(TODAY, -1) })) } },
    ],
    [scanned(shown), "too-old-screen", { now: later(181) }],
    [scanned(shown), "too-new-screen", { now: later(-121) }],
    [scanned(changed(shown, shown.length - 1, 0)), "bad-signature"],
    [scanned(changed(shown, shown.length - 70, 1)), "bad-signature"],
    [scanned(changed(shown, 13, 1)), "bad-signature"],
  ]
  for (const [text, expected, change] of refused) expect([text, problem(text, change)]).toEqual([text, expected])
})

function later(seconds: number): UnixSeconds {
  return unixSeconds(NOW + seconds)
}

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice()
  copy[at] = copy[at] === value ? value ^ 1 : value
  return copy
}

test("a venue revoked from tomorrow is still accepted today", () => {
  expect(problem(scanned(poster), { revoked: new Map([[venue.vid, addDays(TODAY, 1)]]) })).toBeUndefined()
})

test("a screen grants its hours and no other", () => {
  const read = readScannedCode(scanned(shown), context)
  if (!read.ok || read.value.today.kind !== "rotating") throw new Error("not accepted")
  const { nodes, hours } = read.value.today
  expect(hours).toBe(4)
  expect(read.value.latestDeparture).toBe(startOfServiceDay(TODAY, 14_400) + 12 * 3600)
  const dayKey = dayKeyOf(venue.venueKey, TODAY)
  for (let hour = 0; hour < 24; hour++) {
    const leaf = leafFromCover(nodes, 8, 11, hour)
    expect(leaf && hexOf(leaf)).toBe(hour >= 8 && hour <= 11 ? hexOf(leafOf(dayKey, hour)) : undefined)
  }
  expect(problem(scanned(shown), { now: later(180) })).toBeUndefined()
  expect(problem(scanned(shown), { now: later(-120) })).toBeUndefined()
})

test("a screen near the end of the day grants what is left, and its code ends with the day", () => {
  const lastMinute = unixSeconds(startOfServiceDay(addDays(TODAY, 1), 14_400) - 30)
  const bytes = shownBy(venue, lastMinute, 12)
  const read = readRotatingCode(bytes, 14_400)
  expect(read.ok && read.value.moment.hours).toBe(1)
  expect(problem(scanned(bytes), { now: lastMinute })).toBeUndefined()
  expect(problem(scanned(bytes), { now: unixSeconds(lastMinute + 31) })).toBe("too-old-screen")
})

test("a poster is provisional for at most fourteen days", () => {
  const header = venueOf("x", { notBefore: TODAY, notAfter: addDays(TODAY, 13) }).header
  expect(isProvisional(header)).toBe(true)
  expect(isProvisional({ ...header, notAfter: addDays(TODAY, 14) })).toBe(false)
  expect(isProvisional({ ...header, kind: "event" })).toBe(false)
})

test("a typed plate gives the keys that the vehicle's sticker gives", () => {
  const typed = readTypedPlate("ab 1234", context)
  if (!typed.ok || typed.value.today.kind !== "printed") throw new Error("not accepted")
  expect(typed.value.today.plate).toBe("AB1234")
  expect(readTypedPlate("A8CD", context)).toEqual({ ok: false, problem: "not-a-plate" })
  expect(readTypedPlate("AB1234", { ...context, trust: { ...TRUST, plate: null } })).toEqual({
    ok: false,
    problem: "plates-not-used",
  })
  expect(typed.value.notBefore).toBe(serviceDay(512 * Math.floor(TODAY / 512)))
  expect(DEP).toBe(TRUST.dep)
})

test("any bytes survive being written as digits, and digits are never written in two ways", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
      expect(hexOf(bytesOfDigits(digitsOfBytes(bytes)) ?? new Uint8Array())).toBe(hexOf(bytes))
    }),
  )
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{1,80}$/), (digits) => {
      const bytes = bytesOfDigits(digits)
      if (bytes !== undefined) expect(digitsOfBytes(bytes)).toBe(digits)
    }),
  )
  expect(composeUrl(HOST, "v", poster).url).toBe(scanned(poster))
})

test("names that could deceive are refused", () => {
  const good = { en: "Café", hant: "咖啡店" }
  expect(checkNames(good)).toEqual({ ok: true, value: good })
  const refused = [
    { en: "", hant: "店" },
    { en: "a", hant: "" },
    { en: "a", hant: "店", hans: "" },
    { en: "a\u202eb", hant: "店" },
    { en: "a\u200bb", hant: "店" },
    { en: "a\u2028b", hant: "店" },
    { en: "a\nb", hant: "店" },
    { en: "a\0b", hant: "店", hans: "店" },
    { en: "\ufeffa", hant: "店" },
    { en: "\ud800", hant: "店" },
    { en: "Cafe\u0301", hant: "店" },
    { en: "x".repeat(159), hant: "店" },
  ]
  for (const names of refused) expect(checkNames(names)).toEqual({ ok: false, problem: "names-refused" })
  expect(utf8Of("x").length).toBe(1)
})

test("hostile 3: no random change of a genuine code is ever accepted", () => {
  expect(mutate(600)).toEqual({ tried: 600, accepted: 0 })
})
