import type { Deployment } from "@homesafe/api"
import type { Hex } from "@homesafe/protocol"
import type { FeedState } from "@homesafe/protocol/visitor"
import { type DBSchema, type IDBPDatabase, openDB } from "idb"
import type { CheckProblem, ReceiptView, SentRequest } from "./views.ts"

/** One publication's rows, kept until its day is over so that a visit which ends later is compared too. */
export interface KeptBatch {
  readonly seq: number
  /** The time of its manifest, seconds. */
  readonly t: number
  readonly salt: Hex
  readonly cells: readonly { readonly cell: number; readonly n: number; readonly bytes: Uint8Array }[]
  readonly texts: Uint8Array
}

/** Public or harmless values; everything about visits is in the store or sealed by it. */
export interface KeptValues {
  deployment: Deployment
  /** When it was fetched, seconds. */
  deploymentAt: number
  /** The last accepted files, as signed: envelopes. */
  trust: Uint8Array
  catalogue: Uint8Array
  revoked: Uint8Array
  feed: FeedState
  check: { readonly at: number; readonly problem: CheckProblem | null }
  hold: readonly number[]
  hiddenSince: Readonly<Record<number, number>>
  since: number
}

interface PhoneSchema extends DBSchema {
  kept: { key: string; value: unknown }
  /** Sealed diary pages by day mod 32. */
  diary: { key: number; value: Uint8Array }
  batches: { key: number; value: KeptBatch }
  requests: { key: number; value: SentRequest }
  receipts: { key: number; value: ReceiptView }
}

/** The phone's database. */
export type PhoneDatabase = IDBPDatabase<PhoneSchema>

const NAME = "homesafe"

/** Opens the database, making its tables the first time. */
export function openDatabase(): Promise<PhoneDatabase> {
  return openDB<PhoneSchema>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore("kept")
      db.createObjectStore("diary")
      db.createObjectStore("batches", { keyPath: "seq" })
      db.createObjectStore("requests", { autoIncrement: true })
      db.createObjectStore("receipts", { autoIncrement: true })
    },
  })
}

/** Reads a kept value. */
export async function readKept<K extends keyof KeptValues>(
  db: PhoneDatabase,
  key: K,
): Promise<KeptValues[K] | undefined> {
  return (await db.get("kept", key)) as KeptValues[K] | undefined // as: only writeKept writes here
}

/** Keeps a value. */
export async function writeKept<K extends keyof KeptValues>(
  db: PhoneDatabase,
  key: K,
  value: KeptValues[K],
): Promise<void> {
  await db.put("kept", value, key)
}

/** Empties every table. */
export async function clearDatabase(db: PhoneDatabase): Promise<void> {
  for (const table of ["kept", "diary", "batches", "requests", "receipts"] as const) await db.clear(table)
}
