import type { AuthorityTables } from "@homesafe/db/authority"
import {
  type Bytes,
  type Issuers,
  noIssuers,
  type Policy,
  type Revoked,
  readIssuers,
  readPolicy,
  readRevoked,
  writeIssuers,
  writeRevoked,
} from "@homesafe/protocol"
import type { Kysely, Selectable } from "kysely"
import { newestList } from "../publishing/signed-lists.ts"

/** A public file that two officers may change here. */
export type OfficersFile = "revoked" | "policy" | "issuers"
type Db = Kysely<AuthorityTables>

/** A file as it stands once everything approved is published; `change` is null where set-up made it. */
export interface FileInForce {
  readonly seq: number
  readonly content: Bytes
  readonly change: Selectable<AuthorityTables["file_changes"]> | null
}

/** The newest approved content of a file, whether a list has carried it or the next one will. */
export async function fileInForce(db: Db, file: OfficersFile, before = Number.MAX_SAFE_INTEGER): Promise<FileInForce> {
  const change = await db
    .selectFrom("file_changes")
    .selectAll()
    .where("file", "=", file)
    .where("state", "in", ["approved", "published"])
    .where("seq", "<", before)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst()
  if (change) return { seq: change.seq, content: Uint8Array.from(change.content), change }
  // No list carries issuers before officers have made a first one.
  if (file === "issuers") return { seq: 0, content: writeIssuers(noIssuers), change: null }
  if (file === "revoked") return { seq: 1, content: writeRevoked(new Map()), change: null }
  const first = await newestList(db, "policy")
  if (!first) throw new Error("there is no policy: set the deployment up first")
  return { seq: first.seq, content: first.envelope.bytes, change: null }
}

/** The revoked venues among this content. */
export function revokedIn(content: Uint8Array): Revoked {
  const read = readRevoked(content)
  if (!read.ok) throw new Error("a kept list of revoked venues does not parse")
  return read.value
}

/** The ledger in this content. */
export function policyIn(content: Uint8Array): Policy {
  const read = readPolicy(content)
  if (!read.ok) throw new Error("a kept policy does not parse")
  return read.value
}

/** The issuers of health documents in this content. */
export function issuersIn(content: Uint8Array): Issuers {
  const read = readIssuers(content)
  if (!read.ok) throw new Error("a kept list of issuers does not parse")
  return read.value
}
