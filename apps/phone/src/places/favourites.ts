import type { Hex, Names, UnixSeconds } from "@homesafe/protocol"
import { openVisits, readScannedCode, readTypedPlate, type VerifiedCode } from "@homesafe/protocol/visitor"
import { keepBeside, readBesideOf } from "../keeper/beside.ts"
import type { Keeper } from "../keeper/keeper.ts"
import type { ScanOutcome } from "../visit/answer-visits.ts"
import { checkInByCode, checkInByPlate, isSameRef } from "../visit/check-in.ts"
import { findVisit, openEntries } from "../visit/find-visits.ts"

/** What a favourite is checked in by: a printed code's text, which holds the venue's key (ADR 0030), or a plate. */
export type FavouriteCode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "plate"; readonly typed: string }

/** A place that its visitor checks in at with one tap. */
export interface Favourite {
  readonly id: string
  readonly vid: Hex
  readonly names: Names
  readonly category: number
  readonly isVehicle: boolean
  readonly code: FavouriteCode
}

/** What pages see of it: no code. */
export interface FavouriteView {
  readonly id: string
  readonly names: Names
  readonly category: number
  readonly isVehicle: boolean
  /** The open visit there. */
  readonly visitId: string | null
}

/** Why a place cannot be a favourite. */
export type FavouriteProblem = "changing-code" | "other-place" | "not-accepted" | "too-many"

/** How many favourites there can be: the file beside the diary has a constant size. */
export const MOST_FAVOURITES = 20
// After these answers a code will never be accepted again.
const ENDED: readonly string[] = ["expired", "revoked", "issuer-not-valid"]

function verify(keeper: Keeper, code: FavouriteCode, now: UnixSeconds): VerifiedCode | undefined {
  const context = { trust: keeper.trust, revoked: keeper.revoked, now }
  const read = code.kind === "text" ? readScannedCode(code.text, context) : readTypedPlate(code.typed, context)
  return read.ok ? read.value : undefined
}

function vidOfVisit(keeper: Keeper, id: string): Hex | undefined {
  const ref = findVisit(keeper, id)?.visit.ref ?? null
  return openVisits(keeper.store, keeper.today).find((each) => isSameRef(each.ref, ref))?.vid
}

/** The favourites, and which of them the visitor is at. */
export function viewOfFavourites(keeper: Keeper): readonly FavouriteView[] {
  const open = openEntries(keeper).map(({ id }) => ({ id, vid: vidOfVisit(keeper, id) }))
  return readBesideOf(keeper).favourites.map(({ id, vid, names, category, isVehicle }) => {
    const visitId = open.find((each) => each.vid === vid)?.id ?? null
    return { id, names, category, isVehicle, visitId }
  })
}

/** Keeps the code of the place where the visitor is. Only a printed code or a plate: a screen's code is over in minutes. */
export function keepFavourite(
  keeper: Keeper,
  visitId: string,
  code: FavouriteCode,
  now: UnixSeconds,
): FavouriteProblem | null {
  const read = verify(keeper, code, now)
  if (!read) return "not-accepted"
  if (read.kind === "rotating") return "changing-code"
  if (read.vid !== vidOfVisit(keeper, visitId)) return "other-place"
  const { favourites } = readBesideOf(keeper)
  const others = favourites.filter((each) => each.vid !== read.vid)
  if (others.length >= MOST_FAVOURITES) return "too-many"
  const { vid, names, category } = read
  const favourite = { id: crypto.randomUUID(), vid, names, category, isVehicle: read.kind === "vehicle", code }
  return keepBeside(keeper, (before) => ({ ...before, favourites: [...others, favourite] })) ? null : "too-many"
}

/** Forgets a favourite, and the code with it. */
export function dropFavourite(keeper: Keeper, id: string): void {
  keepBeside(keeper, (before) => ({ ...before, favourites: before.favourites.filter((each) => each.id !== id) }))
}

/** Checks in by one tap, through the same checks as a scan. A code that has ended is dropped. */
export async function checkInAtFavourite(keeper: Keeper, id: string, now: UnixSeconds): Promise<FavouriteOutcome> {
  const favourite = readBesideOf(keeper).favourites.find((each) => each.id === id)
  if (!favourite) return { ok: false, problem: "expired", isDropped: false }
  const { code } = favourite
  const outcome =
    code.kind === "text"
      ? await checkInByCode(keeper, code.text, now, true) // whoever made it a favourite wishes to keep its visits
      : await checkInByPlate(keeper, code.typed, now)
  const isDropped = !outcome.ok && ENDED.includes(outcome.problem)
  if (isDropped) dropFavourite(keeper, id)
  return { ...outcome, isDropped }
}

/** What one tap came to. */
export type FavouriteOutcome = ScanOutcome & { readonly isDropped: boolean }
