import { translateShared } from "@homesafe/i18n/shared"
import { expect, test } from "vitest"
import { doorSymbols } from "./door-symbols.ts"
import { doorWords } from "./door-tile.tsx"

test("every colour and every symbol has its own word in each language, and a number always two digits", () => {
  expect(doorSymbols).toHaveLength(16)
  for (const language of ["en", "zh-Hant", "zh-Hans"] as const) {
    const t = translateShared(language)
    const said = doorSymbols.map((_, n) => doorWords({ colour: n % 8, symbol: n, number: n }, t))
    expect(new Set(said.map(({ colour }) => colour)).size).toBe(8)
    expect(new Set(said.map(({ symbol }) => symbol)).size).toBe(16)
    expect(said.map(({ number }) => number).slice(0, 12)).toContain("07")
  }
  expect(doorWords({ colour: 3, symbol: 0, number: 42 }, translateShared("zh-Hant"))).toEqual({
    colour: "橙色",
    symbol: "船",
    number: "42",
  })
})
