import {
  ed25519Verify,
  equalBytes,
  keyById,
  kioskStatement,
  readKioskGrant,
  type ServiceDay,
  type TrustList,
} from "@homesafe/protocol"
import { isOfVenue, openDevicePacket, readScreenAnswer } from "@homesafe/protocol/venue"
import type { GateDatabase, KeptScreen } from "../keys/gate-database.ts"
import { random } from "../keys/screen-keys.ts"

/** Why what came over the relay is not taken. */
export type AnswerProblem = "malformed" | "not-for-this-screen" | "not-genuine" | "too-old"

/**
 * Takes the portal's answer: the grant must be the issuer's for this very screen, and each day key must lead by its proof to the venue that
 * the grant names (Spec 13-3). Grant, days and the next relay id are written together, or not at all.
 */
export async function takeAnswer(
  database: GateDatabase,
  screen: KeptScreen,
  answer: Uint8Array,
  { trust, today }: { readonly trust: TrustList; readonly today: ServiceDay },
): Promise<{ readonly ok: true; readonly days: number } | { readonly ok: false; readonly problem: AnswerProblem }> {
  const parts = readScreenAnswer(answer)
  if (!parts.ok) return { ok: false, problem: "malformed" }
  const read = readKioskGrant(parts.value.grant)
  if (!read.ok) return { ok: false, problem: "malformed" }
  const grant = read.value
  if (!equalBytes(grant.kioskKey, screen.kioskKey)) return { ok: false, problem: "not-for-this-screen" }
  const issuer = keyById(trust, "issuer", grant.header.issuerKeyId)
  const statement = kioskStatement(trust.dep, grant.header, grant.vid, grant.kioskKey, grant.names)
  const isIssued = issuer !== undefined && today >= issuer.from && today <= issuer.until
  if (!isIssued || !ed25519Verify(issuer.pub, statement, grant.signature)) return { ok: false, problem: "not-genuine" }
  const opened = await openDevicePacket(trust.dep, screen.deviceSecret, parts.value.box)
  if (!opened.ok) return { ok: false, problem: opened.problem === "malformed" ? "malformed" : "not-for-this-screen" }
  const packet = opened.value
  if (packet.vid !== grant.vid || !isOfVenue(packet, grant.header.notBefore))
    return { ok: false, problem: "not-genuine" }
  const days = packet.days.filter(({ day }) => day >= today && day <= grant.header.notAfter)
  if (days.length === 0) return { ok: false, problem: "too-old" }
  const write = database.transaction(["days", "single"], "readwrite", { durability: "strict" })
  for (const { day, dayKey, proof } of days) void write.objectStore("days").put({ day, dayKey, proof })
  void write.objectStore("single").put({ ...screen, grant: parts.value.grant, relayId: random(16) })
  await write.done
  return { ok: true, days: days.length }
}
