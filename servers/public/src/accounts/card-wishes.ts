import type { CardsState } from "@homesafe/api"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

/** Keeps what an organisation says of itself; asked again after a refusal, it waits anew, and what is granted stays. */
export async function askForCards(
  { db, clock, limits }: PublicDeps,
  operator: string,
  { name, purpose }: { readonly name: string; readonly purpose: string },
): Promise<"too-many-waiting" | null> {
  const { count } = await db
    .selectFrom("card_wishes")
    .select((e) => e.fn.countAll<number>().as("count"))
    .where("state", "=", "asked")
    .where("operator_id", "<>", operator)
    .executeTakeFirstOrThrow()
  if (Number(count) >= limits.waitingRecoveries) return "too-many-waiting"
  const wish = { name, purpose, state: "asked" as const, asked_at: clock.now() }
  await db
    .insertInto("card_wishes")
    .values({ ...wish, operator_id: operator })
    .onConflict((c) =>
      c
        .column("operator_id")
        .doUpdateSet({ ...wish, version: sql`card_wishes.version + 1` })
        .where("card_wishes.state", "<>", "granted"),
    )
    .execute()
  return null
}

/** Whether this account prints visitor cards. */
export async function findCards({ db }: Pick<PublicDeps, "db">, operator: string): Promise<CardsState> {
  const row = await db.selectFrom("card_wishes").select("state").where("operator_id", "=", operator).executeTakeFirst()
  return row?.state ?? "none"
}

/** Writes an officer's answer. False when there is no such wish. */
export async function writeCardsVerdict({ db }: PublicDeps, id: string, granted: boolean): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("card_wishes")
    .set({ state: granted ? "granted" : "refused" })
    .where(sql`id::text`, "=", id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}
