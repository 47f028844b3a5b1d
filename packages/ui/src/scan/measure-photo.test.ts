import fc from "fast-check"
import { expect, test } from "vitest"
import { isPhotoAllowed, measurePhoto } from "./measure-photo.ts"

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
const u32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
const u16 = (value: number) => [value >> 8, value & 255]
const zeros = (count: number) => Array.from({ length: count }, () => 0)

const png = (width: number, height: number) => [
  0x89,
  ...ascii("PNG\r\n\u001a\n"),
  ...u32(13),
  ...ascii("IHDR"),
  ...u32(width),
  ...u32(height),
  8,
]
const jpeg = (width: number, height: number) => [
  ...[0xff, 0xd8, 0xff, 0xe1, ...u16(2002), ...zeros(2000)], // a camera's notes come first
  ...[0xff, 0xc4, ...u16(4), 0, 0, 0xff, 0xc0, ...u16(17), 8, ...u16(height), ...u16(width), 3],
]
const heic = (width: number, height: number) => {
  const box = (w: number, h: number) => [...u32(20), ...ascii("ispe"), ...u32(0), ...u32(w), ...u32(h)]
  return [...u32(24), ...ascii("ftypheic"), ...zeros(40), ...box(512, 512), ...box(width, height), ...zeros(8)]
}
const webp = (width: number, height: number) => [
  ...ascii("RIFF"),
  ...zeros(4),
  ...ascii("WEBPVP8X"),
  10,
  0,
  0,
  0,
  ...zeros(4),
  ...[width - 1, height - 1].flatMap((side) => [side & 255, (side >> 8) & 255, side >> 16]),
]

test("a photo's size is read from its first bytes, whatever kind of picture it is", () => {
  for (const write of [png, jpeg, heic, webp]) {
    expect(measurePhoto(Uint8Array.from(write(4032, 3024)))).toEqual({ width: 4032, height: 3024 })
  }
  const gif = [...ascii("GIF89a"), 0xc0, 0x0f, 0xd0, 0x0b, ...zeros(4)]
  expect(measurePhoto(Uint8Array.from(gif))).toEqual({ width: 4032, height: 3024 })
})

test("hostile 2: a photo of 12,000 × 12,000, of no known kind, or of no size is refused before it is decoded", () => {
  for (const write of [png, jpeg, heic, webp]) {
    expect(isPhotoAllowed(measurePhoto(Uint8Array.from(write(12_000, 12_000))))).toBe(false)
    expect(isPhotoAllowed(measurePhoto(Uint8Array.from(write(4032, 3024))))).toBe(true)
  }
  expect(isPhotoAllowed(measurePhoto(Uint8Array.from(ascii("BM and more"))))).toBe(false)
  expect(isPhotoAllowed(measurePhoto(Uint8Array.from(png(0, 100))))).toBe(false)
})

test("bytes of any kind never throw and never hang", () => {
  const started = fc.constantFrom(png(9, 9), jpeg(9, 9), heic(9, 9), webp(9, 9))
  fc.assert(
    fc.property(started, fc.uint8Array({ maxLength: 64 }), fc.nat(60), (head, tail, cut) => {
      measurePhoto(Uint8Array.from([...head.slice(0, cut), ...tail]))
    }),
    { numRuns: 2000 },
  )
})
