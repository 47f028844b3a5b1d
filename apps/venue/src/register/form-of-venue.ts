import type { Venue } from "@homesafe/api"
import { dateOfDay, sayPosition } from "@homesafe/domain"
import { type ServiceDay, serviceDay } from "@homesafe/protocol"
import { lastDayOf } from "../venues/venue-state.ts"
import type { VenueForm } from "./check-form.ts"

/** A venue as its form: a change that waits is in it, to be changed further rather than begun anew. */
export function formOfVenue(venue: Venue): VenueForm {
  const { names, address, entrances } = venue.change ?? venue
  return {
    en: names.en,
    hant: names.hant,
    hans: names.hans ?? "",
    addressEn: address.en,
    addressHant: address.hant,
    category: String(venue.category),
    registerNumber: venue.registerNumber,
    phone: venue.phone ?? "",
    restaurantType: venue.restaurantType ?? "",
    position: venue.position ? sayPosition(venue.position) : "",
    from: dateOfDay(serviceDay(venue.notBefore)),
    until: "",
    entrances: entrances.map((door, id) => ({
      id,
      en: door.names?.en ?? "",
      hant: door.names?.hant ?? "",
      staffOnly: door.staffOnly,
    })),
  }
}

/** The same venue from the day after its newest code, or from today: also where that code was revoked. */
export function renewedForm(venue: Venue, today: ServiceDay): VenueForm {
  const end = venue.revoked === null ? lastDayOf(venue) : null
  const next = serviceDay(Math.max(today, (end ?? 0) + 1))
  return { ...formOfVenue(venue), from: dateOfDay(next) }
}

/** The same venue from today, beside the one whose key too many have. */
export function formWithNewKey(venue: Venue, today: ServiceDay): VenueForm {
  return { ...formOfVenue(venue), from: dateOfDay(today) }
}
