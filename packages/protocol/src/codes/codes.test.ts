import { expect, test } from "vitest"
import { commitOf, proofOf, venueIdOf, verifyProof } from "../keys/commitment.ts"
import { coverNodes, coverOf, leafFromCover } from "../keys/cover.ts"
import { canaryRowKey, dayKeyOf, leafOf, rowKeyOf } from "../keys/key-tree.ts"
import { canonicalPlate, proposePlates, vehicleEpoch, vehicleKeyOf } from "../keys/vehicle.ts"
import { hexOf } from "../shared/bytes.ts"
import { hourOf, serviceDay, serviceDayOf, unixSeconds } from "../shared/units.ts"
import { ed25519PublicKey } from "../sign/ed25519.ts"
import { hex, OFFSET, VT1 } from "../vectors.test-support.ts"
import { bytesOfDigits } from "./digits.ts"
import { composePrintedCode, composeUrl, makeRotatingCode } from "./make-codes.ts"
import { readPrintedCode } from "./printed-code.ts"
import { doorNonceOf, readRotatingCode } from "./rotating-code.ts"

const P = VT1.primitives
const day = serviceDay(P.D)
const notBefore = serviceDay(19_000)

test("a moment falls into the service day and hour that the known answer says", () => {
  const t = unixSeconds(P.unix_2022_03_01_12_00_HKT)
  expect(serviceDayOf(t, OFFSET)).toBe(P.D_of_it)
  expect(hourOf(t, OFFSET)).toBe(P.hour_of_it)
})

test("day keys, hour keys, commitment, proof and row keys are the known ones", () => {
  const venueKey = hex(P.Kv)
  const dayKey = dayKeyOf(venueKey, day)
  expect(hexOf(dayKey)).toBe(P.dayKey)
  expect(hexOf(leafOf(dayKey, 13))).toBe(P.leaf13)
  const commit = commitOf(venueKey, notBefore)
  expect(commit).toBe(P.commit_notBefore_19000)
  expect(venueIdOf(commit)).toBe(P.vid)
  const proof = proofOf(venueKey, notBefore, day)
  expect(hexOf(proof)).toBe(P.proof_D19052.join(""))
  expect(verifyProof(commit, notBefore, day, dayKey, proof)).toBe(true)
  expect(verifyProof(commit, notBefore, serviceDay(day + 1), dayKey, proof)).toBe(false)
  expect(hexOf(rowKeyOf(dayKey, P.vid))).toBe(VT1.rowKey.rowKey_day)
  expect(hexOf(rowKeyOf(leafOf(dayKey, 13), P.vid))).toBe(VT1.rowKey.rowKey_leaf13)
  expect(hexOf(rowKeyOf(dayKey, "1122334455667788"))).toBe(VT1.rowKey.same_dayKey_other_vid_1122334455667788)
  expect(hexOf(canaryRowKey(VT1.canary.dep))).toBe(VT1.canary.rowKey)
})

test("a cover is the known one, minimal, and gives exactly the hours granted", () => {
  expect(coverOf(13, 16)).toEqual(P.cover_13_16)
  const dayKey = hex(P.dayKey)
  expect(coverNodes(dayKey, 13, 16).map(hexOf)).toEqual(P.cover_nodes_13_16)
  let worst4 = 0
  let worst12 = 0
  for (let first = 0; first < 24; first++) {
    for (let last = first; last < 24; last++) {
      const cover = coverOf(first, last)
      const nodes = coverNodes(dayKey, first, last)
      for (let hour = 0; hour < 24; hour++) {
        const leaf = leafFromCover(nodes, first, last, hour)
        expect(leaf && hexOf(leaf)).toBe(hour >= first && hour <= last ? hexOf(leafOf(dayKey, hour)) : undefined)
      }
      expect(cover.length).toBe(fewestSubtrees(0, 31, first, last))
      if (last - first < 4) worst4 = Math.max(worst4, cover.length)
      if (last - first < 12) worst12 = Math.max(worst12, cover.length)
    }
  }
  expect([worst4, worst12]).toEqual([VT1.cover_max_nodes.for_4h, VT1.cover_max_nodes.for_12h])
})

/** The obvious definition: a subtree wholly inside is one; one partly inside is its halves. */
function fewestSubtrees(from: number, to: number, first: number, last: number): number {
  if (to < first || from > last) return 0
  if (from >= first && to <= last) return 1
  const middle = (from + to - 1) / 2
  return fewestSubtrees(from, middle, first, last) + fewestSubtrees(middle + 1, to, first, last)
}

test("a printed code is composed byte for byte, and read back", () => {
  const known = VT1.printed_code
  const read = readPrintedCode(hex(known.bytes))
  if (!read.ok) throw new Error(read.problem)
  const { header, venueKey, names, signature } = read.value
  const composed = composePrintedCode({
    dep: known.dep,
    header,
    venueKey,
    names,
    signature,
    issuerKey: hex(known.issuer_public),
  })
  if (!composed.ok) throw new Error(composed.problem)
  expect(hexOf(composed.value)).toBe(known.bytes)
  expect(composeUrl("go.example.hk", "v", composed.value)).toMatchObject({ digits: known.digits, url: known.url })
  expect(hexOf(bytesOfDigits(known.digits) ?? new Uint8Array())).toBe(known.bytes)
  for (const digits of known.refuse_digits) expect(bytesOfDigits(digits)).toBeUndefined()
})

test("a rotating code is made byte for byte from the kiosk's key and the day key", () => {
  const known = VT1.rotating_code
  const read = readRotatingCode(hex(known.bytes), OFFSET)
  if (!read.ok) throw new Error(read.problem)
  const t = unixSeconds(known.t)
  expect(hexOf(ed25519PublicKey(hex(known.kiosk_seed)))).toBe(known.kiosk_public)
  expect(hexOf(doorNonceOf(hex(known.doorSeed), t))).toBe(known.doorNonce)
  const made = makeRotatingCode({
    dep: VT1.canary.dep,
    offset: OFFSET,
    grant: read.value.grant,
    kioskSecret: hex(known.kiosk_seed),
    dayKey: hex(P.dayKey),
    now: t,
    wanted: known.m,
    doorSeed: hex(known.doorSeed),
  })
  expect(hexOf(made)).toBe(known.bytes)
  expect(made.length).toBe(known.length)
})

test("a plate gives the known keys", () => {
  const known = VT1.vehicle_plate
  const plate = canonicalPlate(known.typed, "[A-Z]{2}[0-9]{1,4}")
  expect(plate).toBe(known.canonical)
  const epoch = vehicleEpoch(serviceDay(known.D))
  expect(epoch).toBe(known.epoch)
  const venueKey = vehicleKeyOf(known.canonical, VT1.canary.dep, serviceDay(known.D))
  expect(hexOf(venueKey)).toBe(known.K_v)
  expect(venueIdOf(commitOf(venueKey, epoch))).toBe(known.vid)
  const dayKey = dayKeyOf(venueKey, serviceDay(known.D))
  expect(hexOf(dayKey)).toBe(known.dayKey)
  expect(hexOf(rowKeyOf(dayKey, known.vid))).toBe(known.rowKey)
})

test("hostile 8: what is typed as a plate becomes its one spelling, is proposed, or is refused; look-alikes are never replaced", () => {
  const pattern = "[A-HJ-NPR-Z]{2}[1-9][0-9]{0,3}"
  const spell = (typed: string) => canonicalPlate(typed, pattern)
  expect(["ab 1234", " AB-12 34 ", "ＡＢ１２３４"].map(spell)).toEqual(["AB1234", "AB1234", "AB1234"])
  const refused = [
    "AB1O34",
    "<script>alert(1)</script>",
    "A".repeat(1000),
    "9".repeat(1e6),
    "",
    "АВ1234",
    "AB1234\u202E",
  ]
  for (const typed of refused) expect(spell(typed)).toBeUndefined()
  expect(proposePlates("ab1o34", pattern)).toEqual(["AB1034"])
  expect(proposePlates("ABI2", pattern)).toEqual(["AB12"])
  expect(proposePlates("AB1234", pattern), "what fits is not doubted").toEqual([])
  for (const typed of ["O".repeat(13), "O".repeat(1000), "<script>"]) expect(proposePlates(typed, pattern)).toEqual([])
})
