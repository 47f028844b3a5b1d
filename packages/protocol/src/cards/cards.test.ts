import fc from "fast-check"
import { expect, test } from "vitest"
import { deriveBoxKeyPair, openBox } from "../box/open-box.ts"
import { bytesOfDigits, digitsOfBytes } from "../codes/digits.ts"
import { composeUrl } from "../codes/make-codes.ts"
import { DEP, HOST, posterOf, scanned, steadyRandom, TRUST, venueOf } from "../deployment.test-support.ts"
import { hexOf } from "../shared/bytes.ts"
import { serviceDay } from "../shared/units.ts"
import { hex, VT1 } from "../vectors.test-support.ts"
import { readCard, readScannedCard, writeCardFront, writeCardInside } from "./card-code.ts"
import { bucketsOf, makeCard } from "./card-keys.ts"
import { DROP_BYTES, DROP_TEXT_BYTES, dropInfo, readDropText, writeDropText } from "./drop-text.ts"
import { cardKeysOf, tryRecord } from "./open-card.ts"
import { sealDrop } from "./seal-drop.ts"

const known = VT1.visitor_card
const seed = hex(known.seed)
const day = serviceDay(19_052)
const text = readDropText(hex(known.record_plaintext))
if (!text) throw new Error("the known record does not read")
const kinds = (bytes: Uint8Array) => {
  const read = readCard(bytes)
  return read.ok ? read.value.kind : read.problem
}

test("known answers: both sides of a card, its keys, and a record, made and opened byte for byte", async () => {
  const keys = await cardKeysOf(seed, null)
  const [first, second] = keys
  if (!first || !second) throw new Error("no keys")
  expect(hexOf((await deriveBoxKeyPair(hex(known.face0_ikm))).pub)).toBe(hexOf(first.pub))
  expect(hexOf(writeCardFront({ bucket: 0, pub: first.pub }))).toBe(known.front_bytes)
  expect(hexOf(writeCardFront({ bucket: 0, pub: second.pub }).slice(2))).toBe(known.face1_public_compressed)
  expect(digitsOfBytes(hex(known.front_bytes))).toBe(known.front_digits)
  expect(hexOf(writeCardInside({ hasPin: false, seed }))).toBe(known.inside_bytes)
  expect(hexOf(bytesOfDigits(known.inside_digits) ?? new Uint8Array())).toBe(known.inside_bytes)
  const [withPin] = await cardKeysOf(seed, "482913")
  const face = writeCardFront({ bucket: 0, pub: withPin?.pub ?? new Uint8Array() })
  expect(hexOf(face.slice(2))).toBe(known.with_pin_482913_face0_public)
  expect(hexOf(writeDropText(text))).toBe(known.record_plaintext)
  const sealed = await sealDrop(VT1.canary.dep, { bucket: 0, pub: first.pub }, text, hex(known.record_ephemeral_ikm))
  expect(hexOf(sealed.record)).toBe(known.record_sealed)
  expect(await tryRecord(keys, VT1.canary.dep, day, hex(known.record_sealed))).toEqual(text)
})

test("known answers: every code and every record that must be refused", () => {
  for (const [name, bytes] of Object.entries(known.refuse)) expect(kinds(hex(bytes)), name).toBe("malformed")
  for (const [name, bytes] of Object.entries(known.refuse_texts)) expect(readDropText(hex(bytes)), name).toBeUndefined()
})

test("hostile 40: the outside's key opens nothing, nor does another card's inside, another PIN, day or deployment", async () => {
  const { fronts, inside } = await makeCard(steadyRandom("a card"), "123456", 0)
  const [front] = fronts.map((bytes) => readCard(bytes))
  const within = readCard(inside)
  if (!front?.ok || front.value.kind !== "front" || !within.ok || within.value.kind !== "inside")
    throw new Error("card")
  const { record } = await sealDrop(DEP, front.value, text)
  expect(record).toHaveLength(DROP_BYTES)
  const own = await cardKeysOf(within.value.seed, "123456")
  expect(await tryRecord(own, DEP, day, record)).toEqual(text)
  // Whoever has the outside has a bucket and a public key: as a secret, or as the seed of one, it opens nothing.
  const { pub } = front.value
  const strangers = [
    await deriveBoxKeyPair(pub),
    { secret: pub.slice(1, 33), pub, id: "" },
    ...(await cardKeysOf(pub.slice(1, 17), null)),
    ...(await cardKeysOf(within.value.seed, null)),
    ...(await cardKeysOf(within.value.seed, "123457")),
    ...(await cardKeysOf(steadyRandom("another card")(16), "123456")),
  ]
  expect(await tryRecord(strangers, DEP, day, record)).toBeUndefined()
  expect(await tryRecord(own, DEP, serviceDay(day + 1), record)).toBeUndefined()
  expect(await tryRecord(own, "0000000000000000", day, record)).toBeUndefined()
  expect(await openBox(own[1]?.secret ?? pub, dropInfo(DEP, day), new Uint8Array(), record)).toBeUndefined()
})

test("hostile 40: the four outside codes and two cards' codes have nothing in common but their type and bucket", async () => {
  const random = steadyRandom("cards")
  const cards = [await makeCard(random, null, 3), await makeCard(random, null, 3)]
  const keys = cards.flatMap(({ fronts }) => fronts.map((bytes) => hexOf(bytes.slice(3))))
  expect(new Set(keys).size).toBe(8)
  for (const { fronts, inside } of cards) {
    const read = readCard(inside)
    if (!read.ok || read.value.kind !== "inside") throw new Error("inside")
    // The inside alone finds the bucket of every outside code, also after there are more buckets.
    for (const wide of [3, 5, 8])
      for (const front of fronts) expect(bucketsOf(read.value.seed, wide)).toContain(front[1])
  }
  expect(bucketsOf(seed, 0)).toEqual([0])
})

test("a code at the door has its own reason: another app's, a venue's, the inside, a broken one", async () => {
  const { fronts, inside } = await makeCard(steadyRandom("reasons"), null, 0)
  const front = composeUrl(HOST, "c", fronts[0] ?? inside).url
  const within = composeUrl(HOST, "c", inside).url
  const problem = (given: string, side: "front" | "inside") => {
    const read = readScannedCard(given, TRUST.hosts, side)
    return read.ok ? read.value.kind : read.problem
  }
  expect([problem(front, "front"), problem(within, "inside")]).toEqual(["front", "inside"])
  expect([problem(within, "front"), problem(front, "inside")]).toEqual(["other-side", "other-side"])
  expect(problem(scanned(posterOf(venueOf("pool"))), "front")).toBe("not-a-card")
  expect(problem("HKEN:0ABC", "front")).toBe("not-our-code")
  expect(problem(front.replace(HOST, "evil.example"), "front")).toBe("wrong-host")
  expect(problem(front.slice(0, -1), "front")).toBe("malformed")
  expect(front.length).toBeLessThan(160)
})

test("whatever is scanned or opened is read or refused plainly, and what is read is written again the same", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const read = readCard(bytes)
      if (!read.ok) return
      const again = read.value.kind === "front" ? writeCardFront(read.value) : writeCardInside(read.value)
      expect(again).toEqual(new Uint8Array(bytes))
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ minLength: DROP_TEXT_BYTES - 1, maxLength: DROP_TEXT_BYTES + 1 }), (bytes) => {
      const read = readDropText(bytes)
      if (read) expect(writeDropText(read)).toEqual(new Uint8Array(bytes))
    }),
  )
})
