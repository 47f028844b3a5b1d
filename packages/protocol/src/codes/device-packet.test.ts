import fc from "fast-check"
import { expect, test } from "vitest"
import { deriveBoxKeyPair, openBox } from "../box/open-box.ts"
import { DEP, screenOf, steadyRandom, TODAY, venueOf } from "../deployment.test-support.ts"
import { bytesOfHex, concatBytes, copyBytes, hexOf, utf8Of } from "../shared/bytes.ts"
import { addDays, serviceDay } from "../shared/units.ts"
import { hex, VT1 } from "../vectors.test-support.ts"
import { type DevicePacket, isOfVenue, readDevicePacket, sealDevicePacket, writeDevicePacket } from "./device-packet.ts"
import { digitsOfBytes } from "./digits.ts"
import { deviceKeys } from "./make-codes.ts"
import { makeDeviceKeys, openDevicePacket } from "./open-device-packet.ts"
import { writeKioskGrant } from "./rotating-code.ts"
import { readScreenAnswer, readScreenOffer, writeScreenAnswer, writeScreenOffer } from "./screen-offer.ts"

const known = VT1.device_packet
const notBefore = serviceDay(19_000)
const device = await deriveBoxKeyPair(hex(known.receiver_ikm))

function packetOf(name: string, count = 7): DevicePacket {
  const venue = venueOf(name)
  const days = Array.from({ length: count }, (_, i) => addDays(TODAY, i))
  return { vid: venue.vid, days: deviceKeys(venue.venueKey, venue.header.notBefore, days) }
}

test("known answers: text and box, made and opened byte for byte", async () => {
  expect(hexOf(device.pub)).toBe(known.receiver_public)
  const days = deviceKeys(hex(VT1.primitives.Kv), notBefore, known.days.map(serviceDay))
  const packet = { vid: VT1.primitives.vid, days }
  expect(hexOf(writeDevicePacket(packet))).toBe(known.text)
  const box = await sealDevicePacket(VT1.canary.dep, device.pub, packet, hex(known.ephemeral_ikm))
  expect(hexOf(box)).toBe(known.box)
  expect(await openDevicePacket(VT1.canary.dep, device.secret, hex(known.box))).toEqual({ ok: true, value: packet })
  const info = concatBytes(utf8Of("VT1/device"), bytesOfHex(VT1.canary.dep))
  expect(hexOf((await openBox(device.secret, info, new Uint8Array(), hex(known.box))) ?? new Uint8Array())).toBe(
    known.text,
  )
})

test("known answers: every text and every offer that must be refused", () => {
  for (const [name, text] of Object.entries(known.refuse_texts))
    expect(readDevicePacket(hex(text)), name).toEqual({ ok: false, problem: "malformed" })
  for (const [name, bytes] of Object.entries(known.refuse_offers))
    expect(readScreenOffer(hex(bytes)), name).toEqual({ ok: false, problem: "malformed" })
  const read = readScreenOffer(hex(known.offer_bytes))
  if (!read.ok) throw new Error(read.problem)
  expect(hexOf(read.value.kioskKey)).toBe(VT1.rotating_code.kiosk_public)
  expect(hexOf(read.value.deviceKey)).toBe(known.receiver_public)
  expect(hexOf(writeScreenOffer(read.value))).toBe(known.offer_bytes)
  expect(digitsOfBytes(hex(known.offer_bytes))).toBe(known.offer_digits)
})

test("a packet opens with its device's key, for its deployment, whole and unchanged; otherwise not at all", async () => {
  const packet = packetOf("pool")
  const box = await sealDevicePacket(DEP, device.pub, packet)
  expect(await openDevicePacket(DEP, device.secret, box)).toEqual({ ok: true, value: packet })
  const closed = { ok: false, problem: "does-not-open" }
  const other = await makeDeviceKeys(steadyRandom("another device"))
  expect(await openDevicePacket(DEP, other.secret, box)).toEqual(closed)
  expect(await openDevicePacket("0000000000000000", device.secret, box)).toEqual(closed)
  expect(await openDevicePacket(DEP, device.secret, box.subarray(1))).toEqual(closed)
  expect(await openDevicePacket(DEP, device.secret, new Uint8Array())).toEqual(closed)
  for (const at of [0, 64, 65, 400, box.length - 1]) {
    const changed = copyBytes(box)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect((await openDevicePacket(DEP, device.secret, changed)).ok, `byte ${at}`).toBe(false)
  }
})

test("a packet of another venue, of changed keys or of other days is not believed", () => {
  const packet = packetOf("pool")
  const { notBefore: first } = venueOf("pool").header
  expect(isOfVenue(packet, first)).toBe(true)
  expect(isOfVenue({ ...packet, vid: venueOf("library").vid }, first)).toBe(false)
  expect(isOfVenue({ ...packet, days: packetOf("library").days }, first)).toBe(false)
  expect(
    isOfVenue({ ...packet, days: packet.days.map((each) => ({ ...each, day: addDays(each.day, 1) })) }, first),
  ).toBe(false)
  expect(isOfVenue(packet, addDays(TODAY, 1))).toBe(false)
})

test("a device is never given more than seven days, nor none", () => {
  expect(() => writeDevicePacket(packetOf("pool", 8))).toThrow(RangeError)
  expect(() => writeDevicePacket(packetOf("pool", 0))).toThrow(RangeError)
})

test("whatever arrives is a packet, an offer, an answer, or a plain refusal, never a thrown error", () => {
  const bytes = fc.uint8Array({ maxLength: 1300 })
  fc.assert(
    fc.property(bytes, (some) => {
      readDevicePacket(some)
      readScreenOffer(some)
      readScreenAnswer(some)
    }),
  )
  const random = steadyRandom("relay")
  const grant = writeKioskGrant(screenOf(venueOf("pool")))
  const answer = { grant, box: copyBytes(random(1224)) }
  expect(readScreenAnswer(writeScreenAnswer(answer))).toEqual({ ok: true, value: answer })
  for (const bad of [
    new Uint8Array(),
    new Uint8Array(2),
    new Uint8Array([0, 9, 1]),
    writeScreenAnswer(answer).subarray(0, grant.length + 2),
  ])
    expect(readScreenAnswer(bad)).toEqual({ ok: false, problem: "malformed" })
})
