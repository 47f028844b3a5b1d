import { expect, test } from "vitest"
import { everyCase, numberOf, queryOf } from "./search.ts"

test("a case’s number is understood as people write it", () => {
  expect(["C-0412", "c412", "412", " C 0412 ", "0"].map(numberOf)).toEqual([412, 412, 412, 412, 0])
  expect(["", "Chan", "C-", "4 1"].map(numberOf)).toEqual([undefined, undefined, undefined, undefined])
})

test("only what was filled in is asked for, and what is no number finds nothing rather than everything", () => {
  const dayOf = () => 20_000
  expect(queryOf(everyCase, dayOf, null)).toEqual({})
  expect(queryOf({ ...everyCase, upload: "opened", from: "2024-10-04" }, dayOf, 51)).toEqual({
    upload: "opened",
    from: 20_000,
    before: 51,
  })
  expect(queryOf({ ...everyCase, number: "Chan" }, dayOf, null)).toEqual({ number: 0 })
})
