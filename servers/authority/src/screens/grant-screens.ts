import {
  call,
  collectScreens,
  deliverScreen,
  type IssuedCode,
  type PendingScreen,
  type ScreenVerdict,
} from "@homesafe/api"
import { writeAudit } from "@homesafe/db/audit"
import type { AuthorityTables } from "@homesafe/db/authority"
import { bytesOfHex, hexOf, serviceDay, serviceDayOf, writeKioskGrant } from "@homesafe/protocol"
import { signKioskGrant } from "@homesafe/protocol/publisher"
import { type Selectable, sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"

type VenueRow = Selectable<AuthorityTables["venues"]>
type ScreenRow = Selectable<AuthorityTables["screens"]>

/** Pulls new screens, grants the key of each that stands at a reviewed venue, and delivers what is not delivered yet. */
export async function grantScreens(deps: AuthorityDeps): Promise<void> {
  const pulled = await call(collectScreens, deps.link)
  if (pulled.ok) for (const screen of pulled.value.screens) await keepScreen(deps, screen)
  await deliverScreens(deps)
}

async function keepScreen(deps: AuthorityDeps, asked: PendingScreen): Promise<void> {
  const at = deps.clock.now()
  const isKept = await deps.db.transaction().execute(async (tx) => {
    const known = await tx.selectFrom("screens").select("id").where(sql`id::text`, "=", asked.id).executeTakeFirst()
    // Asked for again, the first answer is delivered again: it is never made anew.
    if (known) {
      await tx.updateTable("screens").set({ delivered: false }).where("id", "=", known.id).execute()
      return true
    }
    const kioskKey = Buffer.from(asked.kioskKey, "hex")
    const venue = await tx.selectFrom("venues").selectAll().where(sql`id::text`, "=", asked.venue).executeTakeFirst()
    const grant = venue && grantOf(deps, venue, asked)
    const kept = await tx
      .insertInto("screens")
      .values({
        id: asked.id,
        venue_id: asked.venue,
        entrance: asked.entrance,
        kiosk_key: kioskKey,
        issuer_grant: grant ?? null,
        reason: grant ? null : "not-in-this-state",
        asked_at: at,
        delivered: false,
      })
      .onConflict((c) => c.column("kiosk_key").doNothing())
      .returning("id")
      .executeTakeFirst()
    if (!kept) return false
    await writeAudit(tx, { at, officer: null, act: grant ? "grant-screen" : "refuse-screen", subject: asked.id })
    return true
  })
  // A key speaks for one screen of one venue (Spec §2): this one belongs to another.
  const body = { state: "refused", reason: "screen-known", grant: null } as const
  if (!isKept) await call(deliverScreen, { ...deps.link, params: { id: asked.id }, body })
}

/** The issuer's signature for a screen's key under the header and the names that an officer has reviewed; nothing for any other venue. */
function grantOf(deps: AuthorityDeps, venue: VenueRow, asked: PendingScreen): Uint8Array | undefined {
  const code = (venue.codes as IssuedCode[]).findLast(({ entrance }) => entrance === asked.entrance) // as: written by issue-codes
  const today = serviceDayOf(deps.clock.now(), deps.offset)
  if (venue.revoked !== null || venue.state !== "reviewed" || code?.kind !== "reviewed") return undefined
  if (code.header.kind === "vehicle" || today > code.header.notAfter) return undefined
  const { category, cell, issuerKeyId } = code.header
  const [notBefore, notAfter] = [serviceDay(code.header.notBefore), serviceDay(code.header.notAfter)]
  const header = { kind: "rotating", category, hourRows: true, cell, notBefore, notAfter, issuerKeyId } as const
  const { dep, keys } = deps
  const vid = hexOf(new Uint8Array(venue.vid))
  const kioskKey = bytesOfHex(asked.kioskKey)
  const { en, hant, hans } = code.names
  const names = hans === undefined ? { en, hant } : { en, hant, hans }
  const signature = signKioskGrant({ dep, header, vid, kioskKey, names }, keys.issuer)
  return writeKioskGrant({ header, vid, kioskKey, names, signature })
}

/** Delivers every answer that the public server does not have yet; again, if it must be. */
async function deliverScreens(deps: AuthorityDeps): Promise<void> {
  const rows = await deps.db.selectFrom("screens").selectAll().where("delivered", "=", false).limit(50).execute()
  for (const row of rows) {
    const sent = await call(deliverScreen, { ...deps.link, params: { id: row.id }, body: verdictOf(row) })
    if (!sent.ok && sent.problem !== "not-found") return
    await deps.db.updateTable("screens").set({ delivered: true }).where("id", "=", row.id).execute()
  }
}

function verdictOf(row: ScreenRow): ScreenVerdict {
  return row.issuer_grant
    ? { state: "granted", reason: null, grant: row.issuer_grant.toString("hex") }
    : { state: "refused", reason: row.reason, grant: null }
}
