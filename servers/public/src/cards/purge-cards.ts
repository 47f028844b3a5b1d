import { RETENTION_DAYS, serviceDayOf } from "@homesafe/protocol"
import type { PublicDeps } from "../deps.ts"

/** Drops the files and the parcels' ids of days that are past; 31 days are kept, today included (Spec §11). */
export async function purgeCards({
  db,
  clock,
  offset,
}: Pick<PublicDeps, "db" | "clock" | "offset">): Promise<{ cardFiles: number; cardParcels: number }> {
  const past = serviceDayOf(clock.now(), offset) - RETENTION_DAYS
  const files = await db.deleteFrom("card_files").where("day", "<=", past).executeTakeFirst()
  const parcels = await db.deleteFrom("card_parcels").where("day", "<=", past).executeTakeFirst()
  return { cardFiles: Number(files.numDeletedRows), cardParcels: Number(parcels.numDeletedRows) }
}
