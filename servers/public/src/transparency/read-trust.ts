import {
  acceptTrustList,
  readEnvelope,
  readTrustList,
  type TrustList,
  type UnixSeconds,
  utf8Of,
} from "@homesafe/protocol"
import type { FeedStore } from "../feed/feed-store.ts"
import { readDescription, readNewest, readSigned } from "../feed/read-published.ts"

/** What a deployment says of itself, and the newest trust list that follows from its first. */
export interface DeploymentFacts {
  readonly timeZone: string
  readonly isDemonstration: boolean
  readonly trust: TrustList
}

/** Reads the deployment's published description; undefined before it is there. */
export async function readFacts(feed: FeedStore, now: UnixSeconds): Promise<DeploymentFacts | undefined> {
  const facts = await readDescription(feed)
  if (!facts) return undefined
  const { timeZone, demonstration, dep, trust } = facts
  const served = readEnvelope(utf8Of(JSON.stringify(trust)))
  const first = served.ok ? readTrustList(served.value.bytes) : undefined
  if (!first?.ok || first.value.dep !== dep) return undefined
  const newest = await newestTrust(feed, first.value, now)
  return { timeZone, isDemonstration: demonstration, trust: newest }
}

/** The list's trust list, where the roots of the first agree to it; else the first. */
async function newestTrust(feed: FeedStore, first: TrustList, now: UnixSeconds): Promise<TrustList> {
  const newest = await readNewest(feed)
  const envelope = newest && (await readSigned(feed, newest.manifest.trust.sha256))
  const accepted = envelope && acceptTrustList(first, envelope, first.dep, now)
  return accepted?.ok ? accepted.value : first
}
