import type { KioskMoment } from "../codes/rotating-code.ts"
import { type Bytes, base64urlOf } from "../shared/bytes.ts"
import { bytesField, hexField, isCount, listOf, objectWith } from "../shared/read-json.ts"
import { canonicalJsonBytes, type Json, readJsonBytes } from "../shared/strict-json.ts"
import { serviceDay, unixSeconds } from "../shared/units.ts"
import type { KioskEvidence, RowEvidence } from "./row-evidence.ts"

/** Evidence as JSON, to stand inside another text. */
export function jsonOfEvidence(evidence: RowEvidence): Json {
  if (evidence.kind === "printed") {
    const { kind, vid, commit, notBefore, day, dayKey, proof, hour } = evidence
    return { kind, vid, commit, notBefore, day, hour, dayKey: base64urlOf(dayKey), proof: base64urlOf(proof) }
  }
  const { t, ttl, hours, doorNonce, nodes, signature } = evidence.moment
  const moment = {
    t,
    ttl,
    hours,
    doorNonce: base64urlOf(doorNonce),
    nodes: nodes.map(base64urlOf),
    signature: base64urlOf(signature),
  }
  return { kind: evidence.kind, grant: base64urlOf(evidence.grant), moment, hour: evidence.hour }
}

/** Reads evidence that stands inside another text, or nothing. */
export function evidenceOf(value: Json | undefined): RowEvidence | undefined {
  return printedOf(value) ?? kioskOf(value)
}

/** Kiosk evidence as bytes, as the opener hands it over and the authority keeps it. */
export function writeKioskEvidence(evidence: KioskEvidence): Bytes {
  return canonicalJsonBytes(jsonOfEvidence(evidence))
}

/** Reads what `writeKioskEvidence` wrote, or nothing. */
export function readKioskEvidence(bytes: Uint8Array): KioskEvidence | undefined {
  const json = readJsonBytes(bytes)
  return json.ok ? kioskOf(json.value) : undefined
}

function printedOf(value: Json | undefined): RowEvidence | undefined {
  const o = objectWith(value, ["kind", "vid", "commit", "notBefore", "day", "hour", "dayKey", "proof"])
  const vid = hexField(o?.vid, 8)
  const commit = hexField(o?.commit, 16)
  const dayKey = bytesField(o?.dayKey, 16)
  const proof = bytesField(o?.proof, 144)
  if (o?.kind !== "printed" || !vid || !commit || !dayKey || !proof) return undefined
  if (!isCount(o.notBefore, 65_535) || !isCount(o.day, 65_535) || (o.hour !== null && !isCount(o.hour, 23)))
    return undefined
  const [notBefore, day] = [serviceDay(o.notBefore), serviceDay(o.day)]
  return { kind: "printed", vid, commit, notBefore, day, dayKey, proof, hour: o.hour }
}

function kioskOf(value: Json | undefined): KioskEvidence | undefined {
  const o = objectWith(value, ["kind", "grant", "moment", "hour"])
  const grant = bytesField(o?.grant)
  const moment = momentOf(o?.moment)
  return o?.kind === "kiosk" && grant && moment && isCount(o.hour, 23)
    ? { kind: "kiosk", grant, moment, hour: o.hour }
    : undefined
}

function momentOf(value: Json | undefined): KioskMoment | undefined {
  const o = objectWith(value, ["t", "ttl", "hours", "doorNonce", "nodes", "signature"])
  const doorNonce = bytesField(o?.doorNonce, 8)
  const nodes = listOf(o?.nodes, (node) => bytesField(node, 16))
  const signature = bytesField(o?.signature, 64)
  if (!o || !doorNonce || !nodes || !signature) return undefined
  if (!isCount(o.t, 2 ** 32 - 1) || !isCount(o.ttl, 255) || !isCount(o.hours, 12)) return undefined
  return { t: unixSeconds(o.t), ttl: o.ttl, hours: o.hours, doorNonce, nodes, signature }
}
