import {
  type Catalogue,
  digitsOfBytes,
  type Revoked,
  readKioskGrant,
  serviceDayOf,
  type TrustList,
  type UnixSeconds,
  unixSeconds,
  writeRotatingCode,
} from "@homesafe/protocol"
import { composeUrl, momentToSign } from "@homesafe/protocol/venue"
import { findSingle, type GateDatabase, type KeptScreen } from "../keys/gate-database.ts"
import { findDayKey, findDays, readOrMakeSeed } from "../keys/screen-keys.ts"
import { wantedHours } from "./wanted-hours.ts"

/** A new code comes so often. Seconds. */
export const CODE_SECONDS = 30
/** A clock that has gone back by more than this is wrong. Seconds. */
export const CLOCK_TOLERANCE = 120

/** What the screen can show at a moment. There is no stale code: without the day's key there is none. */
export type CodeNow =
  | {
      readonly state: "code"
      readonly text: { readonly bytes: string; readonly digits: string }
      readonly from: UnixSeconds
    }
  | { readonly state: "no-keys" | "wrong-clock" | "not-paired" | "ended" | "revoked" }

/** The start of the half minute that a moment lies in: all doors change together, and a minute has two codes. */
export function codeTimeOf(now: UnixSeconds): UnixSeconds {
  return unixSeconds(now - (now % CODE_SECONDS))
}

/** Makes the code of this half minute, signed by the screen's own key. Spec §4. */
export async function makeCode(
  database: GateDatabase,
  screen: KeptScreen,
  {
    trust,
    catalogue,
    revoked,
  }: { readonly trust: TrustList; readonly catalogue: Catalogue; readonly revoked: Revoked },
  now: UnixSeconds,
  host: string,
): Promise<CodeNow> {
  if (screen.grant === null) return { state: "not-paired" }
  const read = readKioskGrant(screen.grant)
  if (!read.ok) return { state: "not-paired" }
  const grant = read.value
  const t = codeTimeOf(now)
  const day = serviceDayOf(t, trust.offset)
  const seen = (await findSingle(database, "settings"))?.seen ?? 0
  if (now < seen - CLOCK_TOLERANCE) return { state: "wrong-clock" }
  if (day > grant.header.notAfter) return { state: "ended" }
  // Phones refuse it from that day on: nobody is to stand before a code that is of no use.
  if (day >= (revoked.get(grant.vid) ?? Number.POSITIVE_INFINITY)) return { state: "revoked" }
  const dayKey = await findDayKey(database, day)
  // Keys come for today and the days after it: a day before all of them is a clock that is behind.
  const days = await findDays(database)
  if (!dayKey) return { state: days && day < days.first ? "wrong-clock" : "no-keys" }
  const doorSeed = await readOrMakeSeed(database, day)
  const wanted = wantedHours(catalogue, grant.header.category)
  const { moment, statement } = momentToSign({
    dep: trust.dep,
    offset: trust.offset,
    grant,
    dayKey,
    now: t,
    wanted,
    doorSeed,
  })
  const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", screen.kioskSecret, statement))
  const bytes = writeRotatingCode({ grant, moment: { ...moment, signature } })
  const { text } = composeUrl(host, "v", bytes)
  return { state: "code", text: { bytes: text, digits: digitsOfBytes(bytes) }, from: t }
}
