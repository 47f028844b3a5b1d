import { type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { alertsOf, lookIntoStore, type MatchedRow, type StoreFile } from "@homesafe/protocol/visitor"
import { matchRowsWith } from "../feed/compare-rows.ts"
import { feedFetcher, forgetParts } from "../feed/download-file.ts"
import { fetchList } from "../feed/fetch-list.ts"
import { loadFacts } from "../keeper/load-facts.ts"
import { openDatabase, readKept } from "../keeper/open-database.ts"

/** What a look from the background came to; "unknown" where it could not tell: no network, no store, a locked one. */
export type BackgroundCheck = "exposed" | "nothing" | "unknown"

/**
 * Fetches the list, verifies it and compares it with the rows of the store, without writing to the store or the diary: a service worker
 * reads the file and cannot overwrite it. The next start of the app compares for itself. Spec §5.
 */
export async function checkInBackground(now: UnixSeconds): Promise<BackgroundCheck> {
  const db = await openDatabase()
  try {
    if ((await readKept(db, "since")) === undefined) return "unknown"
    const facts = await loadFacts(db, now)
    if (!facts.ok) return "unknown"
    const { trust, catalogue } = facts
    const feed = (await readKept(db, "feed")) ?? null
    const known = {
      dep: trust.dep,
      trust,
      feed,
      catalogueFile: await readKept(db, "catalogue"),
      policyFile: await readKept(db, "policy"),
      revokedFile: await readKept(db, "revoked"),
      issuersFile: await readKept(db, "issuers"),
      noticesFile: await readKept(db, "notices"),
    }
    const list = await fetchList(feedFetcher(db, now), known, now)
    // What cannot be believed is fetched anew the next time.
    if (!list.ok && list.problem !== "offline") await forgetParts(db)
    const file = await readStoreFile()
    if (!list.ok || !file) return "unknown"
    const rows = lookIntoStore(file, { now, floor: feed?.t ?? unixSeconds(0) }, trust.offset)
    if (!rows.ok) return "unknown"
    const templates = (list.value.catalogue?.catalogue ?? catalogue).templates
    const found = new Map<string, MatchedRow>()
    for (const batch of list.value.batches) {
      const matched = matchRowsWith(batch, rows.value, { trust: list.value.trust?.list ?? trust, templates })
      if (!matched.isSound) return "unknown"
      // The newest list wins: what a later one says of a row replaces what an earlier one said.
      for (const { row, message } of matched.matches) {
        const name = `${row.day} ${row.row}`
        if (list.value.hold.includes(batch.seq)) found.delete(name)
        else found.set(name, { row, message })
      }
    }
    const minMinutes = (n: number) => templates.find((each) => each.n === n)?.minMinutes ?? 1
    return alertsOf([...found.values()], minMinutes).length > 0 ? "exposed" : "nothing"
  } finally {
    db.close()
  }
}

async function readStoreFile(): Promise<Pick<StoreFile, "read" | "size"> | undefined> {
  try {
    const folder = await navigator.storage.getDirectory()
    const handle = await folder.getFileHandle("vt1.store")
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer())
    return { read: (offset, length) => bytes.slice(offset, offset + length), size: () => bytes.length }
  } catch {
    return undefined // no store on this phone, or storage switched off
  }
}
