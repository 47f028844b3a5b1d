import { expect, test } from "vitest"
import { mergeFound, type RowNews } from "./merge-found.ts"

const said = (row: number, change: Partial<RowNews["message"]> = {}): RowNews => ({
  row,
  remark: null,
  message: {
    mode: 0,
    field: 64,
    daysAgo: 1,
    severity: 4,
    template: 1,
    pool: 0,
    withdrawn: false,
    corrected: false,
    ...change,
  },
})

test("the newest list wins, whatever the order in which lists are compared", () => {
  const withdrawn = mergeFound([], [said(3, { withdrawn: true, field: 0 })], { seq: 5, t: 50 })
  const late = mergeFound(withdrawn, [said(3)], { seq: 4, t: 40 })
  expect(late[0]?.message.withdrawn).toBe(true)
  expect(mergeFound(late, [said(3)], { seq: 6, t: 60 })[0]?.message.withdrawn).toBe(false)
})

test("saying the same again changes nothing: a warning that was read stays read", () => {
  const first = mergeFound([], [said(3)], { seq: 1, t: 10 }).map((each) => ({ ...each, isSeen: true, wasAlert: true }))
  const again = mergeFound(first, [said(3, { daysAgo: 2 })], { seq: 9, t: 90 })
  expect(again).toEqual(first)
})

test("a change is unread again, and remembers the list that spoke first", () => {
  const first = mergeFound([], [said(3)], { seq: 1, t: 10 }).map((each) => ({ ...each, isSeen: true, wasAlert: true }))
  const [changed] = mergeFound(first, [said(3, { field: 128 })], { seq: 2, t: 20 })
  expect(changed).toMatchObject({ isSeen: false, wasAlert: true, firstList: { seq: 1 }, list: { seq: 2 } })
})
