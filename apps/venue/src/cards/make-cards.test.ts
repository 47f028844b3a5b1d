import { cardKeysOf, readScannedCard } from "@homesafe/protocol/visitor"
import { cardCharacters, writeCardWords } from "@homesafe/ui/poster"
import { expect, test } from "vitest"
import { makeCards } from "./make-cards.ts"

const random = (n: number) => crypto.getRandomValues(new Uint8Array(n))
const order = { count: 3, hasPin: true, host: "go.example.hk", cardBits: 0 }
const urlOf = ({ bytes, digits = "" }: { readonly bytes: string; readonly digits?: string | undefined }) =>
  bytes + digits

test("each card's four outside codes are its inside's own, under its own PIN, and no two cards share anything", async () => {
  const told: number[] = []
  const cards = await makeCards(order, random, (made) => told.push(made))
  expect(told).toEqual([1, 2, 3])
  expect(new Set(cards.flatMap(({ fronts, inside }) => [...fronts, inside].map(urlOf))).size).toBe(15)
  expect(new Set(cards.map(({ pin }) => pin)).size).toBe(3)
  for (const { fronts, inside, pin } of cards) {
    expect(pin).toMatch(/^[0-9]{6}$/)
    const read = readScannedCard(urlOf(inside), ["go.example.hk"], "inside")
    if (!read.ok) throw new Error(read.problem)
    expect(read.value.hasPin).toBe(true)
    const keys = await cardKeysOf(read.value.seed, pin)
    const outside = fronts.map((code) => readScannedCard(urlOf(code), ["go.example.hk"], "front"))
    expect(outside.map((each) => each.ok && each.value.pub)).toEqual(keys.map(({ pub }) => pub))
  }
})

test("without a PIN the inside says so, and no slip is made", async () => {
  const [card] = await makeCards({ ...order, count: 1, hasPin: false }, random, () => {})
  if (!card) throw new Error("no card")
  const read = readScannedCard(urlOf(card.inside), ["go.example.hk"], "inside")
  expect([read.ok && read.value.hasPin, card.pin]).toEqual([false, null])
})

test("what the server needs to cut the fonts is the same for every print: no code and no PIN is in it", () => {
  const characters = cardCharacters(writeCardWords({ hasPin: true, demonstration: true }))
  expect(new Set(characters).size).toBe([...characters].length)
  expect(characters).toContain("0123456789")
  expect(characters.length).toBeLessThan(600)
})
