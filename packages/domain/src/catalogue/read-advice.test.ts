import { expect, test } from "vitest"
import { diseaseInSentence, diseaseOf, readAdvice } from "./read-advice.ts"
import { templates } from "./templates.ts"

const say = (after: number, unit: string) => `<${after} ${unit}>`

test("a template is a disease, a lead and steps; stars make words strong and nothing else is markup", () => {
  const advice = readAdvice(
    "Measles\nYou may not be infected.\n**Not vaccinated?** Call today.\n<b>Rest</b> at home.\n",
    say,
  )
  expect(advice.disease).toBe("Measles")
  expect(advice.lead).toBe("You may not be infected.")
  expect(advice.steps).toEqual([
    [
      { text: "Not vaccinated?", isStrong: true },
      { text: " Call today.", isStrong: false },
    ],
    [{ text: "<b>Rest</b> at home.", isStrong: false }],
  ])
  expect(readAdvice("", say)).toEqual({ disease: "", actWithin: null, lead: "", steps: [] })
})

test("a deadline counts from this phone's own exposure, as a moment or as a date", () => {
  const advice = readAdvice("Measles {+72h}\nLead {+2h}.\nUntil {+72h}, watch until {+21d}.\n{+h} {72h} stay.", say)
  expect(advice.disease).toBe("Measles")
  expect(advice.actWithin).toBe(72 * 3600)
  expect(advice.lead).toBe("Lead <7200 hours>.")
  expect(advice.steps.map((step) => step.map(({ text }) => text).join(""))).toEqual([
    `Until <${72 * 3600} hours>, watch until <${21 * 86_400} days>.`,
    "{+h} {72h} stay.",
  ])
})

test("the seeded texts say the same deadlines in the three languages, and leave no token unread", () => {
  for (const { n, en, hant, hans } of templates) {
    const [a, b, c] = [en, hant, hans].map((text) => readAdvice(text, () => "@"))
    expect([b?.actWithin, c?.actWithin], `template ${n}`).toEqual([a?.actWithin, a?.actWithin])
    expect([b?.steps.length, c?.steps.length]).toEqual([a?.steps.length, a?.steps.length])
    const moments = [en, hant, hans].map((text) => [...text.matchAll(/\{\+\d+[hd]\}/g)].map(String))
    expect(moments[1]).toEqual(moments[0])
    expect(moments[2]).toEqual(moments[0])
    for (const each of [a, b, c]) expect(JSON.stringify(each)).not.toMatch(/\{\+/)
  }
})

test("inside a sentence a disease is written small, an abbreviation as it is", () => {
  expect(["Measles", "COVID-19", "MERS", "麻疹"].map(diseaseInSentence)).toEqual([
    "measles",
    "COVID-19",
    "MERS",
    "麻疹",
  ])
  expect(diseaseOf("Measles {+72h}\nLead")).toBe("Measles")
})
