import { envelope, type ReplyOf, type revokeShare } from "@homesafe/api"
import { base64urlOf, type SignedEnvelope, signEnvelope } from "@homesafe/protocol"
import { type HealthStatement, writeHealthStatement } from "@homesafe/protocol/health"
import type { HealthDeps } from "../deps.ts"

/** An envelope as contracts carry it. */
export type EnvelopeJson = ReplyOf<typeof revokeShare>

/** Writes an envelope as contracts carry it. */
export function jsonOf({ bytes, sigs }: SignedEnvelope): EnvelopeJson {
  return {
    bytes: base64urlOf(bytes),
    sigs: sigs.map(({ key, role, sig }) => ({ key, role, sig: base64urlOf(sig) })),
  }
}

/** Reads what `jsonOf` wrote and a table kept. */
export const readKeptEnvelope = (text: string): EnvelopeJson => envelope.parse(JSON.parse(text))

/** Signs what the service states of a share or an account. */
export function signStatement({ keys, dep, clock }: HealthDeps, said: Omit<HealthStatement, "t">): EnvelopeJson {
  const bytes = writeHealthStatement({ ...said, t: clock.now() })
  const thing = { label: "VT1/health-said", dep, seq: 1, role: "health" } as const
  return jsonOf({ bytes, sigs: [signEnvelope(bytes, thing, keys.signing)] })
}
