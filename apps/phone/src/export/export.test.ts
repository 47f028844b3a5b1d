import { escapeText, foldLine, inertLine } from "@homesafe/domain"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { VisitView } from "../keeper/views.ts"
import { chooseVisits, type ExportedVisit } from "./exported-visit.ts"
import { writeCalendar } from "./write-calendar.ts"
import { type ExportedDiary, writeJson } from "./write-json.ts"
import { writeText } from "./write-text.ts"

const AT = 1_795_500_000
const visit = (change: Partial<ExportedVisit> = {}): ExportedVisit => ({
  id: "0c1b",
  names: { en: "Wing Kee Noodle House", hant: "榮記麵家" },
  arrivedAt: AT,
  leftAt: AT + 3600,
  isGuessed: false,
  note: "",
  with: [],
  ...change,
})
const words = {
  heading: "HomeSafe diary",
  madeAt: "Written now",
  nameOf: ({ names }: ExportedVisit) => names.en,
  timeOf: () => "12:00 to 13:00",
  guessed: "guessed",
  note: "Note",
  with: "With",
}
/** What a calendar reads: folded lines joined, names and values. */
function readCalendar(text: string): [string, string][] {
  expect(text.endsWith("\r\n")).toBe(true)
  const lines = text.slice(0, -2).split("\r\n")
  for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
  const joined = lines.join("\r\n").replace(/\r\n /g, "").split("\r\n")
  return joined.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)])
}
const unescaped = (text: string) => text.replace(/\\(.)/g, (_, each: string) => (each === "n" ? "\n" : each))

test("one visit, one day or all are chosen, oldest first; a warning and a key of the store never leave with them", () => {
  const view = (id: string, day: number, arrivedAt: number) =>
    ({
      ...visit({ id, arrivedAt }),
      day,
      companions: ["c1", "gone"],
      alertId: "7.1",
      erasedAt: 5,
    }) as unknown as VisitView // as: only these count
  const visits = [view("c", 2, 30), view("b", 2, 20), view("a", 1, 10)]
  const names = (id: string) => (id === "c1" ? "Grandmother" : undefined)
  expect(chooseVisits(visits, { kind: "all" }, names).map(({ id }) => id)).toEqual(["a", "b", "c"])
  expect(chooseVisits(visits, { kind: "day", day: 2 }, names).map(({ id }) => id)).toEqual(["b", "c"])
  const [only] = chooseVisits(visits, { kind: "visit", id: "b" }, names)
  expect(only?.with).toEqual(["Grandmother"])
  expect(Object.keys(only ?? {}).sort()).toEqual(
    ["arrivedAt", "id", "isGuessed", "leftAt", "names", "note", "with"].sort(),
  )
})

test("hostile 32: no line of a file begins a formula, whatever a name or a note says", () => {
  const hostile = ["=cmd|'/C calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1", '"=1', "＝1+1", "  =2", "\r\n=3", "'=4"]
  for (const text of hostile) {
    const file = writeText([visit({ names: { en: text, hant: "店" }, note: text, with: [text] })], words)
    for (const line of file.split(/\r\n|\r|\n/)) expect(line.trimStart()).not.toMatch(/^["'\s]*[=+\-@＝＋－＠]/)
  }
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !/^[\s"']*[=+\-@＝＋－＠]/.test(inertLine(text))))
})

test("a note or a name makes no line of its own, in text and in a calendar", () => {
  const note = "first\r\nEND:VEVENT\nBEGIN:VEVENT\u2028SUMMARY:x"
  expect(writeText([visit({ note })], words).split("\r\n")).toHaveLength(6 + 1)
  const read = readCalendar(writeCalendar([visit({ note })], AT, words.nameOf))
  expect(read.filter(([name]) => name === "BEGIN").map(([, value]) => value)).toEqual(["VCALENDAR", "VEVENT"])
  expect(read.filter(([name]) => name === "SUMMARY")).toHaveLength(1)
})

test("whatever stands in a name or a note reads back from the calendar as the same words", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const said = text.split(/\r\n?|\n/).map((line) =>
        line
          .replace(/\s+/gu, " ")
          .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
          .trim(),
      )
      const read = readCalendar(writeCalendar([visit({ note: text })], AT, words.nameOf))
      const found = read.find(([name]) => name === "DESCRIPTION")?.[1]
      if (text === "") expect(found).toBeUndefined()
      else expect(unescaped(found ?? "")).toBe(said.join("\n"))
    }),
  )
  expect(escapeText("a, b; c\\d\ne")).toBe("a\\, b\\; c\\\\d\\ne")
})

test("long Chinese lines are folded between characters", () => {
  const folded = foldLine(`SUMMARY:${"榮記麵家".repeat(20)}`)
  for (const line of folded.split("\r\n")) {
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(line).not.toContain("\ufffd")
  }
  expect(folded.replace(/\r\n /g, "")).toBe(`SUMMARY:${"榮記麵家".repeat(20)}`)
})

test("an event has its times in UTC; a visit that goes on has none yet", () => {
  const read = readCalendar(writeCalendar([visit(), visit({ id: "1", leftAt: null })], AT, words.nameOf))
  expect(read).toContainEqual(["DTSTART", "20261124T060000Z"])
  expect(read).toContainEqual(["DTEND", "20261124T070000Z"])
  expect(read.filter(([name]) => name === "UID")).toEqual([["UID", "0c1b@homesafe"]])
})

test("the data form is what docs/export.md says", () => {
  const read = JSON.parse(writeJson([visit({ note: "=1", isGuessed: true })], AT, "Asia/Hong_Kong")) as ExportedDiary
  expect(read).toEqual({
    format: "homesafe-diary",
    version: 1,
    writtenAt: "2026-11-24T06:00:00.000Z",
    timeZone: "Asia/Hong_Kong",
    visits: [
      {
        id: "0c1b",
        names: { en: "Wing Kee Noodle House", "zh-Hant": "榮記麵家" },
        arrivedAt: "2026-11-24T06:00:00.000Z",
        leftAt: "2026-11-24T07:00:00.000Z",
        isEndGuessed: true,
        note: "=1",
        with: [],
      },
    ],
  })
})
