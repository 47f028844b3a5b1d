import fs from "node:fs"
import type { Trust } from "@homesafe/codes/credentials"
import { readIssuers } from "@homesafe/protocol"
import type { Logger } from "pino"

const NOBODY: Trust = { keys: [], revoked: new Set() }

/**
 * The issuers of health documents in a file as the console saves it (Spec §9, issuers), read again whenever it changes; without a file
 * nobody is believed. A file that cannot be read changes nothing.
 */
export function issuersFile(file: string, log: Logger): () => Trust {
  let seen = ""
  let trust = NOBODY
  return () => {
    const found = file === "" ? undefined : fs.statSync(file, { throwIfNoEntry: false })
    const stamp = found ? `${found.mtimeMs} ${found.size} ${found.ino}` : ""
    if (stamp === seen || !found) return trust
    seen = stamp
    const read = readIssuers(new Uint8Array(fs.readFileSync(file)))
    if (read.ok) trust = { keys: read.value.keys, revoked: new Set(read.value.revoked) }
    else log.error({ problem: read.problem }, "issuers-refused")
    return trust
  }
}
