import fc from "fast-check"
import { expect, test } from "vitest"
import { deriveBoxKeyPair, openBox } from "../box/open-box.ts"
import { digitsOfBytes } from "../codes/digits.ts"
import { steadyRandom } from "../deployment.test-support.ts"
import { concatBytes, copyBytes, hexOf, textOfUtf8, utf8Of } from "../shared/bytes.ts"
import { serviceDay, units } from "../shared/units.ts"
import { writeRow } from "../store/match-row.ts"
import { CAPSULE_BYTES } from "../upload/capsule-text.ts"
import { hex, VT1 } from "../vectors.test-support.ts"
import { makeTransferOffer, openTransferBox } from "./open-transfer.ts"
import { sealTransferBox, sealTransferText, transferInfo } from "./seal-transfer.ts"
import { ackNumberOf, checkNumberOf, readTransferCode, transferAck, writeTransferCode } from "./transfer-code.ts"
import {
  type MovedDay,
  type MovedDiary,
  padTransferText,
  readTransferText,
  TRANSFER_STEP_BYTES,
  writeTransferJson,
} from "./transfer-text.ts"

const known = VT1.transfer
const offer = await makeTransferOffer(steadyRandom("new phone"))

function dayOf(day: number, full = false): MovedDay {
  const random = steadyRandom(`day ${day}`)
  const row = (i: number) => writeRow({ rowKey: copyBytes(random(16)), arrival: units(i), departure: units(i + 9) })
  return {
    day: serviceDay(day),
    bind: copyBytes(random(16)),
    uploadKeyId: "0a0b0c0d",
    rows: Array.from({ length: full ? 32 : 16 }, (_, i) => row(i)),
    capsules: Array.from({ length: full ? 24 : 12 }, () => copyBytes(random(CAPSULE_BYTES))),
    diary: utf8Of(`{"v":1,"note":"day ${day}"}`),
  }
}
const diary: MovedDiary = { days: [dayOf(19_000), dayOf(19_001, true)], beside: utf8Of("{}") }

test("known answers: code, digits, box, answer and check number", async () => {
  const pair = await deriveBoxKeyPair(hex(known.receiver_ikm))
  const read = readTransferCode(hex(known.qr_bytes))
  if (!read.ok) throw new Error(read.problem)
  expect(hexOf(read.value.pub)).toBe(hexOf(pair.pub))
  expect(hexOf(writeTransferCode(read.value))).toBe(known.qr_bytes)
  expect(digitsOfBytes(hex(known.qr_bytes))).toBe(known.qr_digits)
  expect(checkNumberOf(hex(known.qr_bytes))).toBe(known.check_number)
  const empty = utf8Of('{"v":1,"days":[]}')
  expect(hexOf(await sealTransferText(read.value, empty, hex(known.ephemeral_ikm)))).toBe(known.sealed)
  expect(hexOf(transferAck(read.value.secret, hex(known.sealed)))).toBe(known.ack)
  const opened = await openBox(pair.secret, transferInfo(read.value), new Uint8Array(), hex(known.sealed))
  expect(hexOf(opened ?? new Uint8Array())).toBe(hexOf(empty))
})

test("a diary arrives as it was sent, and its box tells only how many steps of 512 KiB it takes", async () => {
  const box = await sealTransferBox(offer.code, diary)
  expect(box.length).toBe(TRANSFER_STEP_BYTES + 81)
  expect(await sealTransferBox(offer.code, { days: [], beside: new Uint8Array() })).toHaveLength(box.length)
  expect(await openTransferBox(offer, box)).toEqual({ ok: true, value: diary })
})

test("a box opens for the one screen that its sealer saw: not with another key, relay id or secret, not cut, not changed", async () => {
  const box = await sealTransferBox(offer.code, diary)
  const other = await makeTransferOffer(steadyRandom("another phone"))
  const { relayId, secret } = other.code
  const closed = { ok: false, problem: "does-not-open" }
  expect(await openTransferBox(other, box)).toEqual(closed)
  expect(await openTransferBox({ ...offer, code: { ...offer.code, relayId } }, box)).toEqual(closed)
  expect(await openTransferBox({ ...offer, code: { ...offer.code, secret } }, box)).toEqual(closed)
  expect(await openTransferBox(offer, box.subarray(0, box.length - 1))).toEqual(closed)
  expect(await openTransferBox(offer, new Uint8Array())).toEqual(closed)
  for (const at of [0, 1, 64, 65, 5000, box.length - 1]) {
    const changed = copyBytes(box)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect((await openTransferBox(offer, changed)).ok, `byte ${at}`).toBe(false)
  }
})

test("hostile 1: whatever the camera reads is a transfer code or a plain refusal, never a thrown error", () => {
  const good = offer.bytes
  const refusals = {
    "another type": concatBytes(new Uint8Array([0x16]), good.subarray(1)),
    "another version": concatBytes(new Uint8Array([0x27]), good.subarray(1)),
    "a reserved byte": concatBytes(good.subarray(0, 1), new Uint8Array([1]), good.subarray(2)),
    "no point of the curve": concatBytes(good.subarray(0, 3), new Uint8Array(32).fill(255), good.subarray(35)),
    "an uncompressed point's mark": concatBytes(good.subarray(0, 2), new Uint8Array([4]), good.subarray(3)),
    "missing bytes": good.subarray(0, 66),
    "left-over bytes": concatBytes(good, new Uint8Array(1)),
    nothing: new Uint8Array(),
  }
  for (const [name, bytes] of Object.entries(refusals)) {
    expect(readTransferCode(bytes), name).toEqual({ ok: false, problem: "malformed" })
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => readTransferCode(bytes).ok === false))
})

test("a code says another check number as soon as one of its bits is another", () => {
  const numbers = new Set<string>()
  for (let bit = 16; bit < offer.bytes.length * 8; bit++) {
    const changed = copyBytes(offer.bytes)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    if (checkNumberOf(changed) === checkNumberOf(offer.bytes)) numbers.add(`bit ${bit}`)
  }
  expect([...numbers]).toEqual([])
  expect(checkNumberOf(offer.bytes)).toMatch(/^[0-9]{6}$/)
})

test("the new phone's answer names this box and this code, also as six digits that a person can carry", () => {
  const { secret } = offer.code
  const ack = transferAck(secret, new Uint8Array([1]))
  expect(ack).toHaveLength(16)
  expect(hexOf(transferAck(secret, new Uint8Array([2])))).not.toBe(hexOf(ack))
  expect(hexOf(transferAck(new Uint8Array(16), new Uint8Array([1])))).not.toBe(hexOf(ack))
  expect(ackNumberOf(ack)).toMatch(/^[0-9]{6}$/)
})

/** A text with one thing wrong. */
function textWith(change: (json: string) => string): Uint8Array {
  return padTransferText(utf8Of(change(textOfUtf8(writeTransferJson(diary)) ?? "")))
}

test("a text with anything wrong in it is refused whole", () => {
  const full = padTransferText(writeTransferJson(diary))
  expect(readTransferText(full)).toEqual({ ok: true, value: diary })
  const refusals: Record<string, Uint8Array> = {
    "not filled": writeTransferJson(diary),
    "filled too far": concatBytes(full, new Uint8Array(1)),
    "filled with something": (() => {
      const bytes = copyBytes(full)
      bytes[bytes.length - 1] = 1
      return bytes
    })(),
    "another version": textWith((json) => json.replace('"v":1}', '"v":2}')),
    "an unknown name": textWith((json) => json.replace('{"D"', '{"A":1,"D"')),
    "a name twice": textWith((json) => json.replace('"v":1}', '"v":1,"v":1}')),
    "a day twice": textWith((json) => json.replace('"D":19001', '"D":19000')),
    "a day that is none": textWith((json) => json.replace('"D":19001', '"D":65536')),
    "a short bind": textWith((json) => json.replace(/"bind":"../, '"bind":"')),
    "half a row": textWith((json) => json.replace(/"rows":"..../, '"rows":"')),
    "a row that ends before it begins": padTransferText(
      writeTransferJson({ ...diary, days: [{ ...dayOf(1), rows: Array(16).fill(new Uint8Array(19)) }] }),
    ),
    "too few capsules": padTransferText(
      writeTransferJson({ ...diary, days: [{ ...dayOf(1), capsules: dayOf(1).capsules.slice(1) }] }),
    ),
    "no JSON": padTransferText(utf8Of("}")),
    "not UTF-8": padTransferText(new Uint8Array([0xff, 0x7d])),
    nothing: new Uint8Array(),
  }
  for (const [name, text] of Object.entries(refusals)) {
    expect(readTransferText(text), name).toEqual({ ok: false, problem: "malformed" })
  }
})

test("whatever bytes a box holds, they are a diary or refused, never a thrown error", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const read = readTransferText(padTransferText(bytes))
      return !read.ok && read.problem === "malformed"
    }),
    { numRuns: 50 },
  )
  const mutated = copyBytes(padTransferText(writeTransferJson({ days: [dayOf(7)], beside: new Uint8Array() })))
  const random = steadyRandom("mutations")
  for (let n = 0; n < 300; n++) {
    const bytes = copyBytes(mutated)
    bytes[new DataView(copyBytes(random(4)).buffer).getUint32(0) % 6000] = random(1)[0] ?? 0
    const read = readTransferText(bytes)
    if (read.ok) expect(read.value.days).toHaveLength(1)
  }
})
