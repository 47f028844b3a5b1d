import type { AccountRequest } from "@homesafe/api"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"
import { writeCardsVerdict } from "./card-wishes.ts"
import { writeRecoveryVerdict } from "./complete-recoveries.ts"

const PAGE = 25

/** What the authority has not acknowledged as it stands. */
export async function findAccountRequests({ db }: PublicDeps): Promise<AccountRequest[]> {
  const recoveries = await db
    .selectFrom("recoveries")
    .selectAll()
    .where(sql<boolean>`version > seen_version`)
    .orderBy("expires")
    .limit(PAGE)
    .execute()
  const wishes = await db
    .selectFrom("card_wishes")
    .innerJoin("operators", "operators.id", "operator_id")
    .select(["card_wishes.id", "mail", "name", "purpose", "version"])
    .where("state", "=", "asked")
    .where(sql<boolean>`version > seen_version`)
    .orderBy("asked_at")
    .limit(PAGE)
    .execute()
  return [
    ...recoveries.map(({ id, venue_id, mail, words, state, agreed, version }) => {
      const owner = state === "stopped" ? "stopped" : agreed ? "agreed" : "silent"
      return { id, kind: "recovery" as const, venue: venue_id, mail, name: null, words, owner, version } as const
    }),
    ...wishes.map(({ id, mail, name, purpose, version }) => {
      return { id, kind: "cards", venue: null, mail, name, words: purpose, owner: "silent", version } as const
    }),
  ]
}

/** The authority has stored a request up to this version. */
export async function acknowledgeRequest({ db }: PublicDeps, id: string, version: number): Promise<void> {
  for (const table of ["recoveries", "card_wishes"] as const) {
    await db
      .updateTable(table)
      .set({ seen_version: version })
      .where(sql`id::text`, "=", id)
      .where("seen_version", "<", version)
      .execute()
  }
}

/** Writes an officer's answer. False when nothing of that name is left. */
export async function writeAccountVerdict(deps: PublicDeps, id: string, granted: boolean): Promise<boolean> {
  return (await writeRecoveryVerdict(deps, id, granted)) || (await writeCardsVerdict(deps, id, granted))
}
