import { call, registerUploadCode, withdrawUploadCode } from "@homesafe/api"
import type { AuthorityDeps } from "../deps.ts"

/** Tells the public server of every code that it does not know yet. */
export async function registerCodes({ db, link }: AuthorityDeps): Promise<void> {
  const rows = await db
    .selectFrom("upload_codes")
    .select(["lookup", "to_register"])
    .where("to_register", "is not", null)
    .execute()
  for (const row of rows) {
    // as: written by makeCode
    const body = row.to_register as { authHash: string; reply: string; expires: number }
    const told = await call(registerUploadCode, { ...link, params: { lookup: row.lookup.toString("hex") }, body })
    if (!told.ok) return
    await db.updateTable("upload_codes").set({ to_register: null }).where("lookup", "=", row.lookup).execute()
  }
}

/**
 * Tells the public server of every code that was withdrawn. A code whose registration is still on its way is told too: the public server
 * remembers that it is withdrawn, and takes no registration of it any more.
 */
export async function tellWithdrawals({ db, link }: AuthorityDeps): Promise<void> {
  const rows = await db.selectFrom("upload_codes").select("lookup").where("to_withdraw", "=", true).execute()
  for (const { lookup } of rows) {
    const told = await call(withdrawUploadCode, { ...link, params: { lookup: lookup.toString("hex") } })
    if (!told.ok) return
    await db.updateTable("upload_codes").set({ to_withdraw: false }).where("lookup", "=", lookup).execute()
  }
}
