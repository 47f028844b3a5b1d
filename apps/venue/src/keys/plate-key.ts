import type { Venue } from "@homesafe/api"
import { type Hex, serviceDay, vehicleKeyOf } from "@homesafe/protocol"
import { type KeptKey, keepKey } from "./key-store.ts"

/** A vehicle's key, made from its plate and kept for the next time; it is nobody's secret, so that no file of it is needed (Spec §14). */
export async function keepPlateKey(
  dep: Hex,
  plate: string,
  { commit, notBefore }: Pick<Venue, "commit" | "notBefore">,
): Promise<KeptKey> {
  const key = {
    commit,
    dep,
    venueKey: vehicleKeyOf(plate, dep, serviceDay(notBefore)),
    notBefore,
    name: plate,
    isSaved: true,
  }
  await keepKey(key)
  return key
}
