import {
  addDays,
  canonicalPlate,
  commitOf,
  type Hex,
  type ServiceDay,
  serviceDay,
  vehicleEpoch,
  vehicleKeyOf,
} from "@homesafe/protocol"

/** A vehicle's code has no kind of premises: phones know it by its own type of code (Spec §14). */
export const VEHICLE_CATEGORY = 0
/** Days that a plate's key, and with it a sticker, serves. */
const EPOCH_DAYS = 512
/** So long before an epoch's end the stickers of the next one may be printed. */
const AHEAD_DAYS = 60

/** The first day of the stickers that are made today: of this epoch, or near its end of the next. */
export function vehicleStart(today: ServiceDay): ServiceDay {
  const epoch = vehicleEpoch(today)
  const next = addDays(epoch, EPOCH_DAYS)
  return next - today <= AHEAD_DAYS ? next : epoch
}

/** First and last day of a vehicle's code. */
export function vehicleValidity(notBefore: ServiceDay): {
  readonly notBefore: ServiceDay
  readonly notAfter: ServiceDay
} {
  return { notBefore, notAfter: addDays(notBefore, EPOCH_DAYS - 1) }
}

/** What an application says of its vehicle. */
interface VehicleApplication {
  readonly plate?: string | undefined
  readonly names: { readonly en: string; readonly hant: string; readonly hans?: string | undefined }
  readonly category: number
  readonly notBefore: number
  readonly commit: Hex
  readonly entrances: readonly { readonly names: unknown; readonly staffOnly: boolean }[]
  readonly lastDay?: number | undefined
}

/** True where an application is of a vehicle exactly when it says so. */
export function isVehicleConsistent({ plate, category, names, entrances, lastDay }: VehicleApplication): boolean {
  if (plate === undefined) return category !== VEHICLE_CATEGORY
  const [door] = entrances
  const isOneDoor = entrances.length === 1 && door?.names === null && !door.staffOnly
  const isNamed = names.en === plate && names.hant === plate && names.hans === undefined
  return category === VEHICLE_CATEGORY && isNamed && isOneDoor && lastDay === undefined
}

/** Whether the commitment is the plate's own: computed again from the plate before anything is signed (Spec §14). Costs one scrypt. */
export function isPlateCommitment(
  { plate, notBefore, commit }: VehicleApplication & { readonly plate: string },
  { dep, pattern }: { readonly dep: Hex; readonly pattern: string | null },
  today: ServiceDay,
): boolean {
  const start = serviceDay(notBefore)
  if (pattern === null || canonicalPlate(plate, pattern) !== plate) return false
  if (start !== vehicleEpoch(today) && start !== vehicleStart(today)) return false
  return commitOf(vehicleKeyOf(plate, dep, start), start) === commit
}
