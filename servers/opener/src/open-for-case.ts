import type { BodyOf, OpenedVisit as CaseVisit, openUpload as openContract, ReplyOf, unsealOpener } from "@homesafe/api"
import { base64urlOf, bytesOfBase64url, bytesOfHex, hexOf, serviceDay } from "@homesafe/protocol"
import { type OpenedVisit, openUpload, type VenueFacts, writeKioskEvidence } from "@homesafe/protocol/opener"
import { done, type Outcome, refuse } from "@homesafe/service"
import { sealForCase } from "./seal-for-case.ts"

/** What unsealing puts into memory. */
export type Keys = BodyOf<typeof unsealOpener>

/** Opens one upload, checks each capsule and answers under the case's own key. */
export async function openForCase(
  keys: Keys | undefined,
  asked: BodyOf<typeof openContract>,
): Promise<Outcome<ReplyOf<typeof openContract>>> {
  if (!keys) return refuse("opener-sealed")
  const box = bytesOfBase64url(asked.box)
  if (!box) return refuse("malformed", "box")
  const venues = new Map<string, VenueFacts>()
  for (const v of asked.venues) {
    venues.set(v.vid, {
      vid: v.vid,
      commit: v.commit,
      notBefore: serviceDay(v.notBefore),
      notAfter: serviceDay(v.notAfter),
      hourRows: false, // posters' codes are of whole days, beside screens too (ADR 0015)
      revokedFrom: v.revokedFrom === null ? null : serviceDay(v.revokedFrom),
      grants: v.grants.map((grant) => bytesOfBase64url(grant) ?? new Uint8Array()),
    })
  }
  const opened = await openUpload({
    dep: keys.dep,
    offset: keys.offset,
    lookup: bytesOfHex(asked.lookup),
    inner: bytesOfHex(asked.inner),
    box,
    plate: asked.plate,
    today: serviceDay(asked.today),
    uploadKeys: keys.keys.map((k) => ({ id: k.id, secret: bytesOfHex(k.secret) })),
    venues: (vid) => venues.get(vid),
  })
  if (!opened.ok) {
    const sealed = sealForCase(asked.caseKey, { visits: [] })
    return done({ outcome: "quarantined", reason: opened.problem, textHash: null, sealed, proven: 0, unproven: 0 })
  }
  const visits = opened.value.visits.map(visitOf)
  const proven = visits.filter((v) => v.verdict === "proven").length
  return done({
    outcome: "opened",
    reason: opened.value.unopened > 0 ? "some-do-not-open" : null,
    textHash: opened.value.textHash,
    sealed: sealForCase(asked.caseKey, { visits }),
    proven,
    unproven: visits.length - proven,
  })
}

function visitOf(visit: OpenedVisit): CaseVisit {
  const evidence = visit.evidence[0]
  const keys = evidence?.kind === "printed" ? { dayKey: hexOf(evidence.dayKey), proof: hexOf(evidence.proof) } : null
  return {
    vid: visit.vid,
    day: visit.day,
    arrival: visit.arrival,
    departure: visit.departure,
    verdict: visit.verdict.proven ? "proven" : "unproven",
    reason: visit.verdict.proven ? null : visit.verdict.problem,
    keys,
    screen: evidence?.kind === "kiosk" ? base64urlOf(writeKioskEvidence(evidence)) : null,
    vehicle:
      visit.plate !== null && evidence?.kind === "printed" ? { plate: visit.plate, commit: evidence.commit } : null,
  }
}
