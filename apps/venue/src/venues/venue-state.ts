import type { IssuedCode, Venue } from "@homesafe/api"
import type { Catalogue } from "@homesafe/protocol"

/** The code that an entrance's poster carries: the newest issued for it. */
export function codeOfEntrance(venue: Venue, entrance: number): IssuedCode | undefined {
  return venue.codes.findLast((code) => code.entrance === entrance)
}

/** Which printing this is: 1 for the first code of the entrance, 2 for the next. */
export function versionOfEntrance(venue: Venue, entrance: number): number {
  return venue.codes.filter((code) => code.entrance === entrance).length
}

/** The last service day of the venue's newest codes, or null while there are none. */
export function lastDayOf(venue: Venue): number | null {
  const ends = venue.entrances.flatMap((_, entrance) => codeOfEntrance(venue, entrance)?.header.notAfter ?? [])
  return ends.length > 0 ? Math.min(...ends) : null
}

/** True where nobody may be asked to scan (glossary: gate: never). */
export function isNeverGate(catalogue: Catalogue, category: number): boolean {
  return catalogue.categories.find((entry) => entry.n === category)?.gate === "never"
}

/** A name for a poster's PDF, in characters that every system takes; without an entrance, for all of them. */
export function posterFileName(venue: Venue, entrance?: number): string {
  const name =
    venue.names.en
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 40) || "venue"
  return `homesafe-${name}${entrance === undefined ? "" : `-${entrance + 1}`}.pdf`
}
