import type { Exemption, ServiceDay } from "@homesafe/protocol"
import type { DayCounts, GateDatabase, RefusalReason } from "../keys/gate-database.ts"

/** What staff did at the door. It is counted, and nothing else of it is kept. */
export type DoorAct =
  | { readonly act: "pass" }
  | { readonly act: "exempt"; readonly why: Exemption }
  | { readonly act: "refuse"; readonly why: RefusalReason }
  | { readonly act: "inside"; readonly change: 1 | -1 }

/** A day on which nobody has come yet. */
export function noCounts(day: ServiceDay): DayCounts {
  return { day, inside: 0, passed: 0, exempt: {}, refused: {} }
}

/** The numbers after an act. */
export function countAct(before: DayCounts, done: DoorAct): DayCounts {
  const { exempt, refused } = before
  switch (done.act) {
    case "pass":
      return { ...before, passed: before.passed + 1, inside: before.inside + 1 }
    case "exempt":
      return { ...before, inside: before.inside + 1, exempt: { ...exempt, [done.why]: (exempt[done.why] ?? 0) + 1 } }
    case "refuse":
      return { ...before, refused: { ...refused, [done.why]: (refused[done.why] ?? 0) + 1 } }
    case "inside":
      return { ...before, inside: Math.max(0, before.inside + done.change) }
  }
}

/** Today's numbers. */
export async function readCounts(database: GateDatabase, day: ServiceDay): Promise<DayCounts> {
  return (await database.get("counts", day)) ?? noCounts(day)
}

/** Counts an act of today and keeps the numbers: each day begins with none. */
export async function keepAct(database: GateDatabase, day: ServiceDay, done: DoorAct): Promise<DayCounts> {
  const here = database.transaction("counts", "readwrite")
  const next = countAct((await here.store.get(day)) ?? noCounts(day), done)
  await here.store.put(next)
  await here.done
  return next
}
