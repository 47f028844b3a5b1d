import type { Hex, Revoked, ServiceDay } from "@homesafe/protocol"

/** Days ahead for which a venue's code may be revoked already. */
export const REVOKE_AHEAD_DAYS = 31

/** The revoked venues with this one among them from a day on, or no longer (`from` is null). */
export function withRevoked(before: Revoked, vid: Hex, from: ServiceDay | null): Revoked {
  const others = [...before].filter(([id]) => id !== vid)
  return new Map(from === null ? others : [...others, [vid, from]])
}

/** Whether codes of a venue may be ended on this day: never on one that is over, for its visits would lose their proof. */
export function isRevocable(from: ServiceDay, today: ServiceDay): boolean {
  return today <= from && from <= today + REVOKE_AHEAD_DAYS
}
