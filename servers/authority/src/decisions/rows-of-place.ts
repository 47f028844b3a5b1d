import type { TrustList } from "@homesafe/protocol"
import { hexOf, readKioskGrant, type ServiceDay, serviceDay, sha256 } from "@homesafe/protocol"
import { checkEvidence, hoursOfWindows, type RowEvidence, rowPlaceOf } from "@homesafe/protocol/publisher"
import type { AuthorityDeps } from "../deps.ts"
import { hourEvidence } from "./hour-keys.ts"
import { evidenceOf, hasRowKey } from "./row-keys.ts"

/** A row that can be made of what is held. */
export interface MakeableRow {
  readonly evidence: RowEvidence
  readonly hour: number | null
  /** Tells a venue's rows of one day apart: empty for the row of the day, else the beginning of the row key's hash, in hex. */
  readonly tag: string
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/**
 * The rows of a venue's day that can be made: of the day, for who scanned a poster; of its hours, for who scanned a screen (ADR 0015).
 * Without the day key only the hours that screens said. A screen's other nodes keep rows of their own: phones hold them.
 */
export async function rowsOfPlace(
  deps: AuthorityDeps,
  trust: TrustList,
  { vid, day }: { readonly vid: string; readonly day: ServiceDay },
): Promise<MakeableRow[]> {
  const whole = await evidenceOf(deps, vid, day)
  const said = await hourEvidence(deps, vid, day)
  const hasHours = said.length > 0 || (whole !== undefined && (await hasScreen(deps, vid, day)))
  const proven: RowEvidence[] = whole && hasHours ? HOURS.map((hour) => ({ ...whole, hour })) : []
  const byTag = new Map<string, MakeableRow>()
  for (const evidence of [...proven, ...said]) {
    const key = checkEvidence(evidence, { trust })
    const place = key.ok ? rowPlaceOf(evidence, deps.offset) : undefined
    // What no verifier would believe is not asked of one: an issuer's key may have gone from the trust list.
    if (!key.ok || !place || place.vid !== vid || place.day !== day) continue
    const tag = hexOf(sha256(key.value)).slice(0, 16)
    if (!byTag.has(tag)) byTag.set(tag, { evidence, hour: place.hour, tag })
  }
  return [...(whole ? [{ evidence: whole, hour: null, tag: "" }] : []), ...byTag.values()]
}

/** Which hours of windows cannot be warned about, for no key of them is here; null when nothing is missing. */
export async function missingHours(
  deps: AuthorityDeps,
  { vid, day }: { readonly vid: string; readonly day: number },
  windows: Parameters<typeof hoursOfWindows>[0],
): Promise<number[] | null> {
  if (await hasRowKey(deps, vid, day)) return null
  const held = new Set((await hourEvidence(deps, vid, day)).map(({ hour }) => hour))
  return hoursOfWindows(windows).filter((hour) => !held.has(hour))
}

/** Whether an issuer's grant let a screen of this venue show codes on that day. */
async function hasScreen({ db }: AuthorityDeps, vid: string, day: number): Promise<boolean> {
  const rows = await db
    .selectFrom("screens")
    .innerJoin("venue_register", "venue_register.id", "screens.venue_id")
    .select("issuer_grant")
    .where("vid", "=", Buffer.from(vid, "hex"))
    .where("issuer_grant", "is not", null)
    .execute()
  return rows.some(({ issuer_grant }) => {
    const grant = issuer_grant && readKioskGrant(new Uint8Array(issuer_grant))
    if (!grant?.ok) return false
    const { notBefore, notAfter } = grant.value.header
    return notBefore <= serviceDay(day) && serviceDay(day) <= notAfter
  })
}
