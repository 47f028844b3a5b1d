import {
  acceptSigned,
  type Catalogue,
  type Policy,
  type Result,
  readCatalogue,
  readPolicy,
  serviceDayOf,
  type TrustList,
} from "@homesafe/protocol"
import type { FeedStore } from "../feed/feed-store.ts"
import { readNewest, readSigned } from "../feed/read-published.ts"

/** The rules of the newest list, and the names of the categories that they are about. */
export interface PublishedLedger {
  readonly policy: Policy
  readonly categories: Catalogue["categories"]
}

/** Reads the ledger from the published files, each with the publisher's signature; undefined before the first list. */
export async function readLedger(feed: FeedStore, trust: TrustList): Promise<PublishedLedger | undefined> {
  const newest = await readNewest(feed)
  if (!newest) return undefined
  const { manifest } = newest
  const day = serviceDayOf(manifest.t, trust.offset)
  const open = async <T extends { readonly seq: number }, P extends string>(
    { sha256 }: { readonly sha256: string },
    label: "VT1/policy" | "VT1/catalogue",
    read: (bytes: Uint8Array) => Result<T, P>,
  ): Promise<T | undefined> => {
    const envelope = await readSigned(feed, sha256)
    const accepted = envelope && acceptSigned(envelope, { label, trust, day }, read)
    return accepted?.ok ? accepted.value : undefined
  }
  const policy = await open(manifest.policy, "VT1/policy", readPolicy)
  const catalogue = await open(manifest.catalogue, "VT1/catalogue", readCatalogue)
  return policy && catalogue ? { policy, categories: catalogue.categories } : undefined
}
