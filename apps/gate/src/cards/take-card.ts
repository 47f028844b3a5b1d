import { minuteOf, minutes, serviceDayOf, type UnixSeconds, uploadKeyFor } from "@homesafe/protocol"
import { type CardProblem, type DropText, readScannedCard, sealCapsule, sealDrop } from "@homesafe/protocol/venue"
import { grantOf } from "../app/grant-of.ts"
import { CLOCK_TOLERANCE } from "../code/make-code.ts"
import type { Facts } from "../deployment/facts.ts"
import type { GateDatabase, KeptScreen } from "../keys/gate-database.ts"
import { random } from "../keys/screen-keys.ts"
import { readSettings } from "../keys/settings.ts"
import { halfDayOf } from "./half-days.ts"
import { keepDrop } from "./keep-drop.ts"

/** Whether the holder comes or goes. */
export type CardAct = "enter" | "leave"
/** Why a card was not taken. */
export type TakeProblem = CardProblem | "no-keys" | "old-keys" | "wrong-clock" | "ended" | "full"
export type TakeOutcome =
  | { readonly ok: true; readonly act: CardAct }
  | { readonly ok: false; readonly problem: TakeProblem }

/** How long a stay is taken to be where the catalogue does not say. Minutes. */
const USUAL_STAY = 120

/** Seals one entering or leaving to the card that was scanned, keeps the sealed record, and forgets the code. Works offline. Spec §11. */
export async function takeCard(
  { database, screen, facts }: { readonly database: GateDatabase; readonly screen: KeptScreen; readonly facts: Facts },
  scanned: string,
  act: CardAct,
  now: UnixSeconds,
): Promise<TakeOutcome> {
  const { trust } = facts
  const front = readScannedCard(scanned, trust.hosts, "front")
  if (!front.ok) return front
  const text = await textOf({ database, screen, facts }, act, now)
  if (typeof text === "string") return { ok: false, problem: text }
  const drop = await sealDrop(trust.dep, front.value, text)
  const kept = await keepDrop(database, halfDayOf(now, trust.offset), drop)
  return kept === "kept" ? { ok: true, act } : { ok: false, problem: "full" }
}

async function textOf(
  { database, screen, facts }: Parameters<typeof takeCard>[0],
  act: CardAct,
  now: UnixSeconds,
): Promise<DropText | TakeProblem> {
  const { trust, catalogue } = facts
  const grant = grantOf(screen)
  const day = serviceDayOf(now, trust.offset)
  if (now < (await readSettings(database)).seen - CLOCK_TOLERANCE) return "wrong-clock"
  if (grant && day > grant.header.notAfter) return "ended"
  const today = await database.get("days", day)
  const uploadKey = uploadKeyFor(trust, day)
  if (!grant || !today || !uploadKey) return "no-keys"
  if (!today.proof) return "old-keys"
  const { dayKey, proof } = today
  const { vid } = grant
  const stay = catalogue.categories.find(({ n }) => n === grant.header.category)?.stay ?? USUAL_STAY
  const arrival = minuteOf(now, trust.offset)
  const leaving = act === "leave"
  const departure = leaving ? arrival : minutes(Math.min(1440, arrival + stay))
  // Lists speak of this venue's whole days: a row of the day's own key.
  const hourVenue = false
  const bind = random(16)
  const sealed = await sealCapsule(
    { hourVenue, vid, day, arrival, departure, keys: { kind: "printed", day, dayKey, proof } },
    { dep: trust.dep, uploadKey, bind },
  )
  return {
    hourVenue,
    leaving,
    assumed: !leaving,
    vid,
    day,
    arrival,
    departure,
    keys: { kind: "day", dayKey },
    capsule: { bind, uploadKeyId: uploadKey.id, sealed },
  }
}
