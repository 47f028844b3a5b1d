import type { Venue } from "@homesafe/api"
import { ruleOn } from "@homesafe/domain"
import { bytesOfHex, keyById, type ServiceDay, serviceDay, startOfServiceDay } from "@homesafe/protocol"
import { composePrintedCode, composeUrl } from "@homesafe/protocol/venue"
import { type PosterSheet, writePoster } from "@homesafe/ui/poster"
import type { PortalDeployment } from "../deployment/read-deployment.ts"
import type { KeptKey } from "../keys/key-store.ts"
import { codeOfEntrance, isNeverGate, versionOfEntrance } from "../venues/venue-state.ts"

/** The sheet of one entrance; "bad-code" when what the authority returned does not match the key or its signature. */
export type ComposedPoster =
  | { readonly ok: true; readonly sheet: PosterSheet }
  | { readonly ok: false; readonly problem: "no-code" | "bad-code" }

/** Puts the signed code and the key of this browser together (Spec §3) and writes the poster's words by the rule of a day. */
export function composePoster(
  venue: Venue,
  entrance: number,
  key: KeptKey,
  deployment: PortalDeployment,
  ruleDay: ServiceDay,
): ComposedPoster {
  const { dep, trust, catalogue } = deployment
  const issued = codeOfEntrance(venue, entrance)
  const door = venue.entrances[entrance]
  if (!issued || !door) return { ok: false, problem: "no-code" }
  const header = {
    ...issued.header,
    notBefore: serviceDay(issued.header.notBefore),
    notAfter: serviceDay(issued.header.notAfter),
  }
  const { en, hant, hans } = issued.names
  const names = hans === undefined ? { en, hant } : { en, hant, hans }
  const issuer = keyById(trust, "issuer", header.issuerKeyId)
  if (!issuer) return { ok: false, problem: "bad-code" }
  const signature = bytesOfHex(issued.signature)
  const code = composePrintedCode({ dep, header, venueKey: key.venueKey, names, signature, issuerKey: issuer.pub })
  if (!code.ok) return { ok: false, problem: "bad-code" }
  // The portal's own host where the trust list knows it: the code then opens what the operator sees here.
  const host = trust.hosts.includes(location.host) ? location.host : (trust.hosts[0] ?? location.host)
  const { text, digits } = composeUrl(host, "v", code.value)
  const sheet = writePoster({
    kind: kindOf(venue, door.staffOnly, catalogue),
    venue: venue.names,
    entrance: door.names,
    code: { bytes: text, digits },
    printedAt: Date.now(),
    endsAt: startOfServiceDay(header.notAfter, trust.offset) * 1000,
    timeZone: deployment.timeZone,
    version: versionOfEntrance(venue, entrance),
    provisional: issued.kind === "provisional",
    voluntary: isVoluntary(venue, deployment, ruleDay),
    demonstration: deployment.demonstration,
    host,
  })
  return { ok: true, sheet }
}

function kindOf(venue: Venue, isStaffOnly: boolean, catalogue: PortalDeployment["catalogue"]) {
  if (venue.plate !== undefined) return "board"
  if (isNeverGate(catalogue, venue.category)) return "never"
  return isStaffOnly ? "staff" : "enter"
}

/** Whether the poster may say that scanning is up to the visitor: by the rule of the day from which it hangs. */
function isVoluntary({ category: n }: Venue, { policy, catalogue }: PortalDeployment, day: ServiceDay): boolean {
  const category = catalogue.categories.find((each) => each.n === n)
  if (!policy || !category) return true
  return ["voluntary", "never"].includes(ruleOn(policy, category, day).rule)
}
