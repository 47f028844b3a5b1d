import { expect, test } from "vitest"
import type { VisitView } from "../keeper/views.ts"
import { searchVisits } from "./search-visits.ts"

const visit = (en: string, hant: string, note: string, companions: string[], arrivedAt: number) =>
  ({ names: { en, hant }, note, companions, arrivedAt }) as unknown as VisitView // as: only these count
const visits = [
  visit("Wing Kee Noodle House", "榮記麵家", "table by the window", ["p1"], 1),
  visit("Town Library", "市鎮圖書館", "", ["p1", "p2"], 2),
  visit("AB1234", "AB1234", "", [], 3),
]
const say = {
  dayOf: (at: number) => `Sat ${20 + at} Nov`,
  nameOf: (id: string) => ({ p1: "Ming", p2: "Grandma" })[id] ?? "",
}
const find = (words: string, person = "") => searchVisits(visits, { words, person }, say).map(({ names }) => names.en)

test("visits are found by their name in any language, their note, a companion or the date", () => {
  expect(find("noodle")).toEqual(["Wing Kee Noodle House"])
  expect(find("圖書")).toEqual(["Town Library"])
  expect(find("WINDOW table")).toEqual(["Wing Kee Noodle House"])
  expect(find("grandma")).toEqual(["Town Library"])
  expect(find("23 nov")).toEqual(["AB1234"])
  expect(find("ａｂ１２")).toEqual(["AB1234"])
})

test("every word must be found, a person narrows it, and nothing asked is everything", () => {
  expect(find("town noodle")).toEqual([])
  expect(find("ming", "p2")).toEqual(["Town Library"])
  expect(find("  ")).toHaveLength(3)
  expect(find(".*")).toEqual([])
})
