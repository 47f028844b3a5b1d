import { applyForVenue, type CallResult, call, type Venue } from "@homesafe/api"
import { VEHICLE_CATEGORY, vehicleStart } from "@homesafe/domain"
import { commitOf, type Hex, type ServiceDay, vehicleKeyOf } from "@homesafe/protocol"
import { keepPlateKey } from "../keys/plate-key.ts"

/** Who runs the vehicles: the same for all that are registered at once. */
export interface VehicleOperator {
  readonly addressEn: string
  readonly addressHant: string
  readonly registerNumber: string
}

/** Registers one vehicle: its key comes from its plate, and the authority computes it again before it signs (Spec §14). */
export async function registerVehicle(
  plate: string,
  { addressEn, addressHant, registerNumber }: VehicleOperator,
  dep: Hex,
  today: ServiceDay,
): Promise<CallResult<Venue>> {
  const notBefore = vehicleStart(today)
  const commit = commitOf(vehicleKeyOf(plate, dep, notBefore), notBefore)
  const answer = await call(applyForVenue, {
    body: {
      names: { en: plate, hant: plate },
      address: { en: addressEn, hant: addressHant },
      category: VEHICLE_CATEGORY,
      registerNumber,
      notBefore,
      commit,
      entrances: [{ names: null, staffOnly: false }],
      plate,
    },
  })
  if (answer.ok) await keepPlateKey(dep, plate, { commit, notBefore })
  return answer
}
