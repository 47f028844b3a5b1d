import type { ServiceDay } from "@homesafe/protocol"
import type { GateDatabase } from "./gate-database.ts"

const zeros = () => new Uint8Array(16)

/**
 * Erases what belongs to days that are over: key and seed are overwritten first, each record then deleted, and the day's numbers with them.
 * The browser's own files may still hold old pages (SECURITY.md); what is asked for here no longer does. Asked again after a kill, it goes on.
 */
export async function eraseDaysBefore(database: GateDatabase, today: ServiceDay): Promise<number> {
  const over = IDBKeyRange.upperBound(today, true)
  const days = await database.getAllKeys("days", over)
  const seeds = await database.getAllKeys("seeds", over)
  const counts = await database.getAllKeys("counts", over)
  // Two transactions: an overwritten record must have been committed before it is deleted.
  const overwrite = database.transaction(["days", "seeds"], "readwrite")
  for (const day of days) void overwrite.objectStore("days").put({ day, dayKey: zeros() })
  for (const day of seeds) void overwrite.objectStore("seeds").put({ day, doorSeed: zeros() })
  await overwrite.done
  const remove = database.transaction(["days", "seeds", "counts"], "readwrite")
  for (const day of days) void remove.objectStore("days").delete(day)
  for (const day of seeds) void remove.objectStore("seeds").delete(day)
  for (const day of counts) void remove.objectStore("counts").delete(day)
  await remove.done
  return days.length + seeds.length
}

/** Forgets everything that this device holds for a door: keys, grant, PIN, counts. What was shown before stays as it was. */
export async function eraseDevice(database: GateDatabase): Promise<void> {
  const all = await Promise.all([database.getAllKeys("days"), database.getAllKeys("seeds")])
  const overwrite = database.transaction(["days", "seeds"], "readwrite")
  for (const day of all[0]) void overwrite.objectStore("days").put({ day, dayKey: zeros() })
  for (const day of all[1]) void overwrite.objectStore("seeds").put({ day, doorSeed: zeros() })
  await overwrite.done
  const names = ["days", "seeds", "counts", "single"] as const
  const clear = database.transaction(names, "readwrite")
  for (const name of names) void clear.objectStore(name).clear()
  await clear.done
}
