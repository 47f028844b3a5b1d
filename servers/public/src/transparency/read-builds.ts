import {
  type BuildNames,
  countSigners,
  keysOf,
  readBuildNames,
  readEnvelope,
  serviceDayOf,
  type TrustList,
  type UnixSeconds,
} from "@homesafe/protocol"
import type { FeedStore } from "../feed/feed-store.ts"

/** The builds that the roots have signed; undefined where nothing is signed, or not by enough of them. */
export async function readBuilds(feed: FeedStore, trust: TrustList, now: UnixSeconds): Promise<BuildNames | undefined> {
  const served = await feed.getNamed("build-signature.json")
  const envelope = served && readEnvelope(served)
  const names = envelope?.ok ? readBuildNames(envelope.value.bytes) : undefined
  if (!envelope?.ok || !names?.ok) return undefined
  const roots = keysOf(trust, "root", serviceDayOf(now, trust.offset))
  const thing = { label: "VT1/builds", dep: trust.dep, seq: 1, role: "root" } as const
  return countSigners(envelope.value, thing, roots) >= trust.rootThreshold ? names.value : undefined
}
