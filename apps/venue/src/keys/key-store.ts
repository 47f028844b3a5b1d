import { hexOf } from "@homesafe/protocol"
import { type DBSchema, openDB } from "idb"

/** A venue's secret as this browser keeps it. It is never part of a request. */
export interface KeptKey {
  /** The commitment, 16 bytes in hex: what the server knows of the key. */
  readonly commit: string
  readonly dep: string
  readonly venueKey: Uint8Array
  readonly notBefore: number
  readonly name: string
  /** True once a recovery file was saved. */
  readonly isSaved: boolean
}

interface KeyDatabase extends DBSchema {
  keys: { key: string; value: KeptKey }
}

function openKeys() {
  return openDB<KeyDatabase>("homesafe-venue", 1, {
    upgrade(database) {
      database.createObjectStore("keys", { keyPath: "commit" })
    },
  })
}

/** Keeps a key, and asks the browser not to clear it away. */
export async function keepKey(key: KeptKey): Promise<void> {
  const database = await openKeys()
  await database.put("keys", key)
  database.close()
  await navigator.storage?.persist?.()
}

/** Finds the key of a commitment. */
export async function findKey(commit: string): Promise<KeptKey | undefined> {
  const database = await openKeys()
  const key = await database.get("keys", commit)
  database.close()
  return key
}

/** The commitments whose keys are in this browser. */
export async function listCommits(): Promise<ReadonlySet<string>> {
  const database = await openKeys()
  const commits = await database.getAllKeys("keys")
  database.close()
  return new Set(commits)
}

/** A name for a recovery file: the venue's public id. */
export function recoveryFileName(key: KeptKey): string {
  return `homesafe-venue-key-${key.commit.slice(0, 16)}.json`
}

/** The recovery file's text. */
export function writeRecoveryFile(key: KeptKey): string {
  const { commit, dep, venueKey, notBefore, name } = key
  const file = { format: "homesafe-venue-key/1", dep, commit, notBefore, name, venueKey: hexOf(venueKey) }
  return `${JSON.stringify(file, null, 2)}\n`
}
