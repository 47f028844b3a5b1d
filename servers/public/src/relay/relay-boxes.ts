import { keptSeconds } from "@homesafe/domain"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"

/** A box waits for so long, and so does the word that it has arrived. Seconds. */
const RELAY_SECONDS = keptSeconds("relay-boxes")

type Deps = Pick<PublicDeps, "db" | "clock" | "limits">

/** Keeps a box; not where one was ever left under this id, and not when too many wait. */
export async function keepBox(
  { db, clock, limits }: Deps,
  id: Uint8Array,
  box: Uint8Array,
): Promise<"kept" | "known" | "full"> {
  return db.transaction().execute(async (tx) => {
    // One writer at a time, or two of them would both take the last place.
    await sql`select pg_advisory_xact_lock(7301)`.execute(tx)
    await tx.deleteFrom("relay_boxes").where("expires", "<=", clock.now()).execute()
    const { waiting } = await tx
      .selectFrom("relay_boxes")
      .select((e) => e.fn.countAll<number>().as("waiting"))
      .where("box", "is not", null)
      .executeTakeFirstOrThrow()
    if (waiting >= limits.relayBoxes) return "full"
    const kept = await tx
      .insertInto("relay_boxes")
      .values({ id, box, ack: null, expires: clock.now() + RELAY_SECONDS })
      .onConflict((c) => c.column("id").doNothing())
      .executeTakeFirst()
    return kept.numInsertedOrUpdatedRows === 1n ? "kept" : "known"
  })
}

/** Hands a box out, once: whoever comes second finds nothing. The ten minutes for the answer begin. */
export async function takeBox({ db, clock }: Deps, id: Uint8Array): Promise<Uint8Array | undefined> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom("relay_boxes")
      .select("box")
      .where("id", "=", Buffer.from(id))
      .where("expires", ">", clock.now())
      .forUpdate()
      .executeTakeFirst()
    if (!row?.box) return undefined
    await tx
      .updateTable("relay_boxes")
      .set({ box: null, expires: clock.now() + RELAY_SECONDS })
      .where("id", "=", Buffer.from(id))
      .execute()
    return new Uint8Array(row.box)
  })
}

/** Keeps the new phone's word; only once, and only after the box was taken. */
export async function keepAck(
  { db, clock }: Deps,
  id: Uint8Array,
  ack: Uint8Array,
): Promise<"kept" | "too-early-or-late" | "unknown"> {
  const here = { id: Buffer.from(id), now: clock.now() }
  const kept = await db
    .updateTable("relay_boxes")
    .set({ ack })
    .where("id", "=", here.id)
    .where("expires", ">", here.now)
    .where("box", "is", null)
    .where("ack", "is", null)
    .executeTakeFirst()
  if (kept.numUpdatedRows === 1n) return "kept"
  const row = await db
    .selectFrom("relay_boxes")
    .select("id")
    .where("id", "=", here.id)
    .where("expires", ">", here.now)
    .executeTakeFirst()
  return row ? "too-early-or-late" : "unknown"
}

/** The new phone's word, where it is there. */
export async function readAck({ db, clock }: Deps, id: Uint8Array): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom("relay_boxes")
    .select("ack")
    .where("id", "=", Buffer.from(id))
    .where("expires", ">", clock.now())
    .executeTakeFirst()
  return row?.ack ? new Uint8Array(row.ack) : undefined
}

/** Forgets what has waited long enough, also when nobody comes any more. */
export async function purgeRelay({ db, clock }: Deps): Promise<number> {
  const gone = await db.deleteFrom("relay_boxes").where("expires", "<=", clock.now()).executeTakeFirst()
  return Number(gone.numDeletedRows)
}
