import type { ReportCluster } from "@homesafe/api"
import { expect, test } from "vitest"
import { layOutChain } from "./lay-out-chain.ts"

const cases = [9, 1, 5, 4, 7].map((onset, i) => ({
  id: String(i),
  number: `C-${i}`,
  onset: i === 4 ? null : onset,
  tested: onset,
}))
const infection = (of: number, infector: number) => ({
  ...{ case: of, infector, place: 0, day: 1, minutes: 60, serialDays: 1, score: 1, ties: [] },
})
const cluster = (members: number[], infections: ReportCluster["infections"]): ReportCluster => ({
  ...{ spells: [], cases: members, first: 0, last: 9, score: 1, chance: 0, sources: [], infections },
})

test("each case stands below whoever likely infected it, and whoever has no infector by the day of onset", () => {
  const nodes = layOutChain({ cases }, cluster([0, 1, 2, 3, 4], [infection(0, 2), infection(2, 1)]))
  expect(nodes).toEqual([
    { case: 1, day: 1, infector: null, isTested: false },
    { case: 2, day: 5, infector: 0, isTested: false },
    { case: 0, day: 9, infector: 1, isTested: false },
    { case: 3, day: 4, infector: null, isTested: false },
    { case: 4, day: 7, infector: null, isTested: true },
  ])
})

test("an infector from outside the cluster is in the picture too", () => {
  expect(layOutChain({ cases }, cluster([0], [infection(0, 3)])).map((node) => node.case)).toEqual([3, 0])
})
