import { expect, test } from "vitest"
import type { VisitView } from "../keeper/views.ts"
import { type DiaryVisit, EMPTY_PAGE, PAGE_BYTES, pageOfText, textOfPage, withVisit } from "./day-page.ts"
import { groupDays } from "./group-days.ts"

const visit = (id: string, arrivedAt = 0): DiaryVisit => ({
  id,
  source: "code",
  names: { en: "a".repeat(70), hant: "店".repeat(20) },
  category: 4,
  isProvisional: false,
  isVehicle: false,
  arrivedAt,
  leftAt: null,
  leavesAt: 0,
  latestLeaving: null,
  isGuessed: false,
  ref: null,
  kept: null,
  note: "",
  companions: [],
})

test("a page reads back as it was written, and its length tells nothing of how many visits it holds", () => {
  let page = EMPTY_PAGE
  const lengths = new Set([textOfPage(page).length])
  for (let n = 0; n < 24; n++) {
    page = withVisit(page, visit(`v${n}`, 100 - n))
    lengths.add(textOfPage(page).length)
  }
  expect([...lengths]).toEqual([PAGE_BYTES - 28])
  expect(pageOfText(textOfPage(page))).toEqual(page)
  expect(page.visits[0]?.arrivedAt).toBe(77)
})

test("the longest notes, names and companions of a full day fit into the one length", () => {
  let page = EMPTY_PAGE
  for (let n = 0; n < 24; n++) {
    const companions = Array.from({ length: 12 }, (_, k) => `p${k}-12345678`)
    page = withVisit(page, { ...visit(`v${n}`.padEnd(36, "-"), n), note: "店".repeat(300), companions })
  }
  expect(textOfPage(page).length).toBe(PAGE_BYTES - 28)
})

test("an update loses no diary: a page of version 1 is read with empty notes; a later version's counts as empty", () => {
  const { source: _, note: __, companions: ___, ...first } = visit("v1", 7)
  const page = new TextEncoder().encode(JSON.stringify({ v: 1, visits: [first], found: [] }))
  expect(pageOfText(page)).toEqual({ v: 2, visits: [visit("v1", 7)], found: [] })
  expect(pageOfText(new TextEncoder().encode('{"v":3,"visits":[]}'))).toEqual(EMPTY_PAGE)
})

test("days stand newest first, and so do the visits of a day", () => {
  const view = (day: number, arrivedAt: number) => ({ id: `${arrivedAt}`, day, arrivedAt }) as VisitView // as: only these count
  const days = groupDays([view(1, 10), view(3, 31), view(3, 35), view(2, 20)])
  expect(days.map(({ day, at }) => [day, at])).toEqual([
    [3, 31],
    [2, 20],
    [1, 10],
  ])
  expect(days[0]?.visits.map(({ arrivedAt }) => arrivedAt)).toEqual([35, 31])
})
