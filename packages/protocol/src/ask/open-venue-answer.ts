import { openBox } from "../box/open-box.ts"
import { PROOF_BYTES, venueIdOf, verifyProof } from "../keys/commitment.ts"
import { type Hex, hexOf } from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { type ServiceDay, serviceDay } from "../shared/units.ts"
import { type Asked, answerInfo, VENUE_ANSWER_BYTES, type VenueAnswer } from "./seal-venue-answer.ts"

type VenueAnswerProblem = "does-not-open" | "another-place" | "bad-proof"

/** Opens an answer and checks it against the venue's commitment. */
export async function openVenueAnswer(
  formSecrets: readonly Uint8Array[],
  asked: Asked & { readonly vid: Hex; readonly day: ServiceDay; readonly commit: Hex; readonly notBefore: ServiceDay },
  box: Uint8Array,
): Promise<Result<VenueAnswer, VenueAnswerProblem>> {
  if (box.length !== VENUE_ANSWER_BYTES) return refused("does-not-open")
  const tries = await Promise.all(
    formSecrets.map((secret) => openBox(secret, answerInfo(asked), new Uint8Array(), box)),
  )
  const text = tries.find((each) => each !== undefined)
  if (text === undefined) return refused("does-not-open")
  const reader = readerOf(text)
  const vid = hexOf(reader.take(8))
  const day = serviceDay(reader.u16())
  const [dayKey, proof] = [reader.take(16), reader.take(PROOF_BYTES)]
  if (vid !== asked.vid || day !== asked.day || venueIdOf(asked.commit) !== vid) return refused("another-place")
  return verifyProof(asked.commit, asked.notBefore, day, dayKey, proof)
    ? ok({ vid, day, dayKey, proof })
    : refused("bad-proof")
}
