import { expect, test } from "vitest"
import { deriveBoxKeyPair } from "../box/open-box.ts"
import { hexOf, textOfUtf8, utf8Of } from "../shared/bytes.ts"
import { hex, VT1 } from "../vectors.test-support.ts"
import { openShare } from "./open-share.ts"
import { readShareText, type SharedVisit, sealShare } from "./share-visits.ts"

const known = VT1.health
const visit: SharedVisit = {
  names: { en: "Test Market", hant: "測試街市" },
  category: 3,
  from: 1_748_836_800,
  until: 1_748_840_400,
}
const share = { shareId: known.share_id, visits: [visit] }

test("the published box is made again byte for byte and opens with the service's key alone", async () => {
  const pair = await deriveBoxKeyPair(hex(known.share_ikm))
  const box = await sealShare(pair.pub, known.dep, share, hex(known.ephemeral_ikm))
  expect(hexOf(box)).toBe(known.share_box)
  expect(await openShare(pair.secret, known.dep, box)).toEqual(share)
  expect(await openShare(pair.secret, "ffffffffffffffff", box)).toBeUndefined()
  const other = await deriveBoxKeyPair(hex(known.ephemeral_ikm))
  expect(await openShare(other.secret, known.dep, box)).toBeUndefined()
})

test("what a visit carries besides its name and its times stays on the phone", async () => {
  const pair = await deriveBoxKeyPair(hex(known.share_ikm))
  const more = {
    ...visit,
    vid: "0011223344556677",
    dayKey: "secret",
    proof: "secret",
    names: { ...visit.names, place: "x" },
  }
  const opened = await openShare(
    pair.secret,
    known.dep,
    await sealShare(pair.pub, known.dep, { ...share, visits: [more] }),
  )
  expect(opened).toEqual(share)
})

test("a text that holds anything else is no share", () => {
  const good = JSON.parse(known.share_text)
  const read = (text: unknown) => readShareText(utf8Of(JSON.stringify(text)))
  expect(read(good)).toEqual(share)
  const bad: unknown[] = [
    { ...good, visits: [] },
    { ...good, visits: Array(65).fill(good.visits[0]) },
    { ...good, vid: "0011223344556677" },
    { ...good, visits: [{ ...good.visits[0], vid: "0011223344556677" }] },
    { ...good, visits: [{ ...good.visits[0], until: visit.from - 1 }] },
    { ...good, visits: [{ ...good.visits[0], names: { en: "x\u202e", hant: "x" } }] },
    { ...good, shareId: "00" },
    { ...good, v: 2 },
  ]
  expect(bad.map(read)).toEqual(bad.map(() => undefined))
  expect(textOfUtf8(utf8Of(known.share_text))).toBe(known.share_text)
})
