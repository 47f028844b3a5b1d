import { type KioskGrant, readKioskGrant } from "@homesafe/protocol"
import type { KeptScreen } from "../keys/gate-database.ts"

/** The grant of a screen that has been given its keys once. */
export function grantOf(screen: KeptScreen): KioskGrant | undefined {
  const read = screen.grant === null ? undefined : readKioskGrant(screen.grant)
  return read?.ok ? read.value : undefined
}
