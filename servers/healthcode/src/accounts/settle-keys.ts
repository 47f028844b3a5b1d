import fs from "node:fs"
import path from "node:path"
import { destroyKeyFile, listKeyFiles } from "@homesafe/service/key-files"
import type { HealthDeps } from "../deps.ts"
import { dropAccount } from "./delete-account.ts"

/** An empty folder that says that a folder is the one in which accounts' keys lie: an empty mount looks like many deleted accounts. */
const MARKER = "account-keys"
/** A file younger than this may belong to an account whose transaction has not ended. */
const YOUNG_SECONDS = 3_600
const PAGE = 500

/**
 * Brings accounts and their keys' files into line, at the start and every hour. An account without its file was deleted: a crash, or a
 * backup that was put back, left its rows. A file without an account belongs to nobody. Refused where the folder is not the accounts' own.
 */
export async function settleKeys(deps: HealthDeps): Promise<void> {
  const { db, keys, log, clock } = deps
  const marker = path.join(keys.accountKeys, MARKER)
  if (!fs.existsSync(marker)) {
    const one = await db.selectFrom("accounts").select("id").limit(1).executeTakeFirst()
    if (one) throw new Error("the folder of account keys is not the one of this database")
    fs.mkdirSync(marker, { mode: 0o700 })
  }
  // Files first: an account that is made meanwhile has its file before its row.
  const files = new Map([...listKeyFiles(keys.accountKeys)].map(({ id, madeAt }) => [id, madeAt]))
  let [dropped, after] = [0, "00000000-0000-0000-0000-000000000000"]
  for (;;) {
    const page = await db
      .selectFrom("accounts")
      .select(["id", "created_at"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(PAGE)
      .execute()
    for (const { id, created_at } of page) {
      const hasFile = files.delete(id)
      if (hasFile || created_at > clock.now() - YOUNG_SECONDS) continue
      await db.transaction().execute((tx) => dropAccount(tx, deps, id))
      dropped += 1
    }
    const last = page.at(-1)
    if (!last || page.length < PAGE) break
    after = last.id
  }
  let files_gone = 0
  for (const [id, madeAt] of files)
    if (madeAt() < clock.now() - YOUNG_SECONDS && destroyKeyFile(keys.accountKeys, id)) files_gone += 1
  if (dropped + files_gone > 0) log.warn({ accounts: dropped, files: files_gone }, "account-keys-settled")
}
