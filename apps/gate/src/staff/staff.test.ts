import { categories, seededPolicy } from "@homesafe/domain"
import { exemptions, serviceDay } from "@homesafe/protocol"
import { TODAY } from "@homesafe/protocol/deployment.test-support"
import fc from "fast-check"
import { expect, test } from "vitest"
import { CATALOGUE, freshTablet } from "../gate.test-support.ts"
import { keepAct, noCounts, readCounts } from "./counts.ts"
import { outcomeOf, ruleToday } from "./rule-today.ts"
import { isShutterAddress, openShutter } from "./shutter.ts"

const policy = seededPolicy()
const days = fc.integer({ min: 18_200, max: 20_500 }).map(serviceDay)
const kinds = fc.constantFrom(...categories)

test("hostile 41: nobody can be turned away, and nothing is proved, where the catalogue says never: whatever the ledger says", () => {
  fc.assert(
    fc.property(days, kinds, (day, { n, gate }) => {
      const rule = ruleToday({ catalogue: CATALOGUE, policy }, n, day)
      expect(rule.hasProof).toBe(gate !== "never")
      if (gate === "never") expect([rule.refusals, outcomeOf(rule.today, {})]).toEqual([[], "welcome"])
    }),
  )
})

test("hostile 41: wherever a rule asks, its exemptions and an emergency are one touch away, and nobody is asked where there is no rule", () => {
  let asked = 0
  fc.assert(
    fc.property(days, kinds, (day, { n }) => {
      const rule = ruleToday({ catalogue: CATALOGUE, policy }, n, day)
      if (outcomeOf(rule.today, {}) === "welcome") {
        expect(rule.refusals).not.toContain("not-scanned")
        return
      }
      asked++
      expect(rule.exemptions).toEqual(expect.arrayContaining(["disability", "emergency"]))
      for (const exemption of rule.exemptions) expect(outcomeOf(rule.today, { exemption })).toBe("welcome")
      expect(rule.refusals).toContain("not-scanned")
    }),
    { numRuns: 1000 },
  )
  expect(asked).toBeGreaterThan(50)
})

test("without a ledger, and at a kind that the catalogue does not know, nobody is asked", () => {
  expect(ruleToday({ catalogue: CATALOGUE, policy: null }, 1, TODAY)).toMatchObject({
    refusals: ["full"],
    hasProof: true,
  })
  expect(ruleToday({ catalogue: CATALOGUE, policy }, 99, TODAY)).toMatchObject({ refusals: [], hasProof: false })
})

test("what staff do is kept as numbers of one day, and the next begins with none", async () => {
  const { database } = await freshTablet()
  await keepAct(database, TODAY, { act: "pass" })
  await keepAct(database, TODAY, { act: "exempt", why: "under-12" })
  await keepAct(database, TODAY, { act: "refuse", why: "full" })
  for (let n = 0; n < 5; n++) await keepAct(database, TODAY, { act: "inside", change: -1 })
  const counts = await readCounts(database, TODAY)
  expect(counts).toEqual({ day: TODAY, inside: 0, passed: 1, exempt: { "under-12": 1 }, refused: { full: 1 } })
  expect(Object.keys(counts.exempt).every((why) => (exemptions as readonly string[]).includes(why))).toBe(true) // as: to be searched for any word
  expect(await readCounts(database, serviceDay(TODAY + 1))).toEqual(noCounts(serviceDay(TODAY + 1)))
})

test("hostile 34: the shutter is at this very device, or nowhere", async () => {
  for (const good of ["http://127.0.0.1:8123/open", "http://localhost:80", "http://localhost:9000/a/b"])
    expect(isShutterAddress(good), good).toBe(true)
  const bad = [
    "",
    "http://192.168.1.9:80/",
    "https://127.0.0.1:1/",
    "http://127.0.0.1@evil.example:80/",
    "file:///x",
    "http://localhost/",
  ]
  for (const address of [
    ...bad,
    "http://localhost.evil.example:80/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:80/?who=1",
  ]) {
    expect(isShutterAddress(address), address).toBe(false)
    expect(await openShutter(address, () => Promise.reject(new Error("called")))).toBe(false)
  }
})

test("the shutter is told that it is to open, and nothing else", async () => {
  const sent: unknown[] = []
  const send = (async (url: string, options: RequestInit) => {
    sent.push([url, options.method, options.body, options.credentials])
    return new Response()
  }) as unknown as typeof fetch // as: only what is used of it
  expect(await openShutter("http://127.0.0.1:8123/open", send)).toBe(true)
  expect(sent).toEqual([["http://127.0.0.1:8123/open", "POST", undefined, "omit"]])
  const failing = (() => Promise.reject(new TypeError("no connection"))) as unknown as typeof fetch // as: as above
  expect(await openShutter("http://127.0.0.1:8123/open", failing)).toBe(false)
})
