import type { CaseVisit } from "@homesafe/api"
import { expect, test } from "vitest"
import { groupMarks, layOutMap, MAP, pointIn, scaleOf } from "./lay-out-map.ts"

// as: only the fields that the map reads
const visit = (position: { lat: number; lng: number } | null, infectious = false) =>
  ({ venue: { position }, infectious }) as unknown as CaseVisit
const central = { lat: 22.2819, lng: 114.1583 }
const saiKung = { lat: 22.3814, lng: 114.2705 }

test("visits at one place are one mark, infectious where one of them is; what has no place is counted", () => {
  const layout = layOutMap([visit(central), visit(saiKung), visit(null), visit(central, true)])
  expect(layout?.places).toEqual([
    { ...central, visits: [0, 3], infectious: true },
    { ...saiKung, visits: [1], infectious: false },
  ])
  expect(layout?.unplaced).toBe(1)
  expect(layOutMap([visit(null)])).toBeNull()
})

test.each([
  [[central]],
  [[central, saiKung]],
  [[central, { lat: 22.2819, lng: 114.1584 }]],
  [[central, { lat: -33.86, lng: 151.2 }]],
])("every place of %j stands within the picture, whose sides have one scale", (places) => {
  const layout = layOutMap(places.map((place) => visit(place)))
  if (!layout) throw new Error("no map")
  const { box } = layout
  const near = places.length < 2 || Math.abs((places[0]?.lat ?? 0) - (places[1]?.lat ?? 0)) < 5
  for (const { lat, lng } of near ? places : []) {
    const [x, y] = pointIn(box, lng, lat)
    expect(x).toBeGreaterThan(20)
    expect(x).toBeLessThan(MAP.width - 20)
    expect(y).toBeGreaterThan(20)
    expect(y).toBeLessThan(MAP.height - 20)
  }
  expect(box.north - box.south).toBeLessThanOrEqual(10)
  expect(box.east - box.west).toBeLessThanOrEqual(10.001)
  const middle = (((box.north + box.south) / 2) * Math.PI) / 180
  const perUnit = [((box.east - box.west) * Math.cos(middle)) / MAP.width, (box.north - box.south) / MAP.height]
  expect(perUnit[0]).toBeCloseTo(perUnit[1] ?? 0, 4)
})

test("marks that would lie over each other are one", () => {
  const beside = { lat: central.lat + 0.0002, lng: central.lng }
  const layout = layOutMap([visit(central), visit(saiKung), visit(beside)])
  expect(layout && groupMarks(layout)).toEqual([[0, 2], [1]])
})

test("the scale is a round length that fits", () => {
  const layout = layOutMap([visit(central), visit(saiKung)])
  if (!layout) throw new Error("no map")
  const { kilometres, length } = scaleOf(layout.box)
  expect([1, 2, 5]).toContain(kilometres)
  expect(length).toBeLessThanOrEqual(MAP.width / 4)
  expect(length).toBeGreaterThan(MAP.width / 12)
})
