import { expect, test } from "vitest"
import { diseaseInSentence, readAdvice } from "./read-advice.ts"

test("a template is a disease, a lead and steps; stars make words strong and nothing else is markup", () => {
  const advice = readAdvice(
    "Measles\nYou may not be infected.\n**Not vaccinated?** Call today.\n<b>Rest</b> at home.\n",
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
  expect(readAdvice("")).toEqual({ disease: "", lead: "", steps: [] })
})

test("inside a sentence a disease is written small, an abbreviation as it is", () => {
  expect(["Measles", "COVID-19", "MERS", "麻疹"].map(diseaseInSentence)).toEqual([
    "measles",
    "COVID-19",
    "MERS",
    "麻疹",
  ])
})
