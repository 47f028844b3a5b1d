import { type Bytes, type Hex, isHex } from "../shared/bytes.ts"
import { listOf, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, readJsonBytes } from "../shared/strict-json.ts"
import { envelopeOf, jsonOfEnvelope, type SignedEnvelope } from "../sign/envelope.ts"

/** deployment.json: what the app is shipped with (Spec, notation). */
export interface Deployment {
  readonly v: 1
  readonly dep: Hex
  readonly hosts: readonly string[]
  readonly trust: SignedEnvelope
}

/** Parses deployment.json. */
export function readDeployment(bytes: Uint8Array): Result<Deployment, "malformed-deployment"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, ["v", "dep", "hosts", "trust"]) : undefined
  const hosts = listOf(o?.hosts, (host) => (typeof host === "string" && host.length > 0 ? host : undefined))
  const trust = o?.trust === undefined ? undefined : envelopeOf(o.trust)
  if (o?.v !== 1 || !isHex(o.dep, 8) || hosts === undefined || trust === undefined)
    return refused("malformed-deployment")
  return ok({ v: 1, dep: o.dep, hosts, trust })
}

/** Writes deployment.json. */
export function writeDeployment(deployment: Deployment): Bytes {
  return canonicalJsonBytes({ ...deployment, trust: jsonOfEnvelope(deployment.trust) })
}
