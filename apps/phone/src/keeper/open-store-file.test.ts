import { expect, test } from "vitest"
import { memoryHandle } from "./keeper.test-support.ts"
import { storeFileOn } from "./open-store-file.ts"

test("what is written is read back, at its place and nowhere else", () => {
  const file = storeFileOn(memoryHandle())
  file.write(0, new Uint8Array(64))
  file.write(16, Uint8Array.from([1, 2, 3]))
  file.flush()
  expect(file.size()).toBe(64)
  expect([...file.read(15, 5)]).toEqual([0, 1, 2, 3, 0])
})

test("bytes handed over are the file's own: a later change by the caller is not written", () => {
  const file = storeFileOn(memoryHandle())
  const bytes = Uint8Array.from([7, 7])
  file.write(0, bytes)
  bytes.fill(0)
  const read = file.read(0, 2)
  read.fill(1)
  expect([...file.read(0, 2)]).toEqual([7, 7])
})

test("a short read or write is a broken disk and throws", () => {
  const file = storeFileOn(memoryHandle())
  file.write(0, new Uint8Array(8))
  expect(() => file.read(4, 8)).toThrow()
  expect(() => storeFileOn({ ...memoryHandle(), write: () => 1 }).write(0, new Uint8Array(2))).toThrow()
})
