import type { AccountRequestRecord } from "@homesafe/api"
import type { AuthorityTables } from "@homesafe/db/authority"
import type { Selectable } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { applicationOf } from "../venues/find-venues.ts"

type Row = Selectable<AuthorityTables["account_requests"]>
const MOST = 100

/** A request as officers see it, with what the register says of its venue. */
export async function accountRecordOf({ db }: Pick<AuthorityDeps, "db">, row: Row): Promise<AccountRequestRecord> {
  const { id, kind, venue_id, mail, name, words, owner, version, state, asked_at, finding } = row
  const venue =
    venue_id === null
      ? undefined
      : await db.selectFrom("venues").select("application").where("id", "=", venue_id).executeTakeFirst()
  const application = venue && applicationOf(venue)
  return {
    id,
    kind,
    venue: venue_id,
    mail,
    name,
    words,
    owner,
    version,
    state,
    askedAt: asked_at,
    finding,
    venueNames: application?.names ?? null,
    registerNumber: application?.registerNumber ?? null,
  }
}

/** Requests, those that wait first and the oldest of them at the top. */
export async function findAccountRequests({ db }: AuthorityDeps) {
  const { waiting } = await db
    .selectFrom("account_requests")
    .select((e) => e.fn.countAll<number>().filterWhere("state", "=", "waiting").as("waiting"))
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom("account_requests")
    .selectAll()
    .orderBy((e) => e.case().when("state", "=", "waiting").then(0).else(1).end())
    .orderBy((e) => e.case().when("state", "=", "waiting").then(e.ref("asked_at")).else(null).end())
    .orderBy("decided_at", "desc")
    .limit(MOST)
    .execute()
  return { requests: await Promise.all(rows.map((row) => accountRecordOf({ db }, row))), waiting: Number(waiting) }
}
