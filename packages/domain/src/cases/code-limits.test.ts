import { expect, test } from "vitest"
import { type CodeFacts, isFreshCase, usualCodeLimits as limits, whyConfirm } from "./code-limits.ts"

const nothing: CodeFacts = {
  lastHour: 0,
  lastDay: 0,
  withoutNumberLastDay: 0,
  freshLastDay: 0,
  wasUsed: false,
  hasNumber: false,
  isFresh: true,
}
const why = (facts: Partial<CodeFacts>) => whyConfirm({ ...nothing, ...facts }, limits)

test("a normal single code needs one officer, with a laboratory number or without", () => {
  expect(why({})).toBeNull()
  expect(why({ hasNumber: true, lastHour: 19, lastDay: 59, withoutNumberLastDay: 99, freshLastDay: 99 })).toBeNull()
})

test("each limit lets its number pass and stops the next", () => {
  expect([why({ lastHour: 19 }), why({ lastHour: 20 })]).toEqual([null, "many-in-an-hour"])
  expect([why({ lastDay: 59 }), why({ lastDay: 60 })]).toEqual([null, "many-in-a-day"])
  expect([why({ withoutNumberLastDay: 9 }), why({ withoutNumberLastDay: 10 })]).toEqual([null, "no-number"])
  expect([why({ freshLastDay: 2 }), why({ freshLastDay: 3 })]).toEqual([null, "fresh-case"])
  expect(why({ freshLastDay: 3, isFresh: false })).toBeNull()
})

test("a case whose code was used gets another only from two officers, whatever else holds", () => {
  expect(why({ wasUsed: true, hasNumber: true })).toBe("used-before")
})

test("a laboratory number does not lift the limits of the hour and the day", () => {
  expect(why({ hasNumber: true, lastHour: 20 })).toBe("many-in-an-hour")
  expect(why({ hasNumber: true, lastDay: 60 })).toBe("many-in-a-day")
})

test("a case is fresh for one minute", () => {
  expect([isFreshCase(59, limits), isFreshCase(60, limits)]).toEqual([true, false])
})
