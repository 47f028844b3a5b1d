import { expect, test } from "vitest"
import { deriveBoxKeyPair } from "../box/open-box.ts"
import { sealBox } from "../box/seal-box.ts"
import { readTypedPlate } from "../codes/read-typed-plate.ts"
import { writeKioskGrant } from "../codes/rotating-code.ts"
import {
  type PrintedKeys,
  type RotatingKeys,
  readScannedCode,
  type VerifiedCode,
} from "../codes/verify-scanned-code.ts"
import {
  DEP,
  NOW,
  posterOf,
  scanned,
  screenOf,
  secretOf,
  shownBy,
  steadyRandom,
  type TestVenue,
  TODAY,
  TRUST,
  UPLOAD,
  venueOf,
} from "../deployment.test-support.ts"
import { checkEvidence } from "../rows/row-evidence.ts"
import { type Bytes, type Hex, hexOf } from "../shared/bytes.ts"
import { addDays, minutes, type ServiceDay, unixSeconds } from "../shared/units.ts"
import { buildUpload, makeDecoyUpload } from "../upload/build-upload.ts"
import type { CapsuleText } from "../upload/capsule-text.ts"
import { sealCapsule, sealChaffCapsules } from "../upload/seal-capsule.ts"
import { readUploadBody } from "../upload/upload-body.ts"
import { deriveUploadSecrets } from "../upload/upload-code.ts"
import { makeUploadReply, readUploadReply } from "../upload/upload-reply.ts"
import { uploadInfo } from "../upload/upload-text.ts"
import type { VenueFacts } from "./check-capsule.ts"
import { openUpload } from "./open-upload.ts"

const CODE = "7304918265530947162"
const SECRETS = deriveUploadSecrets(CODE, DEP)
const BIND = secretOf("bind").slice(0, 16)
const day = venueOf("pool")
const hall = venueOf("hall", { hourRows: true })

function codeOf(bytes: Uint8Array): VerifiedCode {
  const read = readScannedCode(scanned(bytes), { trust: TRUST, revoked: new Map(), now: NOW })
  if (!read.ok) throw new Error(read.problem)
  return read.value
}
const poster = codeOf(posterOf(day)).today
const screen = codeOf(shownBy(hall)).today

function visit(venue: TestVenue, keys: PrintedKeys | RotatingKeys, change: Partial<CapsuleText> = {}): CapsuleText {
  return {
    hourVenue: venue.header.hourRows,
    vid: venue.vid,
    day: TODAY,
    arrival: minutes(480),
    departure: minutes(570),
    keys,
    ...change,
  }
}

function factsOf(venue: TestVenue, change: Partial<VenueFacts> = {}): VenueFacts {
  const { vid, commit, header } = venue
  const { notBefore, notAfter, hourRows } = header
  return {
    vid,
    commit,
    notBefore,
    notAfter,
    hourRows,
    revokedFrom: null,
    grants: hourRows ? [writeKioskGrant(screenOf(venue))] : [],
    ...change,
  }
}
const VENUES = new Map<Hex, VenueFacts>([day, hall].map((venue) => [venue.vid, factsOf(venue)]))

async function seal(text: CapsuleText, bind: Bytes = BIND) {
  return sealCapsule(text, { dep: DEP, uploadKey: UPLOAD, bind })
}

async function upload(capsules: readonly Bytes[], onDay: ServiceDay = TODAY) {
  const entries = [{ day: onDay, uploadKeyId: UPLOAD.id, bind: BIND, capsules }]
  return buildUpload({ code19: CODE, dep: DEP, entries, trust: TRUST, today: TODAY })
}

async function openAll(capsules: readonly Bytes[], change: object = {}, onDay: ServiceDay = TODAY) {
  const { box } = await upload(capsules, onDay)
  const opened = await openUpload({
    lookup: SECRETS.lookup,
    box,
    inner: SECRETS.inner,
    dep: DEP,
    offset: 14_400,
    today: TODAY,
    plate: TRUST.plate,
    uploadKeys: [UPLOAD],
    venues: (vid) => VENUES.get(vid),
    ...change,
  })
  return opened
}

async function verdictOf(text: CapsuleText, change: object = {}): Promise<string> {
  const opened = await openAll([await seal(text)], change, text.day)
  if (!opened.ok) return opened.problem
  const [only] = opened.value.visits
  if (only === undefined) return `${opened.value.unopened} unopened`
  for (const evidence of only.evidence) expect(checkEvidence(evidence, { trust: TRUST }).ok).toBe(true)
  return only.verdict.proven ? `proven by ${only.evidence.length}` : only.verdict.problem
}

test("an upload opens into its visits, chaff is counted, another phone's capsule stays shut", async () => {
  const seals = { dep: DEP, uploadKey: UPLOAD, bind: BIND }
  const foreign = await seal(visit(day, poster), secretOf("another phone").slice(0, 16))
  const capsules = [
    await seal(visit(day, poster)),
    foreign,
    ...(await sealChaffCapsules(3, seals)),
    await seal(visit(hall, screen)),
  ]
  const opened = await openAll(capsules)
  if (!opened.ok) throw new Error(opened.problem)
  expect(opened.value).toMatchObject({ chaff: 3, unopened: 1 })
  expect(opened.value.visits.map((each) => [each.vid, each.verdict.proven, each.evidence.length])).toEqual([
    [day.vid, true, 1],
    [hall.vid, true, 2],
  ])
})

test("a visit is proven only by the venue's commitment or its kiosk's word", async () => {
  const [p, s] = [poster, screen]
  if (p.kind !== "printed" || s.kind !== "rotating") throw new Error("wrong keys")
  const without = (vid: Hex) => ({ venues: (each: Hex) => (each === vid ? undefined : VENUES.get(each)) })
  const facts = (venue: TestVenue, change: Partial<VenueFacts>) => ({ venues: () => factsOf(venue, change) })
  const old = addDays(TODAY, -31)
  const cases: readonly (readonly [string, CapsuleText, object?])[] = [
    ["proven by 1", visit(day, p)],
    ["proven by 2", visit(hall, s)],
    ["unknown-venue", visit(day, p), without(day.vid)],
    ["bad-proof", visit(day, { ...p, dayKey: new Uint8Array(16) })],
    ["bad-proof", visit(hall, p)],
    ["bad-kiosk-signature", visit(day, s, { hourVenue: true })],
    ["bad-kiosk-signature", visit(hall, s), facts(hall, { grants: [] })],
    ["bad-kiosk-signature", visit(hall, { ...s, doorNonce: new Uint8Array(8) })],
    ["arrival-not-near-code", visit(hall, s, { arrival: minutes(495) })],
    ["hours-outside-grant", visit(hall, s, { departure: minutes(721) })],
    ["malformed", visit(hall, s, { hourVenue: false })],
    ["not-valid-that-day", visit(day, p), facts(day, { revokedFrom: TODAY })],
    ["not-valid-that-day", visit(day, p), facts(day, { notAfter: addDays(TODAY, -1) })],
    ["outside-retention", visit(day, { ...p, day: old }, { day: old })],
    ["outside-retention", visit(day, { ...p, day: addDays(TODAY, 1) }, { day: addDays(TODAY, 1) })],
  ]
  for (const [expected, text, change] of cases) expect(await verdictOf(text, change)).toBe(expected)
})

test("a typed plate is computed again by the authority, registered or not", async () => {
  const typed = readTypedPlate("AB 1234", { trust: TRUST, revoked: new Map(), now: NOW })
  if (!typed.ok || typed.value.today.kind !== "printed") throw new Error("not accepted")
  const text = {
    hourVenue: false,
    vid: typed.value.vid,
    day: TODAY,
    arrival: minutes(480),
    departure: minutes(490),
    keys: typed.value.today,
  }
  expect(await verdictOf(text)).toBe("proven by 1")
  expect(await verdictOf({ ...text, keys: { ...typed.value.today, plate: "AB1235" } })).toBe("wrong-plate")
  expect(await verdictOf(text, { plate: null })).toBe("wrong-plate")
})

test("a body that someone else put in the case's place is refused", async () => {
  expect(await openAll([], { inner: new Uint8Array(16) })).toEqual({ ok: false, problem: "wrong-inner" })
  expect(await openAll([], { lookup: new Uint8Array(16) })).toEqual({ ok: false, problem: "does-not-open" })
  const other = await deriveBoxKeyPair(secretOf("another key"))
  expect(await openAll([], { uploadKeys: [other] })).toEqual({ ok: false, problem: "does-not-open" })
  const box = await sealBox(UPLOAD.pub, uploadInfo(DEP, UPLOAD.id), SECRETS.lookup, new Uint8Array(49_071).fill(1))
  expect(await openAll([], { box })).toEqual({ ok: false, problem: "malformed" })
})

test("only whole days are sent, newest first, as many as fit", async () => {
  const full = await sealChaffCapsules(24, { dep: DEP, uploadKey: UPLOAD, bind: BIND })
  const entries = Array.from({ length: 31 }, (_, i) => ({
    day: addDays(TODAY, i - 30),
    uploadKeyId: UPLOAD.id,
    bind: BIND,
    capsules: full,
  }))
  const built = await buildUpload({ code19: CODE, dep: DEP, entries, trust: TRUST, today: TODAY })
  expect(built.daysSent).toEqual(Array.from({ length: 7 }, (_, i) => addDays(TODAY, -i)))
  expect(built.body.length).toBe(49_200)
})

test("a decoy cannot be told from an upload by its form", async () => {
  const decoy = readUploadBody((await makeDecoyUpload(DEP, steadyRandom("decoy"))).body)
  const real = readUploadBody((await upload([])).body)
  if (!decoy.ok || !real.ok) throw new Error("malformed")
  expect(decoy.value.box.length).toBe(real.value.box.length)
  expect(decoy.value.box[0]).toBe(4)
  expect(hexOf(decoy.value.lookup)).not.toBe(hexOf(real.value.lookup))
})

test("a receipt is read by its code's holder, for this box, from the public server's key, and by nobody else", () => {
  const box = new Uint8Array(100)
  const reply = {
    status: "received",
    t: unixSeconds(NOW),
    box,
    replyKey: SECRETS.reply,
    receiptSecret: secretOf("receipt"),
    dep: DEP,
    nonce: new Uint8Array(12),
  } as const
  const expected = { replyKey: SECRETS.reply, box, trust: TRUST }
  const made = makeUploadReply(reply)
  expect(made.length).toBe(256)
  for (const status of ["received", "same-again", "used-otherwise"] as const) {
    expect(readUploadReply(makeUploadReply({ ...reply, status }), expected)).toMatchObject({
      ok: true,
      value: { status, t: NOW },
    })
  }
  expect(readUploadReply(made, { ...expected, box: new Uint8Array(99) })).toEqual({ ok: false, problem: "bad-receipt" })
  expect(readUploadReply(makeUploadReply({ ...reply, receiptSecret: secretOf("stranger") }), expected)).toEqual({
    ok: false,
    problem: "bad-receipt",
  })
  for (const noise of [steadyRandom("noise")(256), made.slice(1), new Uint8Array(0)]) {
    expect(readUploadReply(noise, expected)).toEqual({ ok: false, problem: "no-answer-for-this-code" })
  }
})
