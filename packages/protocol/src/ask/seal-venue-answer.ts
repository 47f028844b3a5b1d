import { sealBox } from "../box/seal-box.ts"
import { type Bytes, bytesOfHex, concatBytes, type Hex, u16, utf8Of } from "../shared/bytes.ts"
import type { ServiceDay } from "../shared/units.ts"

/** One day's key of a venue, with what proves it. */
export interface VenueAnswer {
  readonly vid: Hex
  readonly day: ServiceDay
  readonly dayKey: Bytes
  readonly proof: Bytes
}
/** The request that an answer belongs to. */
export interface Asked {
  readonly dep: Hex
  readonly id: Hex
}
/** enc 65 ‖ vid 8 ‖ D 2 ‖ dayKey 16 ‖ proof 144 ‖ tag 16. */
export const VENUE_ANSWER_BYTES = 251

/** Binds an answer to its request. */
export const answerInfo = ({ dep, id }: Asked) =>
  concatBytes(utf8Of("VT1/venue-answer"), bytesOfHex(dep), bytesOfHex(id))

/** Seals the day's key for the authority, bound to its request: whoever relays it can neither read it nor use it for another. Spec §6. */
export function sealVenueAnswer(formKey: Uint8Array, asked: Asked, answer: VenueAnswer): Promise<Bytes> {
  const text = concatBytes(bytesOfHex(answer.vid), u16(answer.day), answer.dayKey, answer.proof)
  return sealBox(formKey, answerInfo(asked), new Uint8Array(), text)
}
