import { type PurgeCertificate, type PurgeEntry, purgeEntry } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { writeCertificate } from "../purges/certificate.ts"

/** Purges at a time. */
const PAGE = 50

function entryOf({ key_gone: _, purge_ids, ...row }: Selectable<AuthorityTables["purges"]>): PurgeEntry {
  return purgeEntry.parse({ ...row, purgeIds: purge_ids })
}

const headOf = ({ db }: AuthorityDeps) =>
  db.selectFrom("purges").select(["seq", "hash"]).orderBy("seq", "desc").limit(1).executeTakeFirst()

/** A page of purges, newest first. */
export async function findPurges(deps: AuthorityDeps, before: number | undefined) {
  let asked = deps.db
    .selectFrom("purges")
    .selectAll()
    .orderBy("seq", "desc")
    .limit(PAGE + 1)
  if (before !== undefined) asked = asked.where("seq", "<", before)
  const rows = await asked.execute()
  const purges = rows.slice(0, PAGE).map(entryOf)
  return { purges, next: rows.length > PAGE ? (purges.at(-1)?.seq ?? null) : null, head: (await headOf(deps)) ?? null }
}

/** The certificate of one purge, signed by the key that signs what the authority keeps. */
export async function certify(deps: AuthorityDeps, seq: string): Promise<Outcome<PurgeCertificate>> {
  if (!/^\d{1,15}$/.test(seq)) return refuse("not-found")
  const row = await deps.db.selectFrom("purges").selectAll().where("seq", "=", Number(seq)).executeTakeFirst()
  const head = await headOf(deps)
  if (!row || !head) return refuse("not-found")
  const { dep, keys, clock } = deps
  return done(writeCertificate(keys.keeper, { dep, entry: entryOf(row), head, t: clock.now() }))
}
