import { findSingle, type GateDatabase, type KeptSettings } from "./gate-database.ts"

const fresh: KeptSettings = { name: "settings", capacity: null, shutter: "", seen: 0 }

/** What staff have set on this device. */
export async function readSettings(database: GateDatabase): Promise<KeptSettings> {
  return (await findSingle(database, "settings")) ?? fresh
}

/** Changes some of it. */
export async function changeSettings(
  database: GateDatabase,
  change: (before: KeptSettings) => Partial<Omit<KeptSettings, "name">>,
): Promise<KeptSettings> {
  const here = database.transaction("single", "readwrite")
  const kept = await here.store.get("settings")
  const before = kept?.name === "settings" ? kept : fresh
  const next = { ...before, ...change(before) }
  await here.store.put(next)
  await here.done
  return next
}

/** Remembers the latest moment that was seen. */
export async function keepSeen(database: GateDatabase, moment: number): Promise<void> {
  await changeSettings(database, ({ seen }) => ({ seen: Math.max(seen, moment) }))
}
