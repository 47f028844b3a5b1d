import type { BodyOf, openVenueAnswer as openContract, ReplyOf } from "@homesafe/api"
import { bytesOfBase64url, bytesOfHex, hexOf, serviceDay } from "@homesafe/protocol"
import { openVenueAnswer } from "@homesafe/protocol/opener"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { Keys } from "./open-for-case.ts"

/** Opens a venue's answer; there are no keys where it does not hold. */
export async function openAnswer(
  keys: Keys | undefined,
  asked: BodyOf<typeof openContract>,
): Promise<Outcome<ReplyOf<typeof openContract>>> {
  if (!keys) return refuse("opener-sealed")
  const box = bytesOfBase64url(asked.box)
  if (!box) return refuse("malformed", "box")
  const { id, vid, commit } = asked
  const place = { vid, commit, day: serviceDay(asked.day), notBefore: serviceDay(asked.notBefore) }
  const secrets = keys.formKeys.map((key) => bytesOfHex(key.secret))
  const opened = await openVenueAnswer(secrets, { dep: keys.dep, id, ...place }, box)
  if (!opened.ok) return done({ keys: null })
  return done({ keys: { dayKey: hexOf(opened.value.dayKey), proof: hexOf(opened.value.proof) } })
}
