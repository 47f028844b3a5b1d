import { expect, test } from "vitest"
import { cleanLine, cleanNote, NOTE_LENGTH, PLACE_NAME_LENGTH } from "./clean-text.ts"

test("hostile 6: a name written by hand keeps no bidi mark, no zero-width character and no pile of accents, and is cut", () => {
  expect(cleanLine("  Auntie\u202E\u2066 May’s\u200B\tplace \u0000", PLACE_NAME_LENGTH)).toBe("Auntie May’s place")
  expect(cleanLine(`Z${"\u0334".repeat(50)}algo`, PLACE_NAME_LENGTH).length).toBeLessThan(10)
  expect(cleanLine("\u202E\u200B \n", PLACE_NAME_LENGTH)).toBe("")
  expect([...cleanLine("店".repeat(1000), PLACE_NAME_LENGTH)]).toHaveLength(PLACE_NAME_LENGTH)
  expect(cleanLine("👩‍👧 and me\uD800", PLACE_NAME_LENGTH)).toBe("👩👧 and me")
})

test("a note keeps its lines and ends after 300 characters, whole ones", () => {
  expect(cleanNote("table 4\r\n\r\n\r\n\r\nby the window  ")).toBe("table 4\n\nby the window")
  const note = cleanNote("😀".repeat(1000))
  expect([...note]).toHaveLength(NOTE_LENGTH)
  expect(note.isWellFormed()).toBe(true)
})
