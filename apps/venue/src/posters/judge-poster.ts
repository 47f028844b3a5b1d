import type { IssuedCode, Venue } from "@homesafe/api"
import { entranceNames } from "@homesafe/domain"
import {
  bytesOfDigits,
  commitOf,
  hexOf,
  keyById,
  type PrintedCode,
  readPrintedCode,
  type ServiceDay,
  splitScannedText,
} from "@homesafe/protocol"
import { composePrintedCode } from "@homesafe/protocol/venue"
import type { PortalDeployment } from "../deployment/read-deployment.ts"
import { codeOfEntrance } from "../venues/venue-state.ts"

/** A printed code that the issuer has signed for its key, and the commitment of that key. */
export interface GenuineCode extends PrintedCode {
  readonly commit: string
}

/** What a scanned text is, as far as signatures tell; nobody is asked. "wrong-host" is a genuine code behind a foreign address. */
export type ReadPoster =
  | { readonly ok: true; readonly code: GenuineCode }
  | { readonly ok: false; readonly problem: "not-our-code" | "wrong-host" | "forged" }

/** Reads a poster's code and checks it against the issuer (Spec §3). */
export function readPoster(text: string, { dep, trust }: Pick<PortalDeployment, "dep" | "trust">): ReadPoster {
  const split = splitScannedText(text, trust.hosts)
  if (!split.ok) return split
  const bytes = split.value.path === "v" ? bytesOfDigits(split.value.digits) : undefined
  if (!bytes) return { ok: false, problem: "not-our-code" }
  const read = readPrintedCode(bytes)
  if (!read.ok) return { ok: false, problem: "forged" }
  const issuer = keyById(trust, "issuer", read.value.header.issuerKeyId)
  if (!issuer || !composePrintedCode({ dep, ...read.value, issuerKey: issuer.pub }).ok)
    return { ok: false, problem: "forged" }
  return { ok: true, code: { ...read.value, commit: commitOf(read.value.venueKey, read.value.header.notBefore) } }
}

/** What hangs at a door, compared with what should hang there. `lastDay` is the last service day of the code that was read. */
export type PosterVerdict =
  | { readonly verdict: "right" | "older" | "ended"; readonly isProvisional: boolean; readonly lastDay: number }
  | { readonly verdict: "other-entrance"; readonly venue: Venue; readonly entrance: number | null }
  | { readonly verdict: "other-venue"; readonly names: PrintedCode["names"] }
  | { readonly verdict: "not-our-code" | "wrong-host" | "forged" }

/** Judges a poster's code for one entrance of one of the operator's venues. */
export function judgePoster(
  text: string,
  place: { readonly venue: Venue; readonly entrance: number; readonly venues: readonly Venue[] },
  deployment: Pick<PortalDeployment, "dep" | "trust">,
  today: ServiceDay,
): PosterVerdict {
  const read = readPoster(text, deployment)
  if (!read.ok) return { verdict: read.problem }
  const { commit, header, names, signature } = read.code
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
