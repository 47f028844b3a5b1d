import type { BodyOf, openForms } from "@homesafe/api"
import {
  type Decision,
  readDecision,
  readEnvelope,
  readTrustList,
  type SignedEnvelope,
  serviceDayOf,
  type TrustList,
  type UnixSeconds,
  utf8Of,
} from "@homesafe/protocol"
import { acceptOfficers, checkFourEyes } from "@homesafe/protocol/officer"
import type { Keys } from "./open-for-case.ts"

/** The trust list that came with the keys; nothing where it is not this deployment's. */
export function trustOf({ dep, trust }: Pick<Keys, "dep" | "trust">): TrustList | undefined {
  const envelope = envelopeFrom(trust)
  const read = envelope && readTrustList(envelope.bytes)
  return read?.ok && read.value.dep === dep ? read.value : undefined
}

/**
 * The decision, if two officers of a list that the roots signed have signed it. Who asks is not believed: a server in other hands could
 * otherwise have any place's forms opened that it has a key of. Spec §12.
 */
export function checkDecision(
  keys: Keys,
  asked: Pick<BodyOf<typeof openForms>, "decision" | "officers">,
  now: UnixSeconds,
): Decision | undefined {
  const [envelope, list, trust] = [envelopeFrom(asked.decision), envelopeFrom(asked.officers), trustOf(keys)]
  const decision = envelope && readDecision(envelope.bytes)
  const officers = list && trust && acceptOfficers(null, list, trust, now)
  if (!envelope || !decision?.ok || !officers?.ok || decision.value.dep !== keys.dep) return undefined
  const { dep, offset } = keys
  const rule = { dep, officers: officers.value, right: "decision", since: decision.value.day } as const
  return checkFourEyes(envelope, { ...rule, day: serviceDayOf(now, offset) }).ok ? decision.value : undefined
}

function envelopeFrom(json: Keys["trust"]): SignedEnvelope | undefined {
  const read = readEnvelope(utf8Of(JSON.stringify(json)))
  return read.ok ? read.value : undefined
}
