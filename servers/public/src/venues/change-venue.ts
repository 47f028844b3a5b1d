import { isDeepStrictEqual } from "node:util"
import type { Venue, VenueDetails, VenueNews } from "@homesafe/api"
import { entranceNames } from "@homesafe/domain"
import { checkNames } from "@homesafe/protocol"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"
import { findVenue, type KeptChange } from "./store.ts"

/** So long a closed venue can be opened again; afterwards its operator registers it anew. */
export const UNDO_CLOSURE_SECONDS = 7 * 86_400

type Refused = "not-found" | "not-in-this-state" | "name-not-allowed"

/** Keeps a change for the authority to collect; a new one takes the place of one that still waits. Asked twice, it is one change. */
export async function proposeDetails(
  { db, ...deps }: PublicDeps,
  operator: string,
  id: string,
  details: VenueDetails,
): Promise<Venue | Refused> {
  const venue = await findVenue({ db, ...deps }, operator, id)
  if (!venue) return "not-found"
  const isOpen = venue.closedAt === null && (venue.state === "provisional" || venue.state === "reviewed")
  // A vehicle is its plate: another plate is another vehicle.
  if (!isOpen || venue.plate !== undefined || details.entrances.length < venue.entrances.length)
    return "not-in-this-state"
  for (const { names } of details.entrances) {
    if (!checkNames(entranceNames(details.names, names)).ok) return "name-not-allowed"
  }
  const { names, address, entrances } = venue
  // Asking for what is so already takes back what was asked for before.
  if (isDeepStrictEqual(details, { names, address, entrances })) {
    await db
      .updateTable("venues")
      .set({ change: null, version: sql`version + 1` })
      .where("id", "=", venue.id)
      .where("change", "is not", null)
      .execute()
    return (await findVenue({ db, ...deps }, operator, id)) ?? "not-found"
  }
  const kept: Omit<KeptChange, "number"> = { ...details, refusal: null }
  const text = JSON.stringify(kept)
  await db
    .updateTable("venues")
    .set({
      version: sql`version + 1`,
      change: sql`${text}::jsonb || jsonb_build_object('number', version + 1)`,
    })
    .where("id", "=", venue.id)
    .where(sql<boolean>`change - 'number' is distinct from ${text}::jsonb`)
    .execute()
  return (await findVenue({ db, ...deps }, operator, id)) ?? "not-found"
}

/** Sets or removes the number at which an officer may ring; nobody reviews it, and the authority asks for it when it rings. */
export async function setPhone(
  deps: PublicDeps,
  operator: string,
  id: string,
  phone: string | null,
): Promise<Venue | "not-found"> {
  await deps.db.updateTable("venues").set({ phone }).where(sql`id::text`, "=", id).execute()
  return (await findVenue(deps, operator, id)) ?? "not-found"
}

/** Closes a venue or opens it again; what is so already stays as it is. */
export async function setClosed(
  deps: PublicDeps,
  operator: string,
  id: string,
  closed: boolean,
): Promise<Venue | Refused> {
  const venue = await findVenue(deps, operator, id)
  if (!venue) return "not-found"
  if (closed === (venue.closedAt !== null)) return venue
  const now = deps.clock.now()
  if (venue.closedAt !== null && now > venue.closedAt + UNDO_CLOSURE_SECONDS) return "not-in-this-state"
  await deps.db
    .updateTable("venues")
    .set({ closed_at: closed ? now : null, version: sql`version + 1` })
    .where("id", "=", venue.id)
    .execute()
  return (await findVenue(deps, operator, id)) ?? "not-found"
}

/** What operators did and the authority has not acknowledged, oldest venue first. */
export async function findNews({ db }: PublicDeps): Promise<VenueNews[]> {
  const rows = await db
    .selectFrom("venues")
    .select(["id", "version", "closed_at", "owner_changed_at", "change"])
    .where(sql<boolean>`version > seen_version`)
    .where("state", "<>", "submitted")
    .orderBy("serial")
    .limit(50)
    .execute()
  return rows.map(({ id, version, closed_at, owner_changed_at, change }) => ({
    id,
    version,
    closedAt: closed_at,
    ownerChangedAt: owner_changed_at,
    change: waitingOf(change),
  }))
}

function waitingOf(change: unknown): VenueNews["change"] {
  if (change === null) return null
  const { refusal, ...waiting } = change as KeptChange // as: written above
  return refusal === null ? waiting : null
}

/** The authority has stored a venue's news up to this version. */
export async function acknowledgeNews({ db }: PublicDeps, id: string, version: number): Promise<void> {
  await db
    .updateTable("venues")
    .set({ seen_version: version })
    .where(sql`id::text`, "=", id)
    .where("seen_version", "<", version)
    .execute()
}
