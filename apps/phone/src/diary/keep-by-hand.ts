import { ok, type Result, refused, serviceDayOf, type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { liveDays } from "@homesafe/protocol/visitor"
import { type Keeper, keepPage, pageOf } from "../keeper/keeper.ts"
import { findVisit } from "../visit/find-visits.ts"
import { assumedLeaving } from "../visit/visit-times.ts"
import { cleanLine, cleanNote, PLACE_NAME_LENGTH } from "./clean-text.ts"
import { type DiaryVisit, withoutVisit, withVisit } from "./day-page.ts"

/** A place without a code, as its visitor writes it. Times are seconds since 1970; without a leaving the visit is open. */
export interface PlaceByHand {
  readonly name: string
  readonly arrivedAt: number
  readonly leftAt: number | null
}

/** Why a place is not kept. */
export type PlaceProblem =
  | "name-missing"
  | "to-come"
  | "left-before-arriving"
  | "leaving-missing"
  | "day-not-kept"
  | "day-full"

// Twenty-four visits with a code and these fit into a page of constant length.
const MOST_A_DAY = 12

/** Keeps a place written by hand: in the diary alone, without a row, so that it can neither warn nor be shared. */
export async function keepPlace(
  keeper: Keeper,
  id: string | null,
  place: PlaceByHand,
  now: UnixSeconds,
): Promise<Result<DiaryVisit, PlaceProblem>> {
  const before = id === null ? undefined : findVisit(keeper, id)
  if (before && before.visit.source !== "by-hand") throw new Error("a visit with a code is not written by hand")
  const problem = problemOf(place, now)
  if (problem) return refused(problem)
  const day = serviceDayOf(unixSeconds(place.arrivedAt), keeper.trust.offset)
  if (!liveDays(keeper.store, keeper.today).includes(day)) return refused("day-not-kept")
  if (place.leftAt === null && day !== keeper.today) return refused("leaving-missing")
  const others = pageOf(keeper, day).visits.filter((each) => each.source === "by-hand" && each.id !== id)
  if (others.length >= MOST_A_DAY) return refused("day-full")
  if (before && before.day !== day)
    await keepPage(keeper, before.day, withoutVisit(pageOf(keeper, before.day), before.visit.id))
  const visit = entryOf(place, before?.visit, now)
  await keepPage(keeper, day, withVisit(pageOf(keeper, day), visit))
  return ok(visit)
}

function problemOf({ name, arrivedAt, leftAt }: PlaceByHand, now: number): PlaceProblem | undefined {
  if (cleanLine(name, PLACE_NAME_LENGTH) === "") return "name-missing"
  if (arrivedAt > now || (leftAt ?? 0) > now) return "to-come"
  return leftAt !== null && leftAt < arrivedAt ? "left-before-arriving" : undefined
}

function entryOf(
  { name, arrivedAt, leftAt }: PlaceByHand,
  before: DiaryVisit | undefined,
  now: UnixSeconds,
): DiaryVisit {
  const text = cleanLine(name, PLACE_NAME_LENGTH)
  return {
    id: before?.id ?? crypto.randomUUID(),
    source: "by-hand",
    names: { en: text, hant: text, hans: text },
    category: 0,
    isProvisional: false,
    isVehicle: false,
    arrivedAt,
    leftAt,
    leavesAt: leftAt ?? assumedLeaving(now, { stay: undefined, granted: null, closing: null }),
    latestLeaving: null,
    isGuessed: false,
    ref: null,
    kept: null,
    note: before?.note ?? "",
    companions: before?.companions ?? [],
  }
}

/** Keeps a visitor's own words about a visit. */
export async function setNote(keeper: Keeper, id: string, note: string): Promise<void> {
  const found = findVisit(keeper, id)
  if (!found) return
  const visit = { ...found.visit, note: cleanNote(note) }
  await keepPage(keeper, found.day, withVisit(pageOf(keeper, found.day), visit))
}
