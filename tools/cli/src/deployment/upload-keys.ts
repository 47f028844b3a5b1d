import { randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { keptDays } from "@homesafe/domain"
import { type Bytes, type Hex, type ServiceDay, serviceDay } from "@homesafe/protocol"
import { deriveBoxKeyPair } from "@homesafe/protocol/opener"
import { keyFile, readOrMakeKey } from "./keys.ts"
import { bringShares, type KeySeal } from "./officer-shares.ts"

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
  const files = (process.env.HOMESAFE_OFFICER_SHARES ?? "").split(",").filter((file) => file !== "")
  const seal = await bringShares(home, files)
  const keys: UploadKey[] = []
  for (let w = week + 1; w >= oldest; w--) {
    const pair = await deriveBoxKeyPair(readOrMakeSealed(home, `upload-${w}`, seal))
    keys.push({ ...pair, days: [serviceDay(w * DAYS), serviceDay(w * DAYS + DAYS - 1)] })
  }
  return keys
}

/** Reads a key that lies sealed, making it at the first call. One that an older version left unsealed is sealed, and its file written over. */
function readOrMakeSealed(home: string, name: string, seal: KeySeal): Uint8Array {
  const file = path.join(home, "keys", `${name}.sealed`)
  if (fs.existsSync(file)) return seal.open(name, fs.readFileSync(file))
  const bare = keyFile(home, name)
  const key = fs.existsSync(bare) ? readOrMakeKey(home, name) : new Uint8Array(randomBytes(32))
  fs.writeFileSync(`${file}.new`, seal.seal(name, key), { mode: 0o600, flush: true })
  fs.renameSync(`${file}.new`, file)
  if (fs.existsSync(bare)) destroyFile(bare)
  return key
}

function destroyBefore(home: string, week: number): void {
  const dir = path.join(home, "keys")
  if (!fs.existsSync(dir)) return
  for (const name of fs.readdirSync(dir)) {
    const [, w] = /^upload-(\d+)\.(?:key|sealed)$/.exec(name) ?? []
    if (w !== undefined && Number(w) < week) destroyFile(path.join(dir, name))
  }
}

/** Written over before it is removed. */
function destroyFile(file: string): void {
  const fd = fs.openSync(file, "r+")
  fs.writeSync(fd, randomBytes(fs.fstatSync(fd).size))
  fs.fsyncSync(fd)
  fs.closeSync(fd)
  fs.rmSync(file)
}
