import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"
import { tellConnection } from "./within-areas.ts"

/** A pool of connections that knows its tables. */
export type Database<Tables> = Kysely<Tables>

// Times are seconds and numbers of lists are small: both fit a double.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(oid, format ?? "text")) as pg.CustomTypesConfig["getTypeParser"], // as: pg's own overloads
}

/** Opens a pool on a PostgreSQL address. Close it with `destroy()`. */
export function connect<Tables>(url: string, poolSize = 10): Database<Tables> {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, types, connectionTimeoutMillis: 10_000 })
  // A dropped idle connection is replaced at its next use; without a listener Node would end the process.
  pool.on("error", () => {})
  // A connection that breaks while it is in use fails its query as well; the event alone must not end the process.
  pool.on("connect", (client) => client.on("error", () => {}))
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool, onReserveConnection: (connection) => tellConnection(connection) }),
  })
}
