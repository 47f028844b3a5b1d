import type { IssuedCode, PendingVenue } from "@homesafe/api"
import { entranceNames, provisionalValidity, reviewedValidity, vehicleValidity } from "@homesafe/domain"
import { type CodeHeader, ed25519PublicKey, hexOf, keyIdOf, serviceDay, VEHICLE_CELL } from "@homesafe/protocol"
import { signPrintedCode } from "@homesafe/protocol/publisher"

/** Signs one code for each entrance over the venue's commitment; the venue's secret is not needed and not known. */
export function issueCodes(
  application: Omit<PendingVenue, "id">,
  kind: IssuedCode["kind"],
  { dep, issuer }: { readonly dep: string; readonly issuer: Uint8Array },
): IssuedCode[] {
  const start = serviceDay(application.notBefore)
  const { lastDay, plate } = application
  const isEvent = lastDay !== undefined
  const isVehicle = plate !== undefined
  const validity = isEvent
    ? { notBefore: start, notAfter: serviceDay(lastDay) }
    : isVehicle
      ? vehicleValidity(start)
      : kind === "provisional"
        ? provisionalValidity(start)
        : reviewedValidity(start)
  const issuerKeyId = keyIdOf(ed25519PublicKey(issuer))
  return application.entrances.map((entrance, i) => {
    const names = entranceNames(application.names, entrance.names)
    const header = {
      kind: isVehicle ? "vehicle" : entrance.staffOnly ? "staff-entrance" : isEvent ? "event" : "poster",
      category: application.category,
      hourRows: false,
      cell: isVehicle ? VEHICLE_CELL : 0,
      ...validity,
      issuerKeyId,
    } satisfies CodeHeader
    const signature = hexOf(signPrintedCode({ dep, header, commit: application.commit, names }, issuer))
    return { entrance: i, kind, header, names, signature }
  })
}
