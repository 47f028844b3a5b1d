import { expect, test } from "vitest"
import type { AlertView } from "../keeper/views.ts"
import { groupAlerts } from "./group-alerts.ts"

const alert = (id: string, exposedAt: number, en?: string) =>
  ({ id, exposedAt, visits: en === undefined ? [] : [{ names: { en, hant: "街市" } }] }) as unknown as AlertView // as: only these count

test("warnings of one place stand together, whatever the entrance, the newest first", () => {
  const groups = groupAlerts([
    alert("a", 100, "Hoi Fung Market · Gate A"),
    alert("b", 300, "Library"),
    alert("c", 200, "Hoi Fung Market · Gate C"),
    alert("d", 400, "Hoi Fung Market"),
    alert("e", 50),
  ])
  expect(groups.map(({ alerts }) => alerts.map(({ id }) => id))).toEqual([["d", "c", "a"], ["b"], ["e"]])
})

test("two places whose deletion left no name are not taken for one", () => {
  expect(groupAlerts([alert("a", 1), alert("b", 2)])).toHaveLength(2)
})
