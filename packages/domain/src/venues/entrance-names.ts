import type { Names } from "@homesafe/protocol"

/** Stands between the venue's and the entrance's name inside a code (docs/spec, names). */
export const ENTRANCE_SEPARATOR = " · "

/** The names that an entrance's code carries: the venue's, and the entrance's where it has one. */
export function entranceNames(venue: Names, entrance: Names | null): Names {
  if (!entrance) return venue
  const join = (a: string, b: string) => `${a}${ENTRANCE_SEPARATOR}${b}`
  const both = { en: join(venue.en, entrance.en), hant: join(venue.hant, entrance.hant) }
  const hans = venue.hans ?? entrance.hans
  return hans === undefined ? both : { ...both, hans: join(venue.hans ?? venue.hant, entrance.hans ?? entrance.hant) }
}

/** Takes a code's name apart again. */
export function splitEntranceName(name: string): { readonly venue: string; readonly entrance: string | null } {
  const at = name.lastIndexOf(ENTRANCE_SEPARATOR)
  if (at < 0) return { venue: name, entrance: null }
  return { venue: name.slice(0, at), entrance: name.slice(at + ENTRANCE_SEPARATOR.length) }
}
