import { type Deployment, deployment } from "@homesafe/api"
import {
  type Bytes,
  type Manifest,
  readEnvelope,
  readManifest,
  type SignedEnvelope,
  textOfUtf8,
} from "@homesafe/protocol"
import type { FeedStore } from "./feed-store.ts"

/** The newest list's manifest and its bytes; undefined before the first list. */
export async function readNewest(
  feed: FeedStore,
): Promise<{ readonly bytes: Bytes; readonly manifest: Manifest } | undefined> {
  const head = await feed.getNamed("head")
  const envelope = head && readEnvelope(head)
  const manifest = envelope?.ok ? readManifest(envelope.value.bytes) : undefined
  return envelope?.ok && manifest?.ok ? { bytes: envelope.value.bytes, manifest: manifest.value } : undefined
}

/** A signed file of the feed by its hash. */
export async function readSigned(feed: FeedStore, sha256: string): Promise<SignedEnvelope | undefined> {
  const file = await feed.get(sha256)
  const envelope = file && readEnvelope(file)
  return envelope?.ok ? envelope.value : undefined
}

/** What the deployment says of itself; undefined before it is described. */
export async function readDescription(feed: FeedStore): Promise<Deployment | undefined> {
  const described = textOfUtf8((await feed.getNamed("deployment.json")) ?? new Uint8Array())
  const facts = described ? deployment.safeParse(JSON.parse(described)) : undefined
  return facts?.success ? facts.data : undefined
}
