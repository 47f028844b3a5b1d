import { expect, test } from "vitest"
import { districtOfAddress, districts } from "./districts.ts"

const of = (en: string, hant = "") => districtOfAddress({ en, hant })

test("an address lies in the district that its last words name, whatever its road is called", () => {
  expect(of("2 Pier Road, Sai Kung")).toBe(17)
  expect(of("2 Pier Road, Sai Kung District, New Territories")).toBe(17)
  expect(of("8 Sai Kung Street, Mong Kok, Kowloon")).toBe(5)
  expect(of("1 Road, Hang Hau")).toBe(17)
})

test("an address in Chinese counts where the English one names no district, and where it names exactly one", () => {
  expect(of("1 Road", "西貢區碼頭道1號")).toBe(17)
  expect(of("1 Road", "西貢區大埔區之間")).toBeNull()
  expect(of("1 Road", "東區走廊")).toBeNull() // two characters are a part of many other names
})

test("an address that names no district lies in none", () => {
  expect(of("2 Pier Road")).toBeNull()
  expect(of("")).toBeNull()
  expect(of("Kowloon")).toBeNull()
})

test("no number and no part stands for two districts", () => {
  const words = districts.flatMap(({ en, parts }) => [en.toLowerCase(), ...parts])
  expect(new Set(words).size).toBe(words.length)
  expect(new Set(districts.map(({ n }) => n)).size).toBe(18)
})
