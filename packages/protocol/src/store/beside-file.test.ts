import fc from "fast-check"
import { expect, test } from "vitest"
import { steadyRandom } from "../deployment.test-support.ts"
import { textOfUtf8, utf8Of } from "../shared/bytes.ts"
import {
  BESIDE_BYTES,
  BESIDE_TEXT_BYTES,
  eraseBeside,
  readBeside,
  stageBeside,
  tidyBeside,
  writeBeside,
} from "./beside-file.ts"
import { memoryFile } from "./memory-file.test-support.ts"

const key = new Uint8Array(32).fill(7)
const other = new Uint8Array(32).fill(8)

function newPlace() {
  const file = memoryFile(steadyRandom("disk")(BESIDE_BYTES) as Uint8Array<ArrayBuffer>)
  return { file, random: steadyRandom("beside"), key }
}
const textIn = (place: { file: ReturnType<typeof memoryFile>; key: Uint8Array }) => {
  const text = readBeside(place)
  return text && textOfUtf8(text)
}

test("what was kept last reads back, whatever came before, and only under its own key", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 400 })
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
      const place = newPlace()
      for (const each of texts) expect(writeBeside(place, utf8Of(each)).ok).toBe(true)
      expect(textIn(place)).toBe(texts.at(-1))
      expect(textIn({ ...place, key: other })).toBeUndefined()
    }),
    { numRuns: 30 },
  )
})

test("a new file holds nothing, and one that is full of other bytes neither", () => {
  expect(textIn(newPlace())).toBeUndefined()
})

test("the file never changes its size, and a text that is too long is refused and changes nothing", () => {
  const place = newPlace()
  expect(writeBeside(place, new Uint8Array(BESIDE_TEXT_BYTES)).ok).toBe(true)
  const before = place.file.bytes.slice()
  expect(writeBeside(place, new Uint8Array(BESIDE_TEXT_BYTES + 1))).toEqual({ ok: false, problem: "no-room" })
  expect(place.file.bytes).toEqual(before)
  expect(place.file.bytes.length).toBe(BESIDE_BYTES)
})

test("of what was replaced no byte remains that would open, with the key and the whole disk in hand", () => {
  const place = newPlace()
  writeBeside(place, utf8Of("the old text"))
  const oldSlot = place.file.bytes.slice(0, BESIDE_BYTES / 2)
  writeBeside(place, utf8Of("the new text"))
  expect(place.file.bytes.slice(0, BESIDE_BYTES / 2)).not.toEqual(oldSlot)
  const disk = memoryFile(place.file.bytes.slice())
  disk.write(BESIDE_BYTES / 2, new Uint8Array(BESIDE_BYTES / 2)) // even without the newer slot
  expect(textIn({ file: disk, key })).toBeUndefined()
})

test("power lost at any write leaves the old text or the new, and the next start overwrites the rest", () => {
  for (let stopAfter = 0; stopAfter < 2; stopAfter++) {
    const place = newPlace()
    writeBeside(place, utf8Of("old"))
    place.file.writes = 0
    place.file.stopAfter = stopAfter
    expect(() => writeBeside(place, utf8Of("new"))).toThrow("no power")
    const again = { ...place, file: memoryFile(place.file.bytes.slice()) }
    tidyBeside(again)
    expect(textIn(again)).toBe(stopAfter === 0 ? "old" : "new")
  }
})

test("a change of key loses nothing at any moment: the text stands under both until the old slot is dropped", () => {
  const place = newPlace()
  writeBeside(place, utf8Of("kept"))
  const changed = { ...place, key: other }
  stageBeside(changed, utf8Of("kept"), key)
  expect([textIn(place), textIn(changed)]).toEqual(["kept", "kept"])
  tidyBeside(changed)
  expect([textIn(place), textIn(changed)]).toEqual([undefined, "kept"])
})

test("erasing leaves nothing", () => {
  const place = newPlace()
  writeBeside(place, utf8Of("kept"))
  eraseBeside(place)
  expect(textIn(place)).toBeUndefined()
})
