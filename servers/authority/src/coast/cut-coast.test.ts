import { expect, test } from "vitest"
import { cutCoast } from "./cut-coast.ts"

const hongKong = { west: 113.8, south: 22.13, east: 114.45, north: 22.6 }

test("the land of a city is cut at the edges of its box, with its islands", () => {
  const rings = cutCoast(hongKong)
  expect(rings.length).toBeGreaterThanOrEqual(4)
  expect(rings.flat().length).toBeGreaterThan(300)
  for (const [lng, lat] of rings.flat()) {
    expect(lng).toBeGreaterThanOrEqual(hongKong.west)
    expect(lng).toBeLessThanOrEqual(hongKong.east)
    expect(lat).toBeGreaterThanOrEqual(hongKong.south)
    expect(lat).toBeLessThanOrEqual(hongKong.north)
  }
  // Victoria Peak stands on an island; the harbour's middle is water.
  expect(rings.filter((ring) => isWithin([114.1455, 22.2759], ring))).toHaveLength(1)
  expect(rings.filter((ring) => isWithin([114.163, 22.2905], ring))).toHaveLength(0)
})

test("the open sea has no land, and the middle of a continent is all land", () => {
  expect(cutCoast({ west: -30, south: 30, east: -29.5, north: 30.4 })).toEqual([])
  const inland = cutCoast({ west: 100, south: 50, east: 100.5, north: 50.4 })
  expect(inland).toHaveLength(1)
  expect(isWithin([100.25, 50.2], inland[0] ?? [])).toBe(true)
})

/** Even-odd rule. */
function isWithin([x, y]: readonly [number, number], ring: readonly (readonly [number, number])[]): boolean {
  let within = false
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within
  })
  return within
}
