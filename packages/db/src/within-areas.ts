import { AsyncLocalStorage } from "node:async_hooks"
import { CompiledQuery, type DatabaseConnection } from "kysely"

/** For whom the database answers: an officer, and the areas in which this officer works; none is the whole authority. */
export interface Within {
  readonly officer: string
  readonly areas: readonly number[]
}

const within = new AsyncLocalStorage<Within | null>()

/** Runs something for which the database holds only what an officer may know of: its policies decide, row by row (migration 0021). */
export function withinAreas<T>(who: Within, run: () => T): T {
  return within.run(who, run)
}

/** Runs something that the server does for the whole authority, whoever asked for it. A transaction that is open already stays as it is. */
export function beyondAreas<T>(run: () => T): T {
  return within.run(null, run)
}

/** What each connection was told last, so that it is told only what changed. */
const told = new WeakMap<DatabaseConnection, string>()
const NOBODY = JSON.stringify(["", ""])

/** Tells a connection, each time that it is taken from the pool and before its first statement, for whom it answers now. */
export async function tellConnection(connection: DatabaseConnection): Promise<void> {
  const who = within.getStore()
  const setting = who && who.areas.length > 0 ? [who.officer, who.areas.join()] : ["", ""]
  const text = JSON.stringify(setting)
  if ((told.get(connection) ?? NOBODY) === text) return
  // Until the database has confirmed it, nobody knows what holds: the next one tells it anew.
  told.set(connection, "")
  await connection.executeQuery(
    CompiledQuery.raw(
      "select set_config('homesafe.officer', $1, false), set_config('homesafe.areas', $2, false)",
      setting,
    ),
  )
  told.set(connection, text)
}
