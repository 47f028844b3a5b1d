import { expect, test } from "vitest"
import { nameLines, type Poster, posterCharacters, writePoster } from "./write-poster.ts"

const poster: Poster = {
  kind: "enter",
  venue: { en: "Wing Kee Noodle House", hant: "榮記麵家", hans: "荣记面家" },
  entrance: { en: "Front door", hant: "正門" },
  code: { bytes: "https://homesafe.example/v#", digits: "0123456789" },
  printedAt: Date.UTC(2026, 10, 20),
  endsAt: Date.UTC(2026, 11, 4),
  timeZone: "Asia/Hong_Kong",
  version: 2,
  provisional: true,
  voluntary: true,
  demonstration: false,
  host: "homesafe.example",
}

test("a poster says its act, its end and its origin in three languages", () => {
  const sheet = writePoster(poster)
  expect(sheet.act.map((line) => line.text)).toEqual(["進入時請掃描", "Scan when you enter", "进入时请扫描"])
  expect(sheet.until[0]?.text).toBe("有效至2026年12月4日")
  expect(sheet.origin[1]?.text).toBe("A real poster opens only homesafe.example")
  expect(sheet.stamp).toBe("20 Nov 2026 · v2")
})

test("where nobody may be asked to scan, the sheet has no code and says: go in now", () => {
  const sheet = writePoster({ ...poster, kind: "never" })
  expect(sheet.code).toBeNull()
  expect(sheet.act[1]?.text).toBe("Go in now. No code is needed here.")
  expect(sheet.origin).toEqual([])
})

test("what the server needs to cut the fonts holds no part of the code's address", () => {
  const characters = posterCharacters([writePoster({ ...poster, code: { bytes: "秘密", digits: "" } })])
  expect(characters).toContain("榮")
  expect(characters).not.toContain("秘")
  expect(new Set(characters).size).toBe([...characters].length)
})

test("a name that is the same in two languages is printed once", () => {
  expect(nameLines({ en: "MUJI", hant: "MUJI", hans: "MUJI" })).toEqual([{ lang: "zh-Hant", text: "MUJI" }])
})
