import "fake-indexeddb/auto"
import { categories, pathogens } from "@homesafe/domain"
import {
  addDays,
  type Catalogue,
  type KioskGrant,
  noIssuers,
  type ServiceDay,
  writeKioskGrant,
} from "@homesafe/protocol"
import { DEP, secretOf, type TestVenue, TODAY, venueOf } from "@homesafe/protocol/deployment.test-support"
import { signKioskGrant } from "@homesafe/protocol/publisher"
import { deviceKeys, sealDevicePacket, writeScreenAnswer } from "@homesafe/protocol/venue"
import type { Facts } from "./deployment/facts.ts"
import { type GateDatabase, type KeptScreen, openGateDatabase } from "./keys/gate-database.ts"
import { readOrMakeScreen } from "./keys/screen-keys.ts"

/** The seeded catalogue. */
export const CATALOGUE: Catalogue = {
  v: 1,
  seq: 1,
  categories,
  templates: [],
  pathogens: pathogens.map(({ n, lingerMinutes }) => ({ n, linger: lingerMinutes, infectious: 0, incubation: 1 })),
}
/** A deployment before its first list. */
export const NO_LISTS: Pick<Facts, "revoked" | "issuers" | "listedAt"> = {
  revoked: new Map(),
  issuers: noIssuers,
  listedAt: null,
}
export const MARKET = venueOf("market", { category: 1 })

let last = 0

/** A tablet that is nothing yet, with a database of its own. */
export async function freshTablet(): Promise<{ readonly database: GateDatabase; readonly screen: KeptScreen }> {
  const database = await openGateDatabase(`gate-${++last}`)
  return { database, screen: await readOrMakeScreen(database) }
}

/** The issuer's grant for a screen at a venue. */
export function grantTo(screen: KeptScreen, venue: TestVenue = MARKET, issuer = "issuer"): KioskGrant {
  const header = { ...venue.header, kind: "rotating", hourRows: true } as const
  const { vid, names } = venue
  const kioskKey = screen.kioskKey
  const signature = signKioskGrant({ dep: DEP, header, vid, kioskKey, names }, secretOf(issuer))
  return { header, vid, kioskKey, names, signature }
}

/** What the portal lays at the relay for a screen: its grant, and seven days sealed to it. */
export async function answerFor(
  screen: KeptScreen,
  {
    venue = MARKET,
    keysOf = venue,
    grant = grantTo(screen, venue),
    first = TODAY,
    deviceKey = screen.deviceKey,
  }: {
    readonly venue?: TestVenue
    readonly keysOf?: TestVenue
    readonly grant?: KioskGrant
    readonly first?: ServiceDay
    readonly deviceKey?: Uint8Array
  } = {},
): Promise<Uint8Array> {
  const days = Array.from({ length: 7 }, (_, i) => addDays(first, i))
  const packet = { vid: venue.vid, days: deviceKeys(keysOf.venueKey, venue.header.notBefore, days) }
  const box = await sealDevicePacket(DEP, deviceKey, packet)
  return writeScreenAnswer({ grant: writeKioskGrant(grant), box })
}
