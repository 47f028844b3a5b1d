import {
  type CallProblem,
  call,
  listScreens,
  pathOf,
  putRelayBox,
  readRelayAck,
  registerScreen,
  type Screen,
  type Venue,
} from "@homesafe/api"
import {
  addDays,
  bytesOfDigits,
  bytesOfHex,
  equalBytes,
  hexOf,
  type KioskGrant,
  readKioskGrant,
  type ServiceDay,
  splitScannedText,
  venueIdOf,
  writeKioskGrant,
} from "@homesafe/protocol"
import {
  deviceKeys,
  MOST_DEVICE_DAYS,
  readScreenOffer,
  type ScreenOffer,
  screenAck,
  sealDevicePacket,
  writeScreenAnswer,
} from "@homesafe/protocol/venue"
import type { KeptKey } from "../keys/key-store.ts"

/** Why a screen got no keys. */
export type GiveProblem = CallProblem | "no-offer" | "no-answer" | "not-genuine" | "code-used" | "ended" | "removed"
/** What came of it; `taken` once the screen itself has said so. */
export type Given =
  | { readonly ok: true; readonly days: number; readonly taken: boolean }
  | { readonly ok: false; readonly problem: GiveProblem }

interface Handover {
  readonly venue: Venue
  readonly entrance: number
  readonly key: KeptKey
  readonly dep: string
  readonly today: ServiceDay
}

const ASK_MS = 1000
const ASKS = 30

/** Reads what a screen shows, as text or from a photo of it. */
export function readOffer(text: string, hosts: readonly string[]): ScreenOffer | undefined {
  const split = splitScannedText(text.trim(), hosts)
  const bytes = split.ok && split.value.path === "p" ? bytesOfDigits(split.value.digits) : undefined
  const read = bytes && readScreenOffer(bytes)
  return read?.ok ? read.value : undefined
}

/** Has the screen's key granted, seals a week of day keys to the screen, and lays them at the relay. K_v stays here. Spec §13. */
export async function giveKeys(offer: ScreenOffer, handover: Handover): Promise<Given> {
  const { venue, entrance, key, dep, today } = handover
  const body = { kioskKey: hexOf(offer.kioskKey), entrance }
  const asked = await call(registerScreen, { params: { id: venue.id }, body })
  // A reviewed venue's screen is refused so when its operator has given it up.
  if (!asked.ok) return asked.problem === "not-in-this-state" ? { ok: false, problem: "removed" } : asked
  const screen = await waitForAnswer(venue.id, asked.value)
  if (!screen || screen.state === "asked") return { ok: false, problem: "no-answer" }
  const grant = grantFor(screen, offer, venue)
  if (!grant) return { ok: false, problem: screen.state === "refused" ? "not-in-this-state" : "not-genuine" }
  const last = Math.min(grant.header.notAfter, today + MOST_DEVICE_DAYS - 1)
  if (last < today) return { ok: false, problem: "ended" }
  const days = Array.from({ length: last - today + 1 }, (_, i) => addDays(today, i))
  const packet = { vid: grant.vid, days: deviceKeys(key.venueKey, grant.header.notBefore, days) }
  const box = await sealDevicePacket(dep, offer.deviceKey, packet)
  const answer = writeScreenAnswer({ grant: writeKioskGrant(grant), box })
  const left = await leaveAtRelay(offer.relayId, answer)
  if (left !== "left") return { ok: false, problem: left }
  return { ok: true, days: days.length, taken: await isTaken(offer.relayId, screenAck(answer)) }
}

/** The issuer's grant must be for this very screen under this very venue; what else is in it the screen checks itself. */
function grantFor(screen: Screen, offer: ScreenOffer, venue: Venue): KioskGrant | undefined {
  const read = screen.grant === null ? undefined : readKioskGrant(bytesOfHex(screen.grant))
  if (!read?.ok) return undefined
  const isOurs = read.value.vid === venueIdOf(venue.commit) && equalBytes(read.value.kioskKey, offer.kioskKey)
  return isOurs && read.value.header.notBefore === venue.notBefore ? read.value : undefined
}

async function waitForAnswer(venue: string, first: Screen): Promise<Screen | undefined> {
  let screen: Screen | undefined = first
  for (let ask = 0; ask < ASKS && screen?.state === "asked"; ask++) {
    await pause()
    const listed = await call(listScreens, { params: { id: venue } })
    if (listed.ok) screen = listed.value.screens.find(({ id }) => id === first.id)
  }
  return screen
}

async function leaveAtRelay(relayId: Uint8Array, answer: Uint8Array<ArrayBuffer>): Promise<"left" | GiveProblem> {
  const headers = { "content-type": putRelayBox.contentType }
  const url = pathOf(putRelayBox, { id: hexOf(relayId) })
  const response = await fetch(url, { method: "PUT", headers, body: answer }).catch(() => undefined)
  if (!response) return "offline"
  if (response.ok) return "left"
  if (response.status === 409) return "code-used"
  return response.status === 429 ? "too-many-requests" : "not-ready"
}

async function isTaken(relayId: Uint8Array, ack: Uint8Array): Promise<boolean> {
  for (let ask = 0; ask < ASKS; ask++) {
    await pause()
    const response = await fetch(pathOf(readRelayAck, { id: hexOf(relayId) }), { cache: "no-store" }).catch(
      () => undefined,
    )
    if (response?.status === 200) return equalBytes(new Uint8Array(await response.arrayBuffer()), ack)
  }
  return false
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ASK_MS))
}
