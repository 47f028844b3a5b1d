import fc from "fast-check"
import { expect, test } from "vitest"
import { deriveBoxKeyPair, openBox } from "../box/open-box.ts"
import { DEP, NOW, steadyRandom, TODAY, venueOf } from "../deployment.test-support.ts"
import { dayKeyOf, leafOf, rowKeyOf } from "../keys/key-tree.ts"
import { openForm } from "../open/open-form.ts"
import { bytesOfHex, copyBytes, hexOf } from "../shared/bytes.ts"
import { addDays, serviceDay, unixSeconds } from "../shared/units.ts"
import { hex, OFFSET, VT1 } from "../vectors.test-support.ts"
import {
  EID_BYTES,
  FORM_RECORD_BYTES,
  formInfo,
  formTagOf,
  INNER_BYTES,
  innerKeyOf,
  isFormText,
  readFormEntry,
  readFormRecord,
  writeFormEntry,
  writeFormRecord,
} from "./form-record.ts"
import { type FormDoor, sealForm, sealFormRecord } from "./seal-form.ts"

const known = VT1.register_form
const knownKey = await deriveBoxKeyPair(hex(known.form_ikm))
const form = await deriveBoxKeyPair(steadyRandom("form")(32))
const venue = venueOf("market")
const keyOf = (day = TODAY) => dayKeyOf(venue.venueKey, day)
const eid = steadyRandom("eid")(16)
const entry = { from: NOW, until: null, name: "Chan Tai Man 陳大文", number: "+852 9123 4567" }
const door: FormDoor = {
  dep: DEP,
  offset: OFFSET,
  vid: venue.vid,
  formKey: form.pub,
  dayKeys: new Map([[TODAY, keyOf()]]),
}
const rowKeyAt = (hour: number, day = TODAY) => rowKeyOf(leafOf(keyOf(day), hour), venue.vid)
const open = (rowKey: Uint8Array, record: Uint8Array, secrets = [form], dep = DEP) =>
  openForm(dep, secrets, rowKey, record)

test("known answers: a record and all of its parts, sealed and opened byte for byte", async () => {
  const rowKey = hex(known.rowKey)
  const text = readFormEntry(hex(known.innerPlaintext))
  if (!text) throw new Error("the known entry does not read")
  expect(hexOf(writeFormEntry(text))).toBe(known.innerPlaintext)
  expect(hexOf(innerKeyOf(rowKey, hex(known.eid)))).toBe(known.innerKey)
  expect(hexOf(formTagOf(rowKey))).toBe(known.tag)
  const keys = { dep: VT1.canary.dep, formKey: knownKey.pub }
  const row = { day: serviceDay(VT1.primitives.D), rowKey }
  const record = await sealFormRecord(keys, row, text, hex(known.eid), hex(known.record_ephemeral_ikm))
  expect(hexOf(record)).toBe(known.record)
  expect(record).toHaveLength(known.record_length)
  const read = readFormRecord(record)
  const within = await openBox(
    knownKey.secret,
    formInfo(keys.dep, knownKey.id),
    hex(known.tag),
    read?.box ?? new Uint8Array(),
  )
  expect(hexOf(within ?? new Uint8Array())).toBe(known.eid + known.inner)
  expect(await openForm(keys.dep, [knownKey], rowKey, record)).toEqual({
    ok: true,
    value: { eid: known.eid, entry: text },
  })
})

test("known answers: every entry that must be refused", () => {
  for (const [name, bytes] of Object.entries(known.refuse_inner))
    expect(readFormEntry(hex(bytes)), name).toBeUndefined()
  expect(Object.keys(known.refuse_inner)).toHaveLength(11)
})

test("a form opens only with the form key and the key of its own hour; either alone opens nothing", async () => {
  const [record] = await sealForm(door, entry, unixSeconds(NOW + 60), eid)
  if (!record) throw new Error("no record")
  expect(record).toHaveLength(FORM_RECORD_BYTES)
  expect(await open(rowKeyAt(8), record)).toEqual({ ok: true, value: { eid: hexOf(eid), entry } })
  const another = await deriveBoxKeyPair(steadyRandom("another form key")(32))
  expect(await open(rowKeyAt(8), record, [another])).toEqual({ ok: false, problem: "unknown-form-key" })
  expect(await open(rowKeyAt(8), record, [{ ...another, id: form.id }])).toEqual({
    ok: false,
    problem: "does-not-open",
  })
  expect(await open(rowKeyAt(8), record, [form], "0011223344556677")).toEqual({ ok: false, problem: "does-not-open" })
  for (const rowKey of [
    rowKeyAt(7),
    rowKeyAt(9),
    rowKeyAt(8, addDays(TODAY, 1)),
    rowKeyOf(keyOf(), venue.vid),
    rowKeyOf(leafOf(keyOf(), 8), venueOf("library").vid),
    new Uint8Array(16),
  ])
    expect(await open(rowKey, record)).toEqual({ ok: false, problem: "another-row" })
})

test("a record that was moved to another row's tag, or changed in any part, opens nowhere", async () => {
  const [record] = await sealForm(door, entry, unixSeconds(NOW + 60), eid)
  const read = record && readFormRecord(record)
  if (!record || !read) throw new Error("no record")
  const moved = writeFormRecord({ ...read, tag: formTagOf(rowKeyAt(9)) })
  for (const rowKey of [rowKeyAt(8), rowKeyAt(9)]) expect((await open(rowKey, moved)).ok).toBe(false)
  for (const at of [2, 6, 13, 14, 78, 79, 200, 366]) {
    const changed = copyBytes(record)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect((await open(rowKeyAt(8), changed)).ok, `byte ${at}`).toBe(false)
  }
  expect(await open(rowKeyAt(8), record.subarray(1))).toEqual({ ok: false, problem: "malformed" })
})

test("a stay has one record for each hour that it touches, over the day's end too where the key is there", async () => {
  const hoursAt = async (end: number, more: Partial<FormDoor> = {}, from = NOW) => {
    const records = await sealForm({ ...door, ...more }, { ...entry, from }, unixSeconds(end), eid)
    return records.map((bytes) => {
      const { day, tag } = readFormRecord(bytes) ?? {}
      const hours = Array.from({ length: 24 }, (_, hour) => hour)
      const hour = hours.find((h) => hexOf(formTagOf(rowKeyAt(h, day))) === hexOf(tag ?? eid))
      return [(day ?? 0) - TODAY, hour]
    })
  }
  expect(await hoursAt(NOW)).toEqual([[0, 8]])
  expect(await hoursAt(NOW + 3600)).toEqual([[0, 8]])
  expect(await hoursAt(NOW + 3601)).toEqual([
    [0, 8],
    [0, 9],
  ])
  const late = unixSeconds(NOW + 15 * 3600 + 1800) // 03:30
  expect(await hoursAt(late + 3600, {}, late)).toEqual([[0, 23]])
  const dayKeys = new Map([TODAY, addDays(TODAY, 1)].map((day) => [day, keyOf(day)]))
  expect(await hoursAt(late + 3600, { dayKeys }, late)).toEqual([
    [0, 23],
    [1, 0],
  ])
  await expect(sealForm(door, entry, unixSeconds(NOW + 26 * 3600), eid)).rejects.toThrow(RangeError)
})

test("the hours of one stay show one person, and their records nothing alike but the day and the form key", async () => {
  const records = await sealForm(door, entry, unixSeconds(NOW + 2 * 3600), eid)
  expect(records).toHaveLength(2)
  const opened = await Promise.all(records.map((record, i) => open(rowKeyAt(8 + i), record)))
  expect(opened).toEqual([opened[0], opened[0]])
  const [a, b] = records.map((record) => hexOf(record.subarray(6)))
  for (let at = 0; at + 16 <= (a?.length ?? 0); at += 2) expect(b?.includes(a?.slice(at, at + 16) ?? "")).toBe(false)
})

test("whatever is written is read again the same; whatever arrives is read or refused, never a thrown error", () => {
  const text = (most: number) =>
    fc
      .string({ unit: "grapheme", minLength: 1, maxLength: most })
      .map((s) => s.normalize("NFC"))
      .filter((s) => isFormText(s, most))
  const time = fc.integer({ min: 1, max: 2 ** 32 - 1 }).map(unixSeconds)
  fc.assert(
    fc.property(time, time, fc.boolean(), text(120), text(24), (a, b, leaves, name, number) => {
      const [from, later] = a < b ? [a, b] : [b, a]
      const written = { from, until: leaves ? later : null, name, number }
      expect(readFormEntry(writeFormEntry(written))).toEqual(written)
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 239, maxLength: 241 }), (bytes) => {
      const read = readFormEntry(bytes)
      if (read) expect(writeFormEntry(read)).toEqual(new Uint8Array(bytes))
    }),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const read = readFormRecord(bytes)
      if (read) expect(writeFormRecord(read)).toEqual(new Uint8Array(bytes))
    }),
  )
})

test("a name that is empty, too long or has hidden characters is no name", () => {
  expect(isFormText("陳大文", 120)).toBe(true)
  for (const bad of ["", "a\nb", "a\u202Eb", "a\u200Db", "e\u0301", "陳".repeat(41)])
    expect(isFormText(bad, 120), bad).toBe(false)
  expect(() => writeFormEntry({ ...entry, name: "" })).toThrow(RangeError)
  expect(() => writeFormEntry({ ...entry, until: unixSeconds(NOW - 1) })).toThrow(RangeError)
  expect(INNER_BYTES + EID_BYTES).toBe(272)
  expect(bytesOfHex(known.eid)).toHaveLength(EID_BYTES)
})
