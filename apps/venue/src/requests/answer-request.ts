import { answerVenueRequest, type CallProblem, call, type Venue, type VenueRequestRecord } from "@homesafe/api"
import {
  base64urlOf,
  bytesOfBase64url,
  dayKeyOf,
  keysOf,
  proofOf,
  type SignedEnvelope,
  serviceDay,
  serviceDayOf,
  type TrustList,
  type UnixSeconds,
  venueIdOf,
} from "@homesafe/protocol"
import { acceptVenueRequest, sealVenueAnswer, type VenueRequest } from "@homesafe/protocol/venue"
import type { KeptKey } from "../keys/key-store.ts"

/** The request as the authority signed it, if it is for this venue and its time is not over; what the server says beside it is not believed. */
export function readRequest(
  record: VenueRequestRecord,
  venue: Venue,
  trust: TrustList,
  now: UnixSeconds,
): VenueRequest | "too-late" | "not-genuine" {
  const read = acceptVenueRequest(envelopeOf(record), trust, now)
  if (!read.ok) return read.problem === "too-late" ? "too-late" : "not-genuine"
  const { id, vid, day } = read.value
  const isOurs = id === record.id && vid === venueIdOf(venue.commit)
  // A day that has not come is nobody's to warn about: its key stays here.
  const isPast = venue.notBefore <= day && day <= serviceDayOf(now, trust.offset)
  return isOurs && isPast ? read.value : "not-genuine"
}

function envelopeOf({ envelope }: VenueRequestRecord): SignedEnvelope {
  const decode = (text: string) => bytesOfBase64url(text) ?? new Uint8Array()
  return { bytes: decode(envelope.bytes), sigs: envelope.sigs.map((sig) => ({ ...sig, sig: decode(sig.sig) })) }
}

/** Seals the one day's key for the authority and sends the box. K_v stays here. Spec §6. */
export async function giveDay(
  { id, vid, day }: VenueRequest,
  venue: Venue,
  key: KeptKey,
  trust: TrustList,
  now: UnixSeconds,
): Promise<CallProblem | null> {
  const form = keysOf(trust, "form", serviceDayOf(now, trust.offset)).at(-1)
  if (!form) return "not-ready"
  const notBefore = serviceDay(venue.notBefore)
  const answer = { vid, day, dayKey: dayKeyOf(key.venueKey, day), proof: proofOf(key.venueKey, notBefore, day) }
  const box = base64urlOf(await sealVenueAnswer(form.pub, { dep: trust.dep, id }, answer))
  return send(venue, id, box)
}

/** Tells the authority that the operator does not give it. */
export function decline({ id }: VenueRequest, venue: Venue): Promise<CallProblem | null> {
  return send(venue, id, null)
}

async function send(venue: Venue, request: string, box: string | null): Promise<CallProblem | null> {
  const sent = await call(answerVenueRequest, { params: { id: venue.id, request }, body: { box } })
  return sent.ok ? null : sent.problem
}
