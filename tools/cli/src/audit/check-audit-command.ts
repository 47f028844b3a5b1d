import fs from "node:fs"
import path from "node:path"
import { type AuditFault, checkAudit, keysOf, noteCheckpoint } from "@homesafe/authority/check-audit"
import { connect } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import { bytesOfHex, isHex, type UnixSeconds } from "@homesafe/protocol"
import { readOrMakeKey } from "../deployment/keys.ts"
import { openAuthority } from "../venues/open-authority.ts"

/** How the log is to be checked, as the command line says it. */
export interface CheckAuditArguments {
  readonly folder: string | null
  /** A checkpoint is added when all is well. */
  readonly keep: boolean
  /** Public keys in hex, where the seed is not at hand. */
  readonly keys: readonly string[]
}

export const checkAuditUsage = `usage: homesafe check-audit [FOLDER] [--keep] [--key HEX]

  Walks the whole audit log and says what is wrong with it. With the folder of kept checkpoints it is compared with each of them.
  Ends with 0 when all is well, with 1 when it is not.

  FOLDER      the folder of audit-checkpoints.jsonl, on a host that whoever runs the database cannot write to
  --keep      adds a checkpoint of the log as it is now, when all is well
  --key HEX   a public key that signed checkpoints; may stand several times. Without it the keeper's key is taken

  The database is HOMESAFE_DATABASE_URL with HOMESAFE_DEP and HOMESAFE_KEEPER_KEY_FILE, or else the one of HOMESAFE_HOME.`

/** Reads the command line; nothing when it cannot be meant so. */
export function readCheckAuditArguments(args: readonly string[]): CheckAuditArguments | undefined {
  const keys: string[] = []
  let [folder, keep]: [string | null, boolean] = [null, false]
  for (let at = 1; at < args.length; at += 1) {
    const word = args[at] ?? ""
    if (word === "--keep") keep = true
    else if (word === "--key") {
      at += 1
      const key = args[at] ?? ""
      if (!isHex(key, 32)) return undefined
      keys.push(key)
    } else if (word.startsWith("--") || folder !== null) return undefined
    else folder = path.resolve(process.env.INIT_CWD ?? process.cwd(), word)
  }
  return keep && folder === null ? undefined : { folder, keep, keys }
}

const day = (t: number) => `${new Date(t * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`

/** A fault in plain words. */
function sayFault(fault: AuditFault): string {
  switch (fault.fault) {
    case "altered":
      return `entry ${fault.seq} was changed after it was written`
    case "out-of-place":
      return `entry ${fault.seq} does not follow from the one before it: an entry was removed, put in or moved there`
    case "missing":
      return `entry ${fault.seq} was there on ${day(fault.t)} and is gone: the log was cut off, or an older database was put in its place`
    case "rewritten":
      return `entry ${fault.seq} is not the one of ${day(fault.t)}: the log was written anew`
    case "not-ours":
      return `line ${fault.line} of the checkpoints is damaged, or signed by a key that is not known here`
  }
}

/** Checks the log and says what is wrong; true when nothing is. */
export async function checkAuditOf(
  home: string,
  wanted: CheckAuditArguments,
  now: UnixSeconds,
  say: (line: string) => void,
): Promise<boolean> {
  const { db, dep, keeper, close } = await open(home, now, say)
  try {
    const keys = [...wanted.keys.map((key) => bytesOfHex(key)), ...(keeper ? keysOf(keeper) : [])]
    const checked = await checkAudit({ db, dep, keys, folder: wanted.folder })
    for (const fault of checked.faults) say(sayFault(fault))
    say(`last entry: ${checked.last?.seq ?? "none"}; checkpoints compared: ${checked.checkpoints.length}`)
    if (checked.faults.length > 0) return false
    if (wanted.folder === null)
      say("the entries follow from one another; whether the end is there, only checkpoints can tell")
    else say("the log is the one that was kept")
    if (wanted.keep && wanted.folder !== null) {
      if (!keeper) throw new Error("a checkpoint needs the keeper's key: HOMESAFE_KEEPER_KEY_FILE")
      const isKept = noteCheckpoint({ db, dep, keys, folder: wanted.folder }, checked, keeper, now)
      say(isKept ? "a checkpoint was added" : "nothing is new since the last checkpoint")
    }
    return true
  } finally {
    await close()
  }
}

async function open(home: string, now: UnixSeconds, say: (line: string) => void) {
  const url = process.env.HOMESAFE_DATABASE_URL
  if (!url) {
    const { db, facts, close } = await openAuthority(home, now, say)
    return { db, dep: facts.dep, keeper: readOrMakeKey(home, "keeper"), close }
  }
  const { HOMESAFE_DEP: dep, HOMESAFE_KEEPER_KEY_FILE: file } = process.env
  if (!dep) throw new Error("HOMESAFE_DEP is missing")
  const keeper = file ? new Uint8Array(Buffer.from(fs.readFileSync(file, "utf8").trim(), "hex")) : null
  const db = connect<AuthorityTables>(url, 2)
  return { db, dep, keeper, close: () => db.destroy() }
}
