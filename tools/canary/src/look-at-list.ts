import { matchRowsWith } from "@homesafe/phone/compare-rows"
import { type FetchFile, fetchList, type KnownList, NO_FILES } from "@homesafe/phone/fetch-list"
import {
  base64urlOf,
  bytesOfBase64url,
  type Hex,
  readCatalogue,
  readEnvelope,
  readTrustList,
  type TrustList,
  type UnixSeconds,
} from "@homesafe/protocol"

/** What a canary phone remembers, as a phone does: the last list that it accepted, and the trust list, in base64url as served. */
export interface CanaryMemory {
  readonly trust: string
  readonly catalogue: string | null
  readonly feed: KnownList["feed"]
  /** The newest list in which it found the row that every list must hold; `at` is when. */
  readonly found: { readonly seq: number; readonly t: number; readonly at: number } | null
}

/** What came of one look; the problem is the word that a phone would have for it. */
export interface Look {
  readonly memory: CanaryMemory
  readonly problem: string | null
}

/**
 * Looks at the newest list with the very code that phones run: signatures, quorum, chain, files, and the comparison. A list counts as found
 * when its canary row is there and every row makes sense; whatever a phone would not believe does not count.
 */
export async function lookAtList(
  fetchFile: FetchFile,
  memory: CanaryMemory,
  { dep, now }: { readonly dep: Hex; readonly now: UnixSeconds },
): Promise<Look> {
  const trust = trustOf(memory)
  const feed = memory.feed
  const known: KnownList = { dep, trust, feed, ...NO_FILES }
  const fetched = await fetchList(fetchFile, known, now)
  if (!fetched.ok) return { memory, problem: fetched.problem }
  const { batches, catalogue } = fetched.value
  const list = fetched.value.trust?.list ?? trust
  const next: CanaryMemory = {
    trust: fetched.value.trust ? base64urlOf(fetched.value.trust.file) : memory.trust,
    catalogue: catalogue ? base64urlOf(catalogue.file) : memory.catalogue,
    feed: fetched.value.feed,
    found: memory.found,
  }
  const { seq, t } = fetched.value.feed
  if (batches.length === 0) return { memory: next, problem: null }
  const templates = templatesOf(next)
  const isSound = batches.every((batch) => matchRowsWith(batch, [], { trust: list, templates }).isSound)
  if (!isSound) return { memory, problem: "canary-missing" }
  return { memory: { ...next, found: { seq, t, at: now } }, problem: null }
}

function trustOf({ trust }: CanaryMemory): TrustList {
  const envelope = readEnvelope(bytesOfBase64url(trust) ?? new Uint8Array())
  const read = envelope.ok ? readTrustList(envelope.value.bytes) : undefined
  if (!read?.ok) throw new Error("the canary has no trust list that it can read")
  return read.value
}

function templatesOf({ catalogue }: CanaryMemory) {
  const envelope = catalogue === null ? undefined : readEnvelope(bytesOfBase64url(catalogue) ?? new Uint8Array())
  const read = envelope?.ok ? readCatalogue(envelope.value.bytes) : undefined
  return read?.ok ? read.value.templates : []
}
