import type { DoorFinding, getVenueAtDoor, ReplyOf } from "@homesafe/api"
import { hexOf, type ServiceDay } from "@homesafe/protocol"
import type { GenuineCode } from "@homesafe/protocol/officer"

/** See the contract. */
export type VenueAtDoor = ReplyOf<typeof getVenueAtDoor>

/** What a genuine poster is to its venue. `entrance` is null when it is an older one that the register no longer lists. */
export interface PosterAtDoor {
  readonly entrance: number | null
  readonly finding: Extract<DoorFinding, "displayed" | "older">
  /** Why phones do not take it today, or take it with a word. */
  readonly state: "works" | "ended" | "not-yet" | "closed" | "refused" | "provisional"
}

/** Compares a poster that was read with what the register says of its venue. */
export function judgeDoor(code: GenuineCode, { venue, codes }: VenueAtDoor, today: ServiceDay): PosterAtDoor {
  const signature = hexOf(code.signature)
  const issued = codes.find((each) => each.signature === signature)
  const newest = issued && codes.findLast(({ entrance }) => entrance === issued.entrance)
  const { notBefore, notAfter } = code.header
  const state =
    venue.closedAt !== null
      ? "closed"
      : venue.state === "refused"
        ? "refused"
        : notAfter < today
          ? "ended"
          : notBefore > today
            ? "not-yet"
            : issued?.kind === "provisional"
              ? "provisional"
              : "works"
  const isNewest = newest !== undefined && newest.signature === signature
  return { entrance: issued?.entrance ?? null, finding: isNewest ? "displayed" : "older", state }
}
