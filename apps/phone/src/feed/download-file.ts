import { type Bytes, hexOf, sha256 } from "@homesafe/protocol"
import type { PhoneDatabase } from "../keeper/open-database.ts"
import { sendRequest } from "../network/send-request.ts"
import type { FetchFile } from "./fetch-list.ts"

// A head is some kilobytes; an earlier manifest, whose length nobody has signed, likewise.
const HEAD_BYTES = 262_144

/**
 * Fetches the list's files and goes on where an earlier attempt broke off: what has come is kept by its name, which is its hash, until
 * the whole list was taken. Never more is read than the signed length.
 */
export function feedFetcher(db: PhoneDatabase, now: number): FetchFile {
  return (name, bytes) => (name === "head" ? fetchHead(db, now) : fetchPart(db, { name, bytes, now }))
}

async function fetchHead(db: PhoneDatabase, now: number) {
  const reply = await sendRequest(db, { what: "list-head", path: "/feed/head", limit: HEAD_BYTES, now })
  // A page of a hotel's network in our place is no answer of ours.
  const isOurs = reply?.status === 200 && reply.type.startsWith("application/json") && reply.isWhole
  return isOurs ? reply.bytes : undefined
}

async function fetchPart(
  db: PhoneDatabase,
  wanted: { readonly name: string; readonly bytes: number | undefined; readonly now: number },
) {
  const { name, bytes, now } = wanted
  const have = await db.get("parts", name)
  if (have && isWhole(have, wanted)) return have
  const limit = bytes ?? HEAD_BYTES
  const reply = await sendRequest(db, {
    what: "list-file",
    path: `/feed/${name}`,
    limit,
    now,
    ...(have ? { have } : {}),
  })
  if (reply?.status === 416) await db.delete("parts", name) // what is here is not its beginning
  if (reply?.status === 404 || reply?.status === 410) return "missing"
  if (reply?.status !== 200 && reply?.status !== 206) return undefined
  if (reply.bytes.length > 0) await db.put("parts", reply.bytes, name)
  return reply.isWhole ? reply.bytes : undefined
}

/** Where nobody has signed a length, the name tells: a server asked for what comes behind the end answers that there is nothing. */
function isWhole(have: Bytes, { name, bytes }: { readonly name: string; readonly bytes: number | undefined }): boolean {
  return bytes === undefined ? hexOf(sha256(have)) === name : have.length === bytes
}

/** Forgets what was kept of files: the list was taken, or is not to be believed. */
export function forgetParts(db: PhoneDatabase): Promise<void> {
  return db.clear("parts")
}
