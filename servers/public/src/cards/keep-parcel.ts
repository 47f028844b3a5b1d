import type { ServiceDay } from "@homesafe/protocol"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

/** Two writers at once would both take a day's last place. */
export const lockCards = sql`select pg_advisory_xact_lock(7302)`

/** Keeps a parcel durably, without a word about where it came from. The same id again is the same parcel. */
export async function keepParcel(
  { db, limits }: Pick<PublicDeps, "db" | "limits">,
  parcel: { readonly id: Uint8Array; readonly day: ServiceDay; readonly records: number; readonly body: Uint8Array },
): Promise<"kept" | "full"> {
  return db.transaction().execute(async (tx) => {
    await lockCards.execute(tx)
    const known = await tx.selectFrom("card_parcels").select("id").where("id", "=", Buffer.from(parcel.id)).execute()
    if (known.length > 0) return "kept"
    const { sum } = await tx
      .selectFrom("card_parcels")
      .select((e) => e.fn.sum<string | null>("records").as("sum"))
      .where("day", "=", parcel.day)
      .executeTakeFirstOrThrow()
    if (Number(sum ?? 0) + parcel.records > limits.cardRecordsPerDay) return "full"
    await tx.insertInto("card_parcels").values(parcel).execute()
    return "kept"
  })
}
