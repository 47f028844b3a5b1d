import type { Deployment } from "@homesafe/api"
import type { Hex } from "@homesafe/protocol"
import type { FeedState } from "@homesafe/protocol/visitor"
import { type DBSchema, type IDBPDatabase, openDB } from "idb"
import type { CheckProblem, DoneCheck, LoggedRequest } from "./views.ts"

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
  policy: Uint8Array
  /** The number of the first ledger that did not begin with the entries that this phone knew; the phone goes by the one it knew. */
  policyRewritten: number
  revoked: Uint8Array
  /** Whose health documents are believed (Spec §9). */
  issuers: Uint8Array
  notices: Uint8Array
  feed: FeedState
  check: { readonly at: number; readonly problem: CheckProblem | null }
  hold: readonly number[]
  hiddenSince: Readonly<Record<number, number>>
  since: number
  /** The length that all sealed pages of the diary have. */
  pageBytes: number
  /** True while the store is being made. */
  making: boolean
  /** The last service day on which the store was open: a locked one is erased by it. */
  lastOpen: number
  /** When a diary was begun after the browser had cleared the one before. Seconds. */
  lostAt: number
  /** Words of the neutral notification, the zone of the service day, and the day on which it was shown last: for the service worker. */
  notice: { readonly title: string; readonly body: string; readonly language: string }
  offset: number
  toldDay: number
  /** The address at the browser's push service; empty after switching off without a network. */
  pushEndpoint: string
}

interface PhoneSchema extends DBSchema {
  kept: { key: string; value: unknown }
  /** Sealed diary pages by day mod 32. */
  diary: { key: number; value: Uint8Array }
  batches: { key: number; value: KeptBatch }
  requests: { key: number; value: LoggedRequest }
  /** One entry for each comparison with the list. */
  checks: { key: number; value: DoneCheck }
  /** Sealed uploads that wait; their keys lie in the beside-file. */
  outbox: { key: string; value: Uint8Array }
  /** Files of the list, or the beginnings of some, until all of it has come. Public bytes. */
  parts: { key: string; value: Uint8Array<ArrayBuffer> }
}

/** The phone's database. */
export type PhoneDatabase = IDBPDatabase<PhoneSchema>

const NAME = "homesafe"

/** Opens the database, making its tables the first time. */
export function openDatabase(): Promise<PhoneDatabase> {
  return openDB<PhoneSchema>(NAME, 2, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore("kept")
        db.createObjectStore("diary")
        db.createObjectStore("batches", { keyPath: "seq" })
        db.createObjectStore("requests", { autoIncrement: true })
      }
      db.createObjectStore("checks", { autoIncrement: true })
      db.createObjectStore("parts")
      db.createObjectStore("outbox")
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
  for (const table of ["kept", "diary", "batches", "requests", "checks", "parts", "outbox"] as const)
    await db.clear(table)
}
