import { categories, seededPolicy } from "@homesafe/domain"
import { isAppended, serviceDay } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { checkRule, emptyRule, type RuleForm } from "./check-rule.ts"

const today = serviceDay(20_500)
const before = seededPolicy()
const texts = { en: "The authority", hant: "當局", hans: "当局" }
const filled: RuleForm = { ...emptyRule(today), categories: [4, 1], by: texts, reason: texts }
const check = (change: Partial<RuleForm> = {}) => checkRule({ ...filled, ...change }, { before, categories, today })

test("a filled form makes one more entry, and leaves every earlier one alone", () => {
  const made = check()
  if ("faults" in made) throw new Error(made.faults.join())
  expect(made.rule).toMatchObject({ categories: [1, 4], from: today + 14, until: today + 104 })
  expect(isAppended(before, made.policy)).toBe(true)
  expect(made.policy.entries).toHaveLength(before.entries.length + 1)
})

test.each([
  ["nothing is filled in", { categories: [], by: { en: "", hant: "", hans: "" } }, ["categories", "by"]],
  ["a language is missing", { reason: { ...texts, hans: " " } }, ["reason"]],
  ["it has begun already", { from: "2026-02-15", last: "2026-03-01" }, ["from"]],
  ["it has no last day", { last: "" }, ["last"]],
  ["it lasts longer than two years", { last: "2028-12-31" }, ["last"]],
  ["it names an emergency department", { categories: [13] }, ["categories"]],
  ["a penalty is the wrong way round", { penalty: "closure-days", least: "7", most: "3" }, ["penalty"]],
  ["a short stay is no number", { shortStay: "five" }, ["shortStay"]],
] as [string, Partial<RuleForm>, string[]][])("when %s, that part is named", (_, change, faults) => {
  expect(check(change)).toEqual({ faults })
})

test("where people must scan, those with a disability or in an emergency are exempt whatever is ticked", () => {
  expect(check({ rule: "scan", exempt: [] })).toMatchObject({ rule: { exempt: ["disability", "emergency"] } })
  expect(check({ rule: "voluntary", exempt: [] })).toMatchObject({ rule: { exempt: [] } })
})
