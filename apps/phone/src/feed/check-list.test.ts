import { unixSeconds } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { wordOfList } from "../shell/word-of-list.ts"
import { isCheckDue, viewOfList } from "./check-list.ts"
import { NOW } from "./published-lists.test-support.ts"

const feed = { seq: 7, hash: "00".repeat(32), t: NOW, exp: unixSeconds(NOW + 48 * 3600), done: 7 }
const hours = (n: number) => unixSeconds(NOW + n * 3600)

test("no match is said only of a list that is accepted, compared and younger than a day", async () => {
  const keeper = await makeKeeper(NOW)
  const word = (now: typeof NOW) => wordOfList({ list: viewOfList(keeper, now), alerts: [] })
  expect(word(NOW)).toBe("never")
  keeper.feed = feed
  expect([word(NOW), word(hours(23)), word(hours(24)), word(hours(48))]).toEqual([
    "no-match",
    "no-match",
    "ageing",
    "out-of-date",
  ])
  for (const problem of ["canary-missing", "not-accepted", "file-missing"] as const) {
    keeper.check = { at: NOW, problem }
    expect(word(NOW)).toBe("broken")
  }
})

test("the list is asked for once in every interval, and after a failure every five minutes", () => {
  const good = { feed, check: { at: NOW, problem: null }, every: 21_600 }
  expect(isCheckDue(good, hours(5), NOW)).toBe(false)
  expect(isCheckDue(good, hours(6), NOW)).toBe(true)
  const failed = { ...good, check: { at: NOW, problem: "offline" as const } }
  expect(isCheckDue(failed, unixSeconds(NOW + 299), NOW)).toBe(false)
  expect(isCheckDue(failed, unixSeconds(NOW + 300), NOW)).toBe(true)
})
