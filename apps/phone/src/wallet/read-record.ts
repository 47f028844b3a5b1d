import { type ReadTexts, readTexts, type Trust } from "@homesafe/codes/credentials"
import { readIssuers } from "@homesafe/protocol"
import { ask, nowSeconds } from "../keeper/ask-keeper.ts"

/** Whom this phone believes, and since when it knows. */
export interface Trusted {
  readonly trust: Trust
  /** Unix seconds of the list that named the file; null before the first one. */
  readonly listedAt: number | null
  readonly hasIssuers: boolean
}

/** The list of issuers that came with the feed: the newest head's signatures cover its hash (Spec §9). */
export async function loadTrusted(): Promise<Trusted> {
  const { file, t } = await ask("issuers", {})
  const read = file && readIssuers(file)
  if (!read?.ok) return { trust: { keys: [], revoked: new Set() }, listedAt: null, hasIssuers: false }
  const { keys, revoked } = read.value
  return { trust: { keys, revoked: new Set(revoked) }, listedAt: t, hasIssuers: keys.length > 0 }
}

/** Reads a document from its text, or from the several codes of one. */
export function readRecord(texts: readonly string[], { trust }: Trusted): Promise<ReadTexts> {
  return readTexts(texts, { at: nowSeconds(), trust })
}
