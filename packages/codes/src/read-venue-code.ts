import type { VenueCode } from "./venue-code.ts"

/** Reads a scanned text as another system's venue code; null: it is no system's. Never throws. */
export async function readVenueCode(_text: string): Promise<VenueCode | null> {
  return null
}
