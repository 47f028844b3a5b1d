import { createHash } from "node:crypto"
import { type PurgeEntry, purgeEntry } from "@homesafe/api"

/** What a job has ended. */
export type Ended = Pick<PurgeEntry, "class" | "subject" | "count" | "before" | "purgeIds" | "destroyed">

/** What an entry before the first would have as its hash. */
export const NOTHING_BEFORE = "00".repeat(32)

/** H("HomeSafe/purge" ‖ dep ‖ prev ‖ JSON of all other fields): a ledger of another deployment does not follow from itself. */
function hashOf(dep: string, e: Omit<PurgeEntry, "hash">): string {
  const text = JSON.stringify([e.seq, e.at, e.class, e.subject, e.count, e.before, e.purgeIds, e.destroyed])
  return createHash("sha256")
    .update("HomeSafe/purge")
    .update(Buffer.from(dep + e.prev, "hex"))
    .update(text)
    .digest("hex")
}

/** The entries that follow from one with this number and hash. */
export function chainEntries(
  dep: string,
  head: Pick<PurgeEntry, "seq" | "hash"> | null,
  at: number,
  ended: readonly Ended[],
): PurgeEntry[] {
  let [seq, prev] = [head?.seq ?? 0, head?.hash ?? NOTHING_BEFORE]
  return ended.map((one) => {
    seq += 1
    const { class: name, subject, count, before, purgeIds, destroyed } = one
    const bare = { seq, at, class: name, subject, count, before, purgeIds: [...purgeIds], destroyed, prev }
    prev = hashOf(dep, bare)
    return { ...bare, hash: prev }
  })
}

/** Reads a line; nothing when it was cut off, changed, or is another deployment's. */
export function readEntry(dep: string, text: string): PurgeEntry | undefined {
  const read = purgeEntry.safeParse(parsed(text))
  return read.success && hashOf(dep, read.data) === read.data.hash ? read.data : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
