import { listAudit } from "@homesafe/api"
import { doesChainHold } from "@homesafe/db/audit"
import { done } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"

/** The log that can only grow. */
export function auditRoutes(handle: Handle, { db }: AuthorityDeps): void {
  handle(listAudit, async () => {
    const newest = await db.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(200).execute()
    const officers = await db.selectFrom("officers").select(["id", "name"]).execute()
    const nameOf = new Map(officers.map((o) => [o.id, o.name]))
    return done({
      chainHolds: doesChainHold([...newest].reverse()),
      entries: newest.map((e) => ({
        seq: e.seq,
        at: e.at,
        officer: e.officer === null ? null : (nameOf.get(e.officer) ?? e.officer),
        act: e.act,
        subject: e.subject,
        purpose: e.purpose,
        hash: e.hash.toString("hex"),
      })),
    })
  })
}
