import { expect, test } from "vitest"
import { deriveBoxKeyPair } from "../box/open-box.ts"
import { DEP, NOW, secretOf, TODAY, TRUST, venueOf } from "../deployment.test-support.ts"
import { proofOf } from "../keys/commitment.ts"
import { dayKeyOf } from "../keys/key-tree.ts"
import { bytesOfHex, hexOf, textOfUtf8 } from "../shared/bytes.ts"
import { keyIdOf } from "../shared/hash.ts"
import { addDays, serviceDay, unixSeconds } from "../shared/units.ts"
import { ed25519PublicKey } from "../sign/ed25519.ts"
import { openVenueAnswer } from "./open-venue-answer.ts"
import { sealVenueAnswer, VENUE_ANSWER_BYTES } from "./seal-venue-answer.ts"
import { acceptVenueRequest, signVenueRequest, type VenueRequest } from "./venue-request.ts"

const venue = venueOf("hall")
const form = await deriveBoxKeyPair(secretOf("form"))
const signer = secretOf("request")
const pub = ed25519PublicKey(signer)
const [from, until] = [serviceDay(18_000), serviceDay(21_000)]
const trust = { ...TRUST, keys: [...TRUST.keys, { id: keyIdOf(pub), role: "request" as const, pub, from, until }] }
const id = hexOf(secretOf("a request")).slice(0, 32)
const request: VenueRequest = { v: 1, dep: DEP, id, vid: venue.vid, day: TODAY, until: unixSeconds(NOW + 86_400) }
const { venueKey, header, vid, commit } = venue
const asked = { dep: DEP, id, vid, day: TODAY, commit, notBefore: header.notBefore }
const answer = {
  vid,
  day: TODAY,
  dayKey: dayKeyOf(venueKey, TODAY),
  proof: proofOf(venueKey, header.notBefore, TODAY),
}
const sealed = (change: Partial<typeof answer> = {}) => sealVenueAnswer(form.pub, asked, { ...answer, ...change })

test("a request is JCS, signed by the request key, and read as it was written", () => {
  const envelope = signVenueRequest(request, signer)
  expect(textOfUtf8(envelope.bytes)).toBe(
    `{"D":${TODAY},"dep":"${DEP}","id":"${id}","until":${NOW + 86_400},"v":1,"vid":"${venue.vid}"}`,
  )
  expect(acceptVenueRequest(envelope, trust, NOW)).toEqual({ ok: true, value: request })
})

test("a request is refused from any other key, for another deployment, changed, and after its time", () => {
  const genuine = signVenueRequest(request, signer)
  const issuer = signVenueRequest(request, secretOf("issuer"))
  const relabelled = { ...issuer, sigs: issuer.sigs.map((sig) => ({ ...sig, role: "issuer" })) }
  const changed = signVenueRequest({ ...request, day: addDays(TODAY, -1) }, signer)
  const cases = [
    ["bad-signature", issuer, NOW],
    ["bad-signature", relabelled, NOW],
    ["bad-signature", { ...changed, sigs: genuine.sigs }, NOW],
    ["wrong-deployment", signVenueRequest({ ...request, dep: "00".repeat(8) }, signer), NOW],
    ["too-late", genuine, unixSeconds(NOW + 86_401)],
    ["malformed-request", { ...genuine, bytes: genuine.bytes.slice(1) }, NOW],
  ] as const
  for (const [problem, envelope, at] of cases)
    expect(acceptVenueRequest(envelope, trust, at)).toEqual({ ok: false, problem })
})

test("an answer gives one day's key, opens for its request alone, and must be the committed venue's", async () => {
  const box = await sealed()
  expect(box.length).toBe(VENUE_ANSWER_BYTES)
  expect(await openVenueAnswer([secretOf("older"), form.secret], asked, box)).toEqual({ ok: true, value: answer })
  const refused = async (problem: string, bytes: Uint8Array, change: Partial<typeof asked> = {}) =>
    expect(await openVenueAnswer([form.secret], { ...asked, ...change }, bytes)).toEqual({ ok: false, problem })
  await refused("does-not-open", box, { id: hexOf(secretOf("another")).slice(0, 32) })
  await refused("does-not-open", box.slice(1))
  await refused("another-place", box, { day: addDays(TODAY, 1) })
  await refused("bad-proof", await sealed({ dayKey: bytesOfHex("00".repeat(16)) }))
  await refused("bad-proof", await sealed({ dayKey: dayKeyOf(venueKey, addDays(TODAY, 1)) }))
})
