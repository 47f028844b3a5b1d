import { expect, test } from "vitest"
import { readPosition, sayPosition } from "./position.ts"

test.each([
  ["22.2819, 114.1583", { lat: 22.2819, lng: 114.1583 }],
  [" 22.281912345 114.158312345 ", { lat: 22.28191, lng: 114.15831 }],
  ["２２．２８，１１４．１６", { lat: 22.28, lng: 114.16 }],
  ["-33.86°, 151.21°", { lat: -33.86, lng: 151.21 }],
])("%s is a position", (text, position) => {
  expect(readPosition(text)).toEqual(position)
  expect(readPosition(sayPosition(position))).toEqual(position)
})

test.each([
  "",
  "22.28",
  "114.1583, 22.2819",
  "22.28, 190",
  "91, 10",
  "22,28, 114,15",
  "one, two",
  "1e1, 2",
  "22.28;114.15",
])("%s is none", (text) => expect(readPosition(text)).toBeUndefined())
