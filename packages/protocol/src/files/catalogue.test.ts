import { expect, test } from "vitest"
import { type CatalogueCategory, readCatalogue, writeCatalogue } from "./catalogue.ts"

const market: CatalogueCategory = { n: 1, en: "Market", hant: "街市", hans: "街市", gate: "rule", stay: 45 }
const withCategories = (...categories: readonly object[]) =>
  // as: what must be refused has no type
  writeCatalogue({ v: 1, seq: 7, categories: categories as CatalogueCategory[], templates: [], pathogens: [] })

test("a catalogue is read as it was written, with closing times or without", () => {
  for (const category of [market, { ...market, closes: 1 }, { ...market, closes: 1440 }]) {
    const read = readCatalogue(withCategories(category))
    expect(read.ok && read.value.categories).toEqual([category])
  }
})

test("a catalogue is refused whole when one category is not as the specification says", () => {
  const { gate, ...ungated } = market
  const wrong = [
    [{ ...market, closes: 0 }],
    [{ ...market, closes: 1441 }],
    [{ ...market, closes: "21:00" }],
    [{ ...market, closes: null }],
    [{ ...market, opens: 60 }],
    [{ ...market, stay: 1441 }],
    [{ ...market, n: 128 }],
    [{ ...market, gate: `${gate}s` }],
    [ungated],
    [market, market],
  ]
  for (const categories of wrong) {
    expect(readCatalogue(withCategories(...categories)), JSON.stringify(categories)).toEqual({
      ok: false,
      problem: "malformed-catalogue",
    })
  }
})
