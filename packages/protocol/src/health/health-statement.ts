import type { Bytes, Hex } from "../shared/bytes.ts"
import { hexField, isCount, objectWith } from "../shared/read-json.ts"
import { canonicalJsonBytes, readJsonBytes } from "../shared/strict-json.ts"
import { countSigners, type SignedEnvelope } from "../sign/envelope.ts"

const healthStatements = ["share-not-held", "account-deleted"] as const
/** What the service states: of a share by its id, of an account by the number of the request to delete it. */
export interface HealthStatement {
  readonly said: (typeof healthStatements)[number]
  readonly subject: Hex
  readonly t: number
}

/** Writes a statement's canonical bytes. */
export function writeHealthStatement({ said, subject, t }: HealthStatement): Bytes {
  return canonicalJsonBytes({ v: 1, said, subject, t })
}

/** Reads what the service states under its own key: a share that is gone, an account that is gone. Nothing when it did not sign it. */
export function readHealthStatement(
  envelope: SignedEnvelope,
  dep: Hex,
  keys: readonly { readonly id: Hex; readonly pub: Uint8Array }[],
): HealthStatement | undefined {
  if (countSigners(envelope, { label: "VT1/health-said", dep, seq: 1, role: "health" }, keys) < 1) return undefined
  const json = readJsonBytes(envelope.bytes)
  const o = json.ok ? objectWith(json.value, ["v", "said", "subject", "t"]) : undefined
  const subject = hexField(o?.subject, 16)
  const said = healthStatements.find((known) => known === o?.said)
  if (o?.v !== 1 || !said || !subject || !isCount(o.t)) return undefined
  return { said, subject, t: o.t }
}
