import fs from "node:fs"
import path from "node:path"
import { keptDays } from "@homesafe/domain"
import { type Bytes, type Hex, type ServiceDay, serviceDay } from "@homesafe/protocol"
import { deriveBoxKeyPair } from "@homesafe/protocol/opener"
import { readOrMakeKey } from "./keys.ts"

/** Days that one upload key serves (Spec §9: new each week). */
const DAYS = 7
/** Days for which a private half is kept after the last day it served. */
const KEPT_DAYS = keptDays("upload-keys")

/** One week's key pair. */
export interface UploadKey {
  readonly id: Hex
  readonly secret: Bytes
  readonly pub: Bytes
  readonly days: readonly [ServiceDay, ServiceDay]
}

/** The keys that phones and the opener need today, newest first: the weeks kept, this one and the next. Older ones are destroyed. */
export async function uploadKeysFor(home: string, today: ServiceDay): Promise<UploadKey[]> {
  const week = Math.floor(today / DAYS)
  const oldest = Math.floor((today - KEPT_DAYS) / DAYS)
  destroyBefore(home, oldest)
  const keys: UploadKey[] = []
  for (let w = week + 1; w >= oldest; w--) {
    const pair = await deriveBoxKeyPair(readOrMakeKey(home, `upload-${w}`))
    keys.push({ ...pair, days: [serviceDay(w * DAYS), serviceDay(w * DAYS + DAYS - 1)] })
  }
  return keys
}

function destroyBefore(home: string, week: number): void {
  const dir = path.join(home, "keys")
  if (!fs.existsSync(dir)) return
  for (const name of fs.readdirSync(dir)) {
    const [, w] = /^upload-(\d+)\.key$/.exec(name) ?? []
    if (w !== undefined && Number(w) < week) fs.rmSync(path.join(dir, name))
  }
}
