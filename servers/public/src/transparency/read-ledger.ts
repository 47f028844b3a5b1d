import {
  acceptSigned,
  type Catalogue,
  type Policy,
  type Result,
  readCatalogue,
  readEnvelope,
  readManifest,
  readPolicy,
  type SignedEnvelope,
  serviceDayOf,
  type TrustList,
} from "@homesafe/protocol"
import type { FeedStore } from "../feed/feed-store.ts"

/** The rules of the newest list, and the names of the categories that they are about. */
export interface PublishedLedger {
  readonly policy: Policy
  readonly categories: Catalogue["categories"]
}

/** Reads the ledger from the published files, each with the publisher's signature; undefined before the first list. */
export async function readLedger(feed: FeedStore, trust: TrustList): Promise<PublishedLedger | undefined> {
  const head = await feed.getNamed("head")
  const list = head && readEnvelope(head)
  const manifest = list?.ok ? readManifest(list.value.bytes) : undefined
  if (!manifest?.ok) return undefined
  const day = serviceDayOf(manifest.value.t, trust.offset)
  const open = async <T extends { readonly seq: number }, P extends string>(
    { sha256 }: { readonly sha256: string },
    label: "VT1/policy" | "VT1/catalogue",
    read: (bytes: Uint8Array) => Result<T, P>,
  ): Promise<T | undefined> => {
    const file = await feed.get(sha256)
    const envelope: Result<SignedEnvelope, string> | undefined = file && readEnvelope(file)
    const accepted = envelope?.ok ? acceptSigned(envelope.value, { label, trust, day }, read) : undefined
    return accepted?.ok ? accepted.value : undefined
  }
  const policy = await open(manifest.value.policy, "VT1/policy", readPolicy)
  const catalogue = await open(manifest.value.catalogue, "VT1/catalogue", readCatalogue)
  return policy && catalogue ? { policy, categories: catalogue.categories } : undefined
}
