import {
  base64urlOf,
  bytesOfBase64url,
  checkFile,
  type Manifest,
  noIssuers,
  readIssuers,
  readRevoked,
  type SequencedFile,
  unixSeconds,
} from "@homesafe/protocol"
import type { KeptFacts } from "../keys/gate-database.ts"
import type { Facts } from "./facts.ts"

const READERS = { revoked: readRevoked, issuers: readIssuers } as const
type ListedFile = keyof typeof READERS

/** What the kept files without signatures of their own say. */
export function listsIn(kept: KeptFacts): Pick<Facts, "revoked" | "issuers" | "listedAt"> {
  const bytes = (name: ListedFile) => bytesOfBase64url(kept[name]?.file ?? "")
  const [revokedBytes, issuersBytes] = [bytes("revoked"), bytes("issuers")]
  const revoked = revokedBytes && readRevoked(revokedBytes)
  const issuers = issuersBytes && readIssuers(issuersBytes)
  return {
    revoked: revoked?.ok ? revoked.value : new Map(),
    issuers: issuers?.ok ? issuers.value : noIssuers,
    listedAt: kept.listedAt === undefined ? null : unixSeconds(kept.listedAt),
  }
}

/**
 * The facts with the files that a head of the quorum names; nothing goes back to an older number. The head's time counts only once its files
 * lie here: whoever holds a file back cannot make the older one look new.
 */
export async function withLists(facts: KeptFacts, { revoked, issuers, t }: Manifest): Promise<KeptFacts> {
  const withRevoked = await withFile(facts, "revoked", revoked)
  const after = issuers ? await withFile(withRevoked, "issuers", issuers) : withRevoked
  const isWhole = after.revoked?.seq === revoked.seq && after.issuers?.seq === issuers?.seq
  return isWhole ? { ...after, listedAt: Math.max(t, facts.listedAt ?? 0) } : after
}

async function withFile(facts: KeptFacts, name: ListedFile, named: SequencedFile): Promise<KeptFacts> {
  if (named.seq <= (facts[name]?.seq ?? 0)) return facts
  const response = await fetch(`/feed/${named.sha256}`).catch(() => undefined)
  const file = response?.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
  if (!file || !checkFile(file, named) || !READERS[name](file).ok) return facts
  return { ...facts, [name]: { seq: named.seq, file: base64urlOf(file) } }
}
