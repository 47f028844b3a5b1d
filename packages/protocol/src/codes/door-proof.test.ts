import fc from "fast-check"
import { expect, test } from "vitest"
import { NOW, posterOf, scanned, shownBy, TRUST, venueOf } from "../deployment.test-support.ts"
import { hexOf } from "../shared/bytes.ts"
import { sha256 } from "../shared/hash.ts"
import { serviceDay, unixSeconds } from "../shared/units.ts"
import { hex, OFFSET, VT1 } from "../vectors.test-support.ts"
import { digitsOfBytes } from "./digits.ts"
import { readDoorPairing, screenAnswer, writeDoorPairing } from "./door-pairing.ts"
import {
  doorAnswer,
  doorMinuteOf,
  doorMinutesNow,
  doorProofOf,
  NO_CHALLENGE,
  phoneAnswer,
  staticDoorKey,
} from "./door-proof.ts"
import { readPrintedCode } from "./printed-code.ts"
import { doorNonceOf, readRotatingCode } from "./rotating-code.ts"
import { readScannedCode } from "./verify-scanned-code.ts"

const known = VT1.door_proof
const later = (t: number, seconds: number) => unixSeconds(t + seconds)

function verified(bytes: Uint8Array, now = NOW) {
  const read = readScannedCode(scanned(bytes), { trust: TRUST, revoked: new Map(), now })
  if (!read.ok) throw new Error(read.problem)
  return read.value
}

test("known answers: a poster's door and a screen's", () => {
  const poster = readPrintedCode(hex(VT1.printed_code.bytes))
  if (!poster.ok) throw new Error(poster.problem)
  const codeHash = hexOf(sha256(poster.value.signature).subarray(0, 8))
  expect(codeHash).toBe(known.static.code8)
  const key = staticDoorKey(hex(VT1.primitives.dayKey), codeHash)
  expect(hexOf(key)).toBe(known.static.doorKey)
  const minute = unixSeconds(known.static.step)
  expect(doorAnswer(key, minute, NO_CHALLENGE)).toEqual(known.static.no_challenge_255)
  expect(doorAnswer(key, minute, 7)).toEqual(known.static.challenge_7)

  const screen = readRotatingCode(hex(VT1.rotating_code.bytes), OFFSET)
  if (!screen.ok) throw new Error(screen.problem)
  const seed = hex(VT1.rotating_code.doorSeed)
  const { t, doorNonce } = screen.value.moment
  expect(hexOf(doorNonce)).toBe(known.kiosk.doorNonce)
  expect(doorMinuteOf(t)).toBe(known.kiosk.step)
  expect(doorAnswer(doorNonce, doorMinuteOf(t), NO_CHALLENGE)).toEqual(known.kiosk.no_challenge_255)
  expect(screenAnswer(seed, t, 7)).toEqual(known.kiosk.challenge_7)
  const next = later(t, 60)
  expect(doorAnswer(doorNonceOf(seed, next), doorMinuteOf(next), 7)).toEqual(known.kiosk.next_step_challenge_7)
})

test("known answers: the pairing code, and every one that must be refused", () => {
  const { pairing } = known
  const read = readDoorPairing(hex(pairing.bytes))
  if (!read.ok) throw new Error(read.problem)
  expect({ ...read.value, doorSeed: hexOf(read.value.doorSeed) }).toEqual({
    day: VT1.primitives.D,
    vid: VT1.primitives.vid,
    doorSeed: VT1.rotating_code.doorSeed,
  })
  expect(hexOf(writeDoorPairing(read.value))).toBe(pairing.bytes)
  expect(digitsOfBytes(hex(pairing.bytes))).toBe(pairing.digits)
  for (const [name, bytes] of Object.entries(pairing.refuse))
    expect(readDoorPairing(hex(bytes)), name).toEqual({ ok: false, problem: "malformed" })
  expect(() => writeDoorPairing({ day: serviceDay(1), vid: read.value.vid, doorSeed: new Uint8Array(15) })).toThrow()
})

test("whatever is read as a pairing code is one, or a plain refusal; what is written is read again", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => bytes[0] === 0x18 || !readDoorPairing(bytes).ok))
  const parts = fc.tuple(
    fc.nat(65_535),
    fc.uint8Array({ minLength: 8, maxLength: 8 }),
    fc.uint8Array({ minLength: 16, maxLength: 16 }),
  )
  fc.assert(
    fc.property(parts, ([day, vid, seed]) => {
      const pairing = { day: serviceDay(day), vid: hexOf(vid), doorSeed: new Uint8Array(seed) }
      expect(readDoorPairing(writeDoorPairing(pairing))).toEqual({ ok: true, value: pairing })
    }),
  )
})

test("a phone at a screen and the staff's device beside it show the same, for every minute and digit", () => {
  const venue = venueOf("pool")
  const seed = sha256(new TextEncoder().encode("door")).slice(0, 16)
  const challenges = [NO_CHALLENGE, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
  for (const seconds of [0, 29, 59, 60, 600]) {
    const t = later(NOW, seconds)
    const proof = doorProofOf(verified(shownBy(venue, t), t))
    const shown = challenges.map((digit) => phoneAnswer(proof, t, digit))
    expect(shown).toEqual(challenges.map((digit) => screenAnswer(seed, t, digit)))
  }
})

test("hostile 37: a screen's code answers for its own minute, three minutes long, and then asks for a new scan", () => {
  const t = later(NOW, 30)
  const proof = doorProofOf(verified(shownBy(venueOf("pool"), t), t))
  const first = phoneAnswer(proof, t, NO_CHALLENGE)
  expect(phoneAnswer(proof, later(t, 180), NO_CHALLENGE)).toEqual(first)
  expect(phoneAnswer(proof, later(t, 181), NO_CHALLENGE)).toBeUndefined()
})

test("a poster's door answers anew each minute, another door of the same venue with something else", () => {
  const venue = venueOf("pool")
  const one = verified(posterOf(venue))
  const other = verified(posterOf({ ...venue, names: { en: "Gate B", hant: "B 門" } }))
  const answersOf = (code: typeof one) =>
    Array.from({ length: 300 }, (_, i) =>
      JSON.stringify(phoneAnswer(doorProofOf(code), later(NOW, 60 * i), NO_CHALLENGE)),
    )
  const [here, there] = [answersOf(one), answersOf(other)]
  // Of 12,800 pictures two are the same now and then: once here, in the first half hour.
  expect(new Set(here).size).toBeGreaterThan(290)
  expect(here.filter((answer, i) => answer === there[i]).length).toBeLessThan(2)
})

test("the answers right now are this minute's and the last's", () => {
  expect(doorMinutesNow(unixSeconds(1_646_125_319))).toEqual([1_646_125_260, 1_646_125_200])
  expect(doorMinutesNow(unixSeconds(1_646_125_320))).toEqual([1_646_125_320, 1_646_125_260])
  for (const digit of [-1, 10, 254, 256, 1.5, Number.NaN])
    expect(() => doorAnswer(new Uint8Array(8), unixSeconds(60), digit)).toThrow(RangeError)
})

test("hostile 35: an answer fills its whole range and is guessed once in 12,800 times", () => {
  const seen = { colour: new Set<number>(), symbol: new Set<number>(), number: new Set<number>() }
  let guessed = 0
  const key = sha256(new TextEncoder().encode("a door"))
  for (let minute = 0; minute < 4000; minute++) {
    const answer = doorAnswer(key, unixSeconds(60 * minute), NO_CHALLENGE)
    seen.colour.add(answer.colour)
    seen.symbol.add(answer.symbol)
    seen.number.add(answer.number)
    if (answer.colour === 3 && answer.symbol === 0 && answer.number === 42) guessed++
  }
  expect([seen.colour.size, seen.symbol.size, seen.number.size]).toEqual([8, 16, 100])
  expect(guessed).toBeLessThan(6)
})
