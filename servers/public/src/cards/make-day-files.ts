import { createHash, randomBytes } from "node:crypto"
import { type Drop, readParcel, serviceDay, shuffle, writeDayFile } from "@homesafe/protocol"
import type { Logger } from "pino"
import type { PublicDeps } from "../deps.ts"
import { lockCards } from "./keep-parcel.ts"

/**
 * Shuffles all waiting parcels of each day into one file a bucket, and drops them, in one transaction. A file never changes; what comes
 * later for the same day goes into another one (ADR 0016). Answers how many files were made.
 */
export async function makeDayFiles({ db }: Pick<PublicDeps, "db">, log?: Logger): Promise<number> {
  const made = await db.transaction().execute(async (tx) => {
    await lockCards.execute(tx)
    const waiting = await tx.selectFrom("card_parcels").select(["day", "body"]).where("body", "is not", null).execute()
    if (waiting.length === 0) return 0
    const days = Map.groupBy(waiting, ({ day }) => day)
    const files = [...days].flatMap(([day, parcels]) => filesOf(day, parcels))
    for (const file of files) await tx.insertInto("card_files").values(file).execute()
    await tx.updateTable("card_parcels").set({ body: null }).where("body", "is not", null).execute()
    return files.length
  })
  if (made > 0) log?.info({ files: made }, "files of card records made")
  return made
}

function filesOf(day: number, parcels: readonly { readonly body: Uint8Array | null }[]) {
  const drops = parcels.flatMap(({ body }): readonly Drop[] => {
    const read = readParcel(body ?? new Uint8Array())
    return read.ok ? read.value : []
  })
  const random = (n: number) => new Uint8Array(randomBytes(n))
  const buckets = Map.groupBy(shuffle(drops, random), ({ bucket }) => bucket)
  return [...buckets].map(([bucket, inBucket]) => {
    const bytes = writeDayFile({ day: serviceDay(day), bucket, records: inBucket.map(({ record }) => record) })
    return { sha256: createHash("sha256").update(bytes).digest(), day, bucket, bytes }
  })
}
