import type { approveDecisionBundle, BodyOf } from "@homesafe/api"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import { nextListTime } from "../publishing/next-list.ts"
import { allOrNothing } from "./all-or-nothing.ts"
import { approveLocked } from "./approve.ts"
import { endLocked } from "./end-proposal.ts"
import { hashOfWaiting } from "./find-bundles.ts"

/** Another officer signs all that waits of a bundle: each signature over its own bytes, the whole over what was read. All or none. */
export async function approveBundle(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  { hash, key, signed }: BodyOf<typeof approveDecisionBundle>,
): Promise<Outcome<null>> {
  const listAt = await nextListTime(deps)
  return allOrNothing(deps, async (tx) => {
    const rows = await lockWaiting(tx, id)
    if (!rows) return refuse("not-found")
    if (rows.length === 0) return refuse("not-in-this-state")
    const sigs = new Map(signed.map((each) => [each.id, each.sig]))
    if (hashOfWaiting(rows) !== hash || sigs.size !== rows.length) return refuse("content-changed")
    for (const row of rows) {
      const sig = sigs.get(row.id)
      if (sig === undefined) return refuse("content-changed")
      const approval = { hash: row.hash.toString("hex"), key, sig }
      const approved = await approveLocked({ ...deps, db: tx }, officer, row, { ...approval, listAt })
      if (!approved.ok) return approved
    }
    return done(null)
  })
}

/** Ends all that waits of a bundle: another officer refuses it, or its proposer takes it back. */
export async function endBundle(
  deps: AuthorityDeps,
  officer: string,
  id: string,
  how: Parameters<typeof endLocked>[3],
): Promise<Outcome<null>> {
  return allOrNothing(deps, async (tx) => {
    const rows = await lockWaiting(tx, id)
    if (!rows) return refuse("not-found")
    if (rows.length === 0) return refuse("not-in-this-state")
    for (const row of rows) {
      const ended = await endLocked({ ...deps, db: tx }, officer, row, how)
      if (!ended.ok) return ended
    }
    return done(null)
  })
}

type Db = AuthorityDeps["db"]

/** What waits of a bundle, locked in one order: of two acts at once the second finds what the first has left. */
async function lockWaiting(tx: Db, id: string) {
  const bundle = await tx.selectFrom("decision_bundles").select("id").where("id", "=", id).executeTakeFirst()
  if (!bundle) return undefined
  const all = tx.selectFrom("decisions").selectAll().where("bundle", "=", id).orderBy("id").forUpdate()
  return (await all.execute()).filter(({ state }) => state === "proposed")
}
