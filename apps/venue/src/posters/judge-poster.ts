import type { IssuedCode, Venue } from "@homesafe/api"
import { entranceNames } from "@homesafe/domain"
import { hexOf, type PrintedCode, type ServiceDay } from "@homesafe/protocol"
import { type PosterProblem, readPoster } from "@homesafe/protocol/venue"
import type { PortalDeployment } from "../deployment/read-deployment.ts"
import { codeOfEntrance } from "../venues/venue-state.ts"

/** What hangs at a door, compared with what should hang there. `lastDay` is the last service day of the code that was read. */
export type PosterVerdict =
  | { readonly verdict: "right" | "older" | "ended"; readonly isProvisional: boolean; readonly lastDay: number }
  | { readonly verdict: "other-entrance"; readonly venue: Venue; readonly entrance: number | null }
  | { readonly verdict: "other-venue"; readonly names: PrintedCode["names"] }
  | { readonly verdict: PosterProblem }

/** Judges a poster's code for one entrance of one of the operator's venues. */
export function judgePoster(
  text: string,
  place: { readonly venue: Venue; readonly entrance: number; readonly venues: readonly Venue[] },
  deployment: Pick<PortalDeployment, "trust">,
  today: ServiceDay,
): PosterVerdict {
  const read = readPoster(text, deployment.trust)
  if (!read.ok) return { verdict: read.problem }
  const { commit, header, names, signature } = read.value
  const owner = [place.venue, ...place.venues].find((venue) => venue.commit === commit)
  if (!owner) return { verdict: "other-venue", names }
  const sign = hexOf(signature)
  const issued = owner.codes.find((code) => code.signature === sign)
  const entrance = issued?.entrance ?? entranceNamed(owner, names)
  // A code of this venue whose door has another name today is an older one of any of its doors.
  const isHere = owner.id === place.venue.id && (entrance === null || entrance === place.entrance)
  if (!isHere) return { verdict: "other-entrance", venue: owner, entrance }
  const verdict =
    header.notAfter < today ? "ended" : codeOfEntrance(owner, place.entrance)?.signature === sign ? "right" : "older"
  return { verdict, isProvisional: isProvisionalCode(issued, header), lastDay: header.notAfter }
}

// An older code is no longer in the list: its days tell (Spec §3-7).
function isProvisionalCode(issued: IssuedCode | undefined, header: PrintedCode["header"]): boolean {
  return issued ? issued.kind === "provisional" : header.kind !== "event" && header.notAfter - header.notBefore <= 13
}

function entranceNamed(venue: Venue, names: PrintedCode["names"]): number | null {
  const place = venue.entrances.findIndex((door) => {
    const expected = entranceNames(venue.names, door.names)
    return expected.en === names.en && expected.hant === names.hant
  })
  return place < 0 ? null : place
}
