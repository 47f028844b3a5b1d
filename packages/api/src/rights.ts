import * as z from "zod/mini"

/** What a person is at a venue. */
export const venueRole = z.enum(["owner", "manager", "staff"])
/** See `venueRole`. */
export type VenueRole = z.infer<typeof venueRole>

/** Who may do what at a venue: the one table that the server's guard and the portal's pages read. */
export const rolesWith = {
  /** To see the venue, print its posters and test them. */
  see: ["owner", "manager", "staff"],
  /** To give screens their keys. */
  "start-shift": ["owner", "manager", "staff"],
  change: ["owner", "manager"],
  "answer-requests": ["owner", "manager"],
  close: ["owner"],
  people: ["owner"],
  "hand-over": ["owner"],
} as const satisfies Record<string, readonly VenueRole[]>

/** One thing that may be done at a venue. */
export type VenueRight = keyof typeof rolesWith

/** Rights that rest while a hand-over can be undone: what they do could not be undone with it. */
export const restingRights: readonly VenueRight[] = ["close", "people", "hand-over"]

/** True when a role holds a right. */
export function hasRight(role: VenueRole, right: VenueRight): boolean {
  const roles: readonly VenueRole[] = rolesWith[right]
  return roles.includes(role)
}
