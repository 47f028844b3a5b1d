import { readPolicy, writePolicy } from "@homesafe/protocol"
import { expect, test } from "vitest"
import { categories, comingChanges, dayOfDate, ruleOn, seededPolicy } from "../index.ts"

const seed = seededPolicy()
const find = (en: string) => {
  const category = categories.find((each) => each.en === en)
  if (!category) throw new Error(`no ${en}`)
  return category
}
const seededRule = (en: string, date: string) => ruleOn(seed, find(en), dayOfDate(date))
const compulsoryOn = (date: string) =>
  categories.filter((each) => !["never", "voluntary"].includes(ruleOn(seed, each, dayOfDate(date)).rule))

test("the seeded ledger is one that every reader accepts", () => {
  expect(readPolicy(writePolicy(seed))).toEqual({ ok: true, value: seed })
})

test("the seeded ledger never names a place where nobody may be asked", () => {
  const named = new Set(seed.entries.flatMap((entry) => entry.categories))
  expect(categories.filter((each) => named.has(each.n)).length).toBe(named.size)
  expect(categories.filter((each) => each.gate === "never" && named.has(each.n))).toEqual([])
})

test("in Hong Kong all was voluntary at first, and is again since the day on which scanning ended", () => {
  for (const date of ["2020-11-15", "2020-12-01", "2021-01-27", "2022-12-14", "2026-11-25"])
    expect(compulsoryOn(date), date).toEqual([])
  expect(compulsoryOn("2022-12-13")).not.toEqual([])
})

test("restaurants took a scan or a form from 1 March 2021, else they were closed for 3 to 14 days", () => {
  expect(seededRule("Restaurant", "2021-02-28").rule).toBe("voluntary")
  const { rule, entry } = seededRule("Restaurant", "2021-03-05")
  expect(rule).toBe("scan-or-form")
  expect(entry?.penalty).toEqual({ unit: "closure-days", least: 3, most: 14 })
})

test("libraries took no paper from 1 November 2021, and exempted children, old people, disability and emergency", () => {
  expect(seededRule("Library", "2021-10-31").rule).toBe("scan-or-form")
  const { rule, entry } = seededRule("Library", "2021-11-02")
  expect(rule).toBe("scan")
  expect(entry?.exempt).toEqual(["under-12", "65-and-over", "disability", "emergency"])
})

test("students were exempt at their school, and users of shelters in community halls", () => {
  expect(seededRule("School", "2021-11-02").entry?.exempt).toContain("student")
  expect(seededRule("Government office", "2021-11-02").entry?.exempt).toContain("shelter-user")
  expect(seededRule("Library", "2021-11-02").entry?.exempt).not.toContain("student")
})

test("the change of 1 March 2021 is announced from 20 February on", () => {
  const changes = comingChanges(seed, categories, dayOfDate("2021-02-20"), 14)
  const restaurants = changes.filter((change) => change.categories.includes(find("Restaurant").n))
  expect(changes.map((change) => change.day)).toEqual(changes.map(() => dayOfDate("2021-03-01")))
  expect(restaurants.map(({ before, after }) => [before.rule, after.rule])).toEqual([["voluntary", "scan-or-form"]])
})

test("a change is announced for the days after today, up to the last day of the announcement", () => {
  const daysOf = (from: string, within: number) =>
    comingChanges(seed, categories, dayOfDate(from), within).map((c) => c.day)
  expect(daysOf("2021-02-28", 1)).toContain(dayOfDate("2021-03-01"))
  expect(daysOf("2021-02-27", 1)).toEqual([])
  expect(daysOf("2021-03-01", 14)).toEqual([])
})

test("a new reason with the same terms is no change: government premises kept theirs on 1 March 2021", () => {
  const changes = comingChanges(seed, categories, dayOfDate("2021-02-28"), 1)
  expect(changes.flatMap((change) => change.categories)).toEqual([find("Restaurant").n])
})
