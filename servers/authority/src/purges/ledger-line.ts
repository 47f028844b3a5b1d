import { createHash } from "node:crypto"
import { isHex } from "@homesafe/protocol"
import * as z from "zod/mini"

const hex = (bytes: number) => z.string().check(z.refine((text) => isHex(text, bytes)))
const whole = z.int().check(z.nonnegative())
const entry = z.strictObject({
  seq: whole,
  at: whole,
  /** A class of the table in packages/domain; "begin" for a ledger's first entry. */
  class: z.string(),
  /** A case's id; null where a class's rows ended by the clock. */
  subject: z.nullable(z.string()),
  count: whole,
  /** What was older than this moment ended, or whose last day was over by then. Seconds. */
  before: whole,
  /** By which holders of codes know their uploads (Spec §6). */
  purgeIds: z.array(hex(16)),
  /** SHA-256 over the rows as they lay in the database, sealed as they were. */
  destroyed: hex(32),
  prev: hex(32),
  hash: hex(32),
})

/** One entry of the purge ledger (ADR 0035). */
export type PurgeEntry = z.infer<typeof entry>
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
  const read = entry.safeParse(parsed(text))
  return read.success && hashOf(dep, read.data) === read.data.hash ? read.data : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
