import { deployment } from "@homesafe/api"
import {
  type Bytes,
  type Catalogue,
  manifestHash,
  type NamedNotice,
  type Names,
  readCatalogue,
  readEnvelope,
  readManifest,
  readNotices,
  textOfUtf8,
} from "@homesafe/protocol"
import type { FeedStore } from "../feed/feed-store.ts"

/** What the public board says: the named notices of the list that phones have too. */
export interface Board {
  /** Names this state: the hash of the list. */
  readonly hash: string
  readonly seq: number
  /** When the list was made; seconds. */
  readonly t: number
  /** Newest first. */
  readonly entries: readonly NamedNotice[]
  readonly templates: Catalogue["templates"]
  readonly authority: Names
  readonly hotline: string
  readonly timeZone: string
  readonly isDemonstration: boolean
}

/** The board of the newest list, read from the published files and nothing else; undefined before the first list. */
export async function readBoard(feed: FeedStore): Promise<Board | undefined> {
  const head = await feed.getNamed("head")
  const envelope = head && readEnvelope(head)
  const manifest = envelope?.ok ? readManifest(envelope.value.bytes) : undefined
  const described = textOfUtf8((await feed.getNamed("deployment.json")) ?? new Uint8Array())
  const facts = described ? deployment.safeParse(JSON.parse(described)) : undefined
  if (!envelope?.ok || !manifest?.ok || !facts?.success) return undefined
  const { seq, t } = manifest.value
  const notices = await inner(feed, manifest.value.notices.sha256)
  const catalogue = await inner(feed, manifest.value.catalogue.sha256)
  const read = notices && readNotices(notices)
  const texts = catalogue && readCatalogue(catalogue)
  if (!read?.ok || !texts?.ok) return undefined
  const { authority, hotline, timeZone, demonstration } = facts.data
  return {
    hash: manifestHash(envelope.value.bytes),
    seq,
    t,
    entries: [...read.value.entries].sort((a, b) => b.from - a.from),
    templates: texts.value.templates,
    authority,
    hotline,
    timeZone,
    isDemonstration: demonstration,
  }
}

async function inner(feed: FeedStore, sha256: string): Promise<Bytes | undefined> {
  const file = await feed.get(sha256)
  const envelope = file && readEnvelope(file)
  return envelope?.ok ? envelope.value.bytes : undefined
}
