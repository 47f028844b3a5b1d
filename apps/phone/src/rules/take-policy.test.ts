import { type Policy, type PolicyEntry, serviceDay } from "@homesafe/protocol"
import { afterEach, expect, test, vi } from "vitest"
import { makeFeed, NOW, signPolicy, TODAY } from "../feed/published-lists.test-support.ts"
import { desk } from "../keeper/desk.ts"
import { checkAndSay, newPhone } from "../keeper/started-phone.test-support.ts"
import { answersOfRules } from "./answer-rules.ts"
import { groupRules } from "./group-rules.ts"
import { nextChangeAt } from "./next-change.ts"

afterEach(() => vi.unstubAllGlobals())

const texts = { en: "The government", hant: "政府", hans: "政府" }
const scanToday: PolicyEntry = {
  id: "scan-at-restaurants",
  categories: [4, 13],
  rule: "scan",
  from: TODAY,
  until: serviceDay(TODAY + 7),
  by: texts,
  reason: texts,
  exempt: ["disability", "emergency"],
  alternative: "staff",
  shortStay: 0,
  penalty: { unit: "closure-days", least: 3, most: 14 },
}
const first: Policy = { v: 1, seq: 2, entries: [scanToday] }

/** A phone that has read these ledgers, one after the other, each with a list of its own. */
async function phoneThatRead(...ledgers: readonly Policy[]) {
  const feed = makeFeed()
  feed.publish()
  const phone = await newPhone((name) => feed.files.get(name)?.slice())
  const keeper = await phone.start(NOW)
  expect(await checkAndSay(keeper, NOW)).toBe("no-match")
  const words: string[] = []
  for (const policy of ledgers) {
    feed.publish([], NOW, undefined, { policy: { seq: policy.seq, ...feed.put(signPolicy(policy)) } })
    words.push(await checkAndSay(keeper, NOW))
  }
  const { rules } = answersOfRules
  return { keeper, words, rules: await rules({}, keeper, NOW, desk), again: () => phone.start(NOW) }
}

test("the phone reads the signed rules with the list, and knows them after a restart", async () => {
  const { rules, again } = await phoneThatRead(first)
  expect(rules).toMatchObject({ policy: first, isRewritten: false })
  expect((await again()).policy).toEqual(first)
})

test("the rules of a day stand by strictness; an emergency department is never under one, whatever the ledger says", async () => {
  const { rules } = await phoneThatRead(first)
  const said = groupRules(rules, TODAY).map(({ rule, categories }) => [rule, categories.map(({ n }) => n)])
  expect(said).toEqual([
    ["scan", [4]],
    ["voluntary", [27]],
    ["never", [13]],
  ])
  expect(groupRules(rules, serviceDay(TODAY + 7)).map(({ rule }) => rule)).toEqual(["voluntary", "never"])
})

test("a change that comes soon is told with its moment, one that is far away is not", async () => {
  const { keeper } = await phoneThatRead(first)
  expect(nextChangeAt(keeper)).toBe((TODAY + 7) * 86_400 - keeper.trust.offset)
  keeper.policy = { ...first, entries: [{ ...scanToday, until: serviceDay(TODAY + 15) }] }
  expect(nextChangeAt(keeper)).toBeNull()
})

test("a ledger that was rewritten is not taken; its owner is told, and the list that came with it warns all the same", async () => {
  const rewritten: Policy = { v: 1, seq: 3, entries: [{ ...scanToday, until: serviceDay(TODAY + 30) }] }
  const { rules, words } = await phoneThatRead(first, rewritten)
  expect(words).toEqual(["no-match", "no-match"])
  expect(rules).toMatchObject({ policy: first, isRewritten: true })
  const shorter = await phoneThatRead(first, { v: 1, seq: 3, entries: [] })
  expect(shorter.rules).toMatchObject({ policy: first, isRewritten: true })
})

test("a new decision is a new entry, which the phone takes", async () => {
  const second: Policy = {
    v: 1,
    seq: 3,
    entries: [scanToday, { ...scanToday, id: "voluntary-again", rule: "voluntary" }],
  }
  const { rules } = await phoneThatRead(first, second)
  expect(rules).toMatchObject({ policy: second, isRewritten: false })
  expect(groupRules(rules, TODAY).map(({ rule }) => rule)).toEqual(["voluntary", "voluntary", "never"])
})
