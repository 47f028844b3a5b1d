import { acknowledgeVenueNews, call, collectVenueNews, type VenueNews } from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import { entranceNames } from "@homesafe/domain"
import { checkNames } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"
import type { Answered } from "./review-change.ts"

/** Pulls what operators did with their venues since, stores it, and only then says so. */
export async function collectNews(deps: AuthorityDeps): Promise<void> {
  const pulled = await call(collectVenueNews, deps.link)
  if (!pulled.ok) return
  for (const news of pulled.value.news) {
    await keepNews(deps, news)
    const { id, version } = news
    await call(acknowledgeVenueNews, { ...deps.link, params: { id }, body: { version } })
  }
}

/** Keeps one venue's news; the same again changes nothing. */
export async function keepNews(
  deps: AuthorityDeps,
  { id, closedAt, ownerChangedAt, change }: VenueNews,
): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom("venues").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
    if (!row) return
    const audit = { at: deps.clock.now(), officer: null, subject: id }
    if (closedAt !== row.closed_at) {
      await tx.updateTable("venues").set({ closed_at: closedAt }).where("id", "=", id).execute()
      await writeAudit(tx, { ...audit, act: closedAt === null ? "venue-opened-again" : "venue-closed" })
    }
    if (ownerChangedAt !== row.owner_changed_at) {
      await tx.updateTable("venues").set({ owner_changed_at: ownerChangedAt }).where("id", "=", id).execute()
      await writeAudit(tx, { ...audit, act: "venue-owner-changed" })
    }
    const answered = row.answered as Answered | null // as: written here and by review-change.ts
    // Taken back, or answered in the meantime.
    if (!change && row.change !== null)
      await tx.updateTable("venues").set({ change: null }).where("id", "=", id).execute()
    if (!change || change.number <= (answered?.number ?? 0)) return
    const isPrintable = change.entrances.every(({ names }) => checkNames(entranceNames(change.names, names)).ok)
    const isOpen = row.state !== "refused"
    if (isPrintable && isOpen) {
      await tx
        .updateTable("venues")
        .set({ change: JSON.stringify(change) })
        .where("id", "=", id)
        .execute()
      return
    }
    // An officer never sees what cannot be printed.
    const refusal = isOpen ? "name-not-allowed" : "not-in-this-state"
    const said: Answered = { number: change.number, refusal }
    await tx
      .updateTable("venues")
      .set({ change: null, answered: JSON.stringify(said), delivered: false })
      .where("id", "=", id)
      .execute()
    await writeAudit(tx, { ...audit, act: "refuse-change" })
  })
}
