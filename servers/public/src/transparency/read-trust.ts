import { deployment } from "@homesafe/api"
import {
  acceptTrustList,
  readEnvelope,
  readManifest,
  readTrustList,
  type TrustList,
  textOfUtf8,
  type UnixSeconds,
  utf8Of,
} from "@homesafe/protocol"
import type { FeedStore } from "../feed/feed-store.ts"

/** What a deployment says of itself, and the newest trust list that follows from its first. */
export interface DeploymentFacts {
  readonly hotline: string
  readonly timeZone: string
  readonly isDemonstration: boolean
  readonly trust: TrustList
}

/** Reads the deployment's published description; undefined before it is there. */
export async function readFacts(feed: FeedStore, now: UnixSeconds): Promise<DeploymentFacts | undefined> {
  const described = textOfUtf8((await feed.getNamed("deployment.json")) ?? new Uint8Array())
  const facts = described ? deployment.safeParse(JSON.parse(described)) : undefined
  if (!facts?.success) return undefined
  const { hotline, timeZone, demonstration, dep, trust } = facts.data
  const served = readEnvelope(utf8Of(JSON.stringify(trust)))
  const first = served.ok ? readTrustList(served.value.bytes) : undefined
  if (!first?.ok || first.value.dep !== dep) return undefined
  const newest = await newestTrust(feed, first.value, now)
  return { hotline, timeZone, isDemonstration: demonstration, trust: newest }
}

/** The list's trust list, where the roots of the first agree to it; else the first. */
async function newestTrust(feed: FeedStore, first: TrustList, now: UnixSeconds): Promise<TrustList> {
  const head = await feed.getNamed("head")
  const list = head && readEnvelope(head)
  const manifest = list?.ok ? readManifest(list.value.bytes) : undefined
  const file = manifest?.ok ? await feed.get(manifest.value.trust.sha256) : undefined
  const envelope = file && readEnvelope(file)
  const accepted = envelope?.ok ? acceptTrustList(first, envelope.value, first.dep, now) : undefined
  return accepted?.ok ? accepted.value : first
}
