import { randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { keptDays } from "@homesafe/domain"
import { destroyFile, makeSeal, readSeal, weeksIn, writeKey } from "@homesafe/opener/upload-seal"
import { type Bytes, bytesOfBase64url, type Hex, keyIdOf, type ServiceDay, serviceDay } from "@homesafe/protocol"
import { keyFile, readOrMakeKey } from "./keys.ts"
import { oldSealedKeys } from "./old-sealed-keys.ts"

/** Days that one upload key serves (Spec §9: new each week). */
const DAYS = 7
/** Days for which a private half is kept after the last day it served. */
const KEPT_DAYS = keptDays("upload-keys")
/** The officers of a first set-up, and how many of them must bring their shares; `homesafe reshare` makes it others. */
const FIRST = { officers: 3, needed: 2 }

/** The public half of one week's key. */
export interface UploadKey {
  readonly id: Hex
  readonly pub: Bytes
  readonly days: readonly [ServiceDay, ServiceDay]
}

/** Where upload keys lie sealed, for the opener. */
export const uploadKeysFolder = (home: string): string => path.join(home, "keys", "upload-seal")
/** Where a first set-up leaves the officers' shares: to be taken away, each by its officer. A demonstration brings them from here. */
export const sharesFolder = (home: string): string => path.join(home, "keys", "officer-shares")

/** The keys that phones need today, newest first: the weeks kept, this one and the next. Older ones are destroyed. Only seals: no share is needed. */
export async function uploadKeysFor(home: string, today: ServiceDay): Promise<UploadKey[]> {
  const folder = uploadKeysFolder(home)
  const week = Math.floor(today / DAYS)
  const oldest = Math.floor((today - KEPT_DAYS) / DAYS)
  if (!readSeal(folder)) await makeSeal(folder, { ...FIRST, sharesTo: sharesFolder(home) }, await oldSealedKeys(home))
  const seal = readSeal(folder)
  if (!seal) throw new Error("the upload keys' seal was not kept")
  for (const each of weeksIn(folder)) if (each < oldest) destroyWeek(folder, each)
  const keys: UploadKey[] = []
  for (let w = week + 1; w >= oldest; w--) {
    if (!weeksIn(folder).includes(w)) await writeKey(folder, seal, w, bareKey(home, w))
    destroyBare(home, w)
    const pub = bytesOfBase64url(fs.readFileSync(path.join(folder, `upload-${w}.pub`), "utf8"))
    if (!pub) throw new Error(`upload-${w}.pub is damaged`)
    keys.push({ id: keyIdOf(pub), pub, days: [serviceDay(w * DAYS), serviceDay(w * DAYS + DAYS - 1)] })
  }
  for (const name of fs.readdirSync(path.join(home, "keys")))
    if (/^upload-\d+\.(key|sealed)$/.test(name)) destroyFile(path.join(home, "keys", name))
  return keys
}

/** A new key, or the one that an older version left unsealed. */
function bareKey(home: string, week: number): Uint8Array {
  const name = `upload-${week}`
  return fs.existsSync(keyFile(home, name)) ? readOrMakeKey(home, name) : new Uint8Array(randomBytes(32))
}

function destroyBare(home: string, week: number): void {
  const file = keyFile(home, `upload-${week}`)
  if (fs.existsSync(file)) destroyFile(file)
}

function destroyWeek(folder: string, week: number): void {
  for (const ending of ["box", "pub"]) destroyFile(path.join(folder, `upload-${week}.${ending}`))
}
