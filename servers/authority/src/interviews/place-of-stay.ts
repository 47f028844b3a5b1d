import { randomBytes } from "node:crypto"
import type { InterviewPlace, KeptVisit } from "@homesafe/api"
import {
  canonicalPlate,
  commitOf,
  dayKeyOf,
  type Hex,
  hexOf,
  proofOf,
  type ServiceDay,
  serviceDay,
  vehicleEpoch,
  vehicleKeyOf,
  venueIdOf,
} from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import { sql } from "kysely"
import type { AuthorityDeps } from "../deps.ts"
import { currentTrust } from "../publishing/next-list.ts"

/** What a visit says of its place. */
export interface PlaceOfStay {
  readonly words: string | null
  /** For one service day of the stay. */
  readonly at: (day: ServiceDay) => Pick<KeptVisit, "vid" | "keys" | "vehicle">
}

/**
 * Finds the place that an officer wrote down: a registered venue, whose key is not here; a vehicle, whose plate is its key (Spec §14); or
 * a place in words, under an id that nobody has.
 */
export async function placeOfStay(deps: AuthorityDeps, place: InterviewPlace): Promise<Outcome<PlaceOfStay>> {
  if ("venue" in place) {
    const asked = deps.db.selectFrom("venue_register").select("vid").where(sql`id::text`, "=", place.venue)
    const venue = await asked.where("state", "<>", "refused").executeTakeFirst()
    if (!venue) return refuse("not-found", "venue")
    const vid = venue.vid.toString("hex")
    return done({ words: null, at: () => ({ vid, keys: null, vehicle: null }) })
  }
  if ("plate" in place) {
    const { plate: pattern } = await currentTrust(deps)
    const plate = pattern === null ? undefined : canonicalPlate(place.plate, pattern)
    if (plate === undefined) return refuse("malformed", "plate")
    return done({ words: null, at: (day) => rideOf(plate, deps.dep, day) })
  }
  const vid = randomBytes(8).toString("hex")
  return done({ words: place.words.trim(), at: () => ({ vid, keys: null, vehicle: null }) })
}

function rideOf(plate: string, dep: Hex, day: ServiceDay): Pick<KeptVisit, "vid" | "keys" | "vehicle"> {
  const epoch = serviceDay(vehicleEpoch(day))
  const key = vehicleKeyOf(plate, dep, day)
  const commit = commitOf(key, epoch)
  const keys = { dayKey: hexOf(dayKeyOf(key, day)), proof: hexOf(proofOf(key, epoch, day)) }
  return { vid: venueIdOf(commit), keys, vehicle: { plate, commit } }
}
