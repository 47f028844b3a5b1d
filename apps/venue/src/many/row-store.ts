import type { CallProblem, VenueApplication } from "@homesafe/api"
import { type DBSchema, openDB } from "idb"

/**
 * One row of a file. It is kept before it is sent, with its commitment: sent again, it is the same venue. It stays when it is registered, so
 * that the same file, chosen again, registers nothing twice.
 */
export interface KeptRow {
  /** What the row says, and whose it is: the same row of the same file again is the same row. */
  readonly fingerprint: string
  readonly mail: string
  readonly dep: string
  readonly line: number
  /** The same for the rows of one file, to go on with them together. */
  readonly batch: string
  readonly application: VenueApplication
  readonly state: "waiting" | "registered" | "refused"
  /** The venue, once registered. */
  readonly venue: string | null
  /** Why it was refused. */
  readonly problem: CallProblem | null
}

interface RowDatabase extends DBSchema {
  rows: { key: string; value: KeptRow; indexes: { mail: string } }
}

function openRows() {
  return openDB<RowDatabase>("homesafe-venue-rows", 1, {
    upgrade(database) {
      database.createObjectStore("rows", { keyPath: "fingerprint" }).createIndex("mail", "mail")
    },
  })
}

/** Keeps rows, all or none. */
export async function keepRows(rows: readonly KeptRow[]): Promise<void> {
  const database = await openRows()
  const tx = database.transaction("rows", "readwrite")
  await Promise.all([...rows.map((row) => tx.store.put(row)), tx.done])
  database.close()
}

/** An operator's rows in the order of their files. */
export async function findRows(mail: string, dep: string): Promise<KeptRow[]> {
  const database = await openRows()
  const rows = await database.getAllFromIndex("rows", "mail", mail)
  database.close()
  return rows.filter((row) => row.dep === dep).sort((a, b) => a.line - b.line)
}
