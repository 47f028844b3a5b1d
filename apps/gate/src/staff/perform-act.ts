import type { ServiceDay } from "@homesafe/protocol"
import type { DayCounts, GateDatabase } from "../keys/gate-database.ts"
import { readSettings } from "../keys/settings.ts"
import { type DoorAct, keepAct } from "./counts.ts"
import { openShutter } from "./shutter.ts"

/** Counts what staff did, and opens the shutter for whoever is let in. `isShut`: there is one, and it did not answer. */
export async function performAct(
  database: GateDatabase,
  today: ServiceDay,
  done: DoorAct,
): Promise<{ readonly counts: DayCounts; readonly isShut: boolean }> {
  const counts = await keepAct(database, today, done)
  const { shutter } = await readSettings(database)
  const isOpening = (done.act === "pass" || done.act === "exempt") && shutter !== ""
  return { counts, isShut: isOpening && !(await openShutter(shutter)) }
}
