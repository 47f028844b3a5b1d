import { ECDH } from "node:crypto"
import { type ServiceDay, serviceDayOf } from "@homesafe/protocol"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"
import type { PushAddress } from "./deliver-message.ts"

type Deps = Pick<PublicDeps, "db" | "clock" | "offset" | "limits">

/** An endpoint that refuses so many days one after another is forgotten. */
const REFUSALS_BORNE = 7

/** Whether keys are a point of P-256 and 16 bytes; a wrong one would only be found when there is something to send. */
export function arePushKeys(p256dh: string, auth: string): boolean {
  const point = Buffer.from(p256dh, "base64url")
  if (point.length !== 65 || Buffer.from(auth, "base64url").length !== 16) return false
  try {
    ECDH.convertKey(point, "prime256v1")
    return true
  } catch {
    return false // OpenSSL's only way to say that it is no point of the curve
  }
}

/** Keeps a subscription, or its new keys; its first message comes on the next day. False when the table is full. */
export async function keepSubscription({ db, clock, offset, limits }: Deps, address: PushAddress): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    // One writer at a time, or two of them would both take the last place.
    await sql`select pg_advisory_xact_lock(7302)`.execute(tx)
    const { endpoint, p256dh, auth } = address
    const known = await tx
      .updateTable("push_subscriptions")
      .set({ p256dh, auth })
      .where("endpoint", "=", endpoint)
      .executeTakeFirst()
    if (known.numUpdatedRows > 0n) return true
    const { count } = await tx
      .selectFrom("push_subscriptions")
      .select((e) => e.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow()
    if (count >= limits.pushSubscriptions) return false
    const sent_day = serviceDayOf(clock.now(), offset)
    await tx.insertInto("push_subscriptions").values({ endpoint, p256dh, auth, sent_day, refusals: 0 }).execute()
    return true
  })
}

/** Forgets a subscription. */
export async function dropSubscription({ db }: Pick<Deps, "db">, endpoint: string): Promise<void> {
  await db.deleteFrom("push_subscriptions").where("endpoint", "=", endpoint).execute()
}

/**
 * Takes up to `count` subscriptions that have had no message on this day, and marks them as served. The mark is durable before a
 * message goes: a server that dies then leaves some without that day's message, and nobody gets two.
 */
export async function claimSubscriptions(
  { db }: Pick<Deps, "db">,
  day: ServiceDay,
  count: number,
): Promise<PushAddress[]> {
  return db
    .updateTable("push_subscriptions")
    .set({ sent_day: day })
    .where("endpoint", "in", (e) =>
      e
        .selectFrom("push_subscriptions")
        .select("endpoint")
        .where("sent_day", "<", day)
        .limit(count)
        .forUpdate()
        .skipLocked(),
    )
    .returning(["endpoint", "p256dh", "auth"])
    .execute()
}

/** Notes that an endpoint took its message, or refused it; the seventh refusal in a row ends the subscription. */
export async function noteAnswer({ db }: Pick<Deps, "db">, endpoint: string, isTaken: boolean): Promise<void> {
  const refusals = isTaken ? sql<number>`0` : sql<number>`refusals + 1`
  await db
    .updateTable("push_subscriptions")
    .set({ refusals })
    .where("endpoint", "=", endpoint)
    .where((e) => (isTaken ? e("refusals", ">", 0) : e.lit(true)))
    .execute()
  if (isTaken) return
  await db
    .deleteFrom("push_subscriptions")
    .where("endpoint", "=", endpoint)
    .where("refusals", ">=", REFUSALS_BORNE)
    .execute()
}
