import {
  type Bytes,
  type Catalogue,
  manifestHash,
  type NamedNotice,
  type Names,
  readCatalogue,
  readNotices,
} from "@homesafe/protocol"
import type { FeedStore } from "../feed/feed-store.ts"
import { readDescription, readNewest, readSigned } from "../feed/read-published.ts"

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
  const newest = await readNewest(feed)
  const facts = await readDescription(feed)
  if (!newest || !facts) return undefined
  const { seq, t } = newest.manifest
  const notices = await inner(feed, newest.manifest.notices.sha256)
  const catalogue = await inner(feed, newest.manifest.catalogue.sha256)
  const read = notices && readNotices(notices)
  const texts = catalogue && readCatalogue(catalogue)
  if (!read?.ok || !texts?.ok) return undefined
  const { authority, hotline, timeZone, demonstration } = facts
  return {
    hash: manifestHash(newest.bytes),
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
  return (await readSigned(feed, sha256))?.bytes
}
