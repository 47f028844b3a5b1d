import { concatBytes, keysOf, serviceDay, serviceDayOf, type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { sealForm } from "@homesafe/protocol/venue"
import { grantOf } from "../app/grant-of.ts"
import { CLOCK_TOLERANCE } from "../code/make-code.ts"
import type { Facts } from "../deployment/facts.ts"
import type { GateDatabase, KeptScreen } from "../keys/gate-database.ts"
import { random } from "../keys/screen-keys.ts"
import { readSettings } from "../keys/settings.ts"
import type { WrittenForm } from "./check-form.ts"

/** Why a form was not taken. */
export type FormProblem = "no-keys" | "wrong-clock" | "ended" | "no-form-key" | "full"

/** How long a stay is taken to be where the catalogue does not say. Minutes. */
const USUAL_STAY = 120
/** Forms that may wait on one device: weeks without a network at a busy door. */
export const MOST_FORMS = 5_000

/**
 * Seals a form for each hour that the stay touches and keeps the sealed bytes; they are on the disk before anybody is told that they are.
 * What was typed is kept nowhere. Works offline. Spec §12.
 */
export async function takeForm(
  { database, screen, facts }: { readonly database: GateDatabase; readonly screen: KeptScreen; readonly facts: Facts },
  { name, number, until }: WrittenForm & { readonly until: UnixSeconds | null },
  now: UnixSeconds,
): Promise<"taken" | FormProblem> {
  const { trust, catalogue } = facts
  const grant = grantOf(screen)
  const day = serviceDayOf(now, trust.offset)
  if (now < (await readSettings(database)).seen - CLOCK_TOLERANCE) return "wrong-clock"
  if (grant && day > grant.header.notAfter) return "ended"
  const days = await database.getAll("days")
  const dayKeys = new Map(days.map(({ day: of, dayKey }) => [serviceDay(of), dayKey]))
  if (!grant || !dayKeys.has(day)) return "no-keys"
  const [formKey] = keysOf(trust, "form", day).sort((a, b) => b.from - a.from)
  if (!formKey) return "no-form-key"
  const stay = catalogue.categories.find(({ n }) => n === grant.header.category)?.stay ?? USUAL_STAY
  // A leaving that has passed while somebody typed is now.
  const leaves = until === null ? null : unixSeconds(Math.max(until, now))
  const door = { dep: trust.dep, offset: trust.offset, vid: grant.vid, formKey: formKey.pub, dayKeys }
  const entry = { from: now, until: leaves, name, number }
  const records = await sealForm(door, entry, leaves ?? unixSeconds(now + stay * 60), random(16))
  return (await keepForm(database, day, concatBytes(...records))) ? "taken" : "full"
}

async function keepForm(database: GateDatabase, day: number, body: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const write = database.transaction("forms", "readwrite", { durability: "strict" })
  const hasRoom = (await write.store.count()) < MOST_FORMS
  if (hasRoom) void write.store.put({ day, body })
  await write.done
  return hasRoom
}
