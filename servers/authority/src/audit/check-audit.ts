import type { Database } from "@homesafe/db"
import { walkAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { ed25519PublicKey } from "@homesafe/protocol"
import { addLine, readLines } from "./checkpoint-file.ts"
import { type Checkpoint, readCheckpointLine, writeCheckpointLine } from "./checkpoint-line.ts"

/** One thing that is wrong with the log, or with what was kept of it elsewhere. */
export type AuditFault =
  /** The entry's own words are not those that were written. */
  | { readonly fault: "altered"; readonly seq: number }
  /** The entry does not follow from the one before it: one was removed between them, put in, or moved. */
  | { readonly fault: "out-of-place"; readonly seq: number }
  /** The log had this entry when the checkpoint was made: its end was cut off, or the database is an older one. */
  | { readonly fault: "missing"; readonly seq: number; readonly t: number }
  /** The log was written anew: it holds together, and is not the one of that time. */
  | { readonly fault: "rewritten"; readonly seq: number; readonly t: number }
  /** A kept line that this authority has not signed, by its number in the file. */
  | { readonly fault: "not-ours"; readonly line: number }

/** Where a log is and whose keys vouch for it. */
export interface AuditPlace {
  readonly db: Database<AuthorityTables>
  readonly dep: string
  /** Public keys, the present one and former ones. */
  readonly keys: readonly Uint8Array[]
  /** Folder of the checkpoints; null: the chain alone is walked. */
  readonly folder: string | null
}

/** What a check found. */
export interface CheckedAudit {
  readonly faults: readonly AuditFault[]
  readonly checkpoints: readonly Checkpoint[]
  readonly last: { readonly seq: number; readonly hash: Buffer } | null
}

/** Walks the whole log and compares it with every checkpoint that was kept of it. */
export async function checkAudit({ db, dep, keys, folder }: AuditPlace): Promise<CheckedAudit> {
  // Read before the log: what is written meanwhile can only be newer than what was kept.
  const kept = folder === null ? [] : readLines(folder).map((text) => readCheckpointLine(keys, dep, text))
  const checkpoints = kept.filter((each) => each !== undefined)
  const walked = await walkAudit(db, new Set(checkpoints.map(({ seq }) => seq)))
  const notOurs = kept.flatMap((each, i) => (each ? [] : [{ fault: "not-ours", line: i + 1 } as const]))
  const differing = checkpoints.flatMap(({ seq, hash, t }): AuditFault[] => {
    const found = walked.hashes.get(seq)
    if (!found) return [{ fault: "missing", seq, t }]
    return found.toString("hex") === hash ? [] : [{ fault: "rewritten", seq, t }]
  })
  return { faults: [...walked.faults, ...differing, ...notOurs], checkpoints, last: walked.last }
}

/** Keeps what the log is now, unless that is kept already. Whoever calls has checked it: nothing vouches for a log that is broken. */
export function noteCheckpoint(
  { dep, folder }: AuditPlace & { readonly folder: string },
  { checkpoints, last }: CheckedAudit,
  secret: Uint8Array,
  t: number,
): boolean {
  if (!last || checkpoints.at(-1)?.seq === last.seq) return false
  addLine(folder, writeCheckpointLine(secret, dep, { seq: last.seq, hash: last.hash.toString("hex"), t }))
  return true
}

/** The keys of whoever holds this seed. */
export const keysOf = (secret: Uint8Array): readonly Uint8Array[] => [ed25519PublicKey(secret)]
