import { keptDays } from "@homesafe/domain"
import { serviceDayOf } from "@homesafe/protocol"
import type { PublicDeps } from "../deps.ts"

/** Drops the files and the parcels' ids of days that are past; 31 days are kept, today included (Spec §11). */
export async function purgeCards({
  db,
  clock,
  offset,
}: Pick<PublicDeps, "db" | "clock" | "offset">): Promise<{ cardFiles: number; cardParcels: number }> {
  const past = serviceDayOf(clock.now(), offset) - keptDays("card-records")
  const files = await db.deleteFrom("card_files").where("day", "<=", past).executeTakeFirst()
  const parcels = await db.deleteFrom("card_parcels").where("day", "<=", past).executeTakeFirst()
  return { cardFiles: Number(files.numDeletedRows), cardParcels: Number(parcels.numDeletedRows) }
}
