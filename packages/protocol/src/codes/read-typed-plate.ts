import { commitmentOf, venueIdOf } from "../keys/commitment.ts"
import { canonicalPlate, VEHICLE_CELL, vehicleEpoch, vehicleKeyOf } from "../keys/vehicle.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { addDays, serviceDayOf } from "../shared/units.ts"
import type { CodeHeader } from "./code-header.ts"
import { factsOf, keysOfDays, type ScanContext, type VerifiedCode } from "./verify-scanned-code.ts"

/** Makes a vehicle's keys from its plate, as a sticker would give them; an unregistered plate works too. Spec §14. */
export function readTypedPlate(
  typed: string,
  { trust, revoked, now }: ScanContext,
): Result<VerifiedCode, "plates-not-used" | "not-a-plate" | "revoked"> {
  if (trust.plate === null) return refused("plates-not-used")
  const plate = canonicalPlate(typed, trust.plate)
  if (plate === undefined) return refused("not-a-plate")
  const day = serviceDayOf(now, trust.offset)
  const notBefore = vehicleEpoch(day)
  const venueKey = vehicleKeyOf(plate, trust.dep, day)
  const commitment = commitmentOf(venueKey, notBefore)
  const vid = venueIdOf(commitment.commit)
  const revokedFrom = revoked.get(vid)
  if (revokedFrom !== undefined && day >= revokedFrom) return refused("revoked")
  const header: CodeHeader = {
    kind: "vehicle",
    category: 0,
    hourRows: false,
    cell: VEHICLE_CELL,
    notBefore,
    notAfter: addDays(notBefore, 511),
    issuerKeyId: "00000000",
  }
  const { today, tomorrow } = keysOfDays({ header, venueKey }, commitment, day)
  return ok({
    ...factsOf(header, { en: plate, hant: plate }, new Uint8Array(), vid, day),
    codeHash: "0000000000000000",
    today: { ...today, plate },
    tomorrow: tomorrow === null ? null : { ...tomorrow, plate },
    latestDeparture: null,
  })
}
