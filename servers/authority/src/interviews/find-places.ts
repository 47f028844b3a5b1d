import type { findPlaces as contract, ReplyOf } from "@homesafe/api"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { applicationOf } from "../venues/find-venues.ts"

/** As many as somebody looks through: the name is typed further. */
const SHOWN = 8

/** Reviewed and provisional places of the whole authority whose application names these words. */
export async function findPlaces({ db }: AuthorityDeps, find: string): Promise<ReplyOf<typeof contract>["places"]> {
  const rows = await db
    .selectFrom("venue_register")
    .select(["id", "vid", "application"])
    .where("state", "<>", "refused")
    .where(sql<boolean>`application::text ilike ${`%${find.replace(/[\\%_]/g, (c) => `\\${c}`)}%`}`)
    .orderBy("id")
    .limit(SHOWN)
    .execute()
  return rows.map(({ id, vid, application }) => {
    const { names, address, category } = applicationOf({ application })
    return { id, vid: vid.toString("hex"), names, address: { en: address.en, hant: address.hant }, category }
  })
}
