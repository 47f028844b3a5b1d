import { createDecipheriv, randomBytes } from "node:crypto"
import { Writable } from "node:stream"
import { type BodyOf, getOpenerStatus, openedVisit, openUpload, openVenueAnswer, unsealOpener } from "@homesafe/api"
import {
  addDays,
  base64urlOf,
  bytesOfBase64url,
  dayKeyOf,
  hexOf,
  minutes,
  proofOf,
  sealBox,
  venueIdOf,
  writeKioskGrant,
  writeTrustList,
} from "@homesafe/protocol"
import { keysFor, SECRETS, uploadOf, visitTo } from "@homesafe/protocol/case.test-support"
import {
  DEP,
  NOW,
  scanned,
  screenOf,
  secretOf,
  shownBy,
  type TestVenue,
  TODAY,
  TRUST,
  UPLOAD,
  venueOf,
} from "@homesafe/protocol/deployment.test-support"
import { deriveBoxKeyPair } from "@homesafe/protocol/opener"
import { checkEvidence, readKioskEvidence } from "@homesafe/protocol/publisher"
import { sealVenueAnswer } from "@homesafe/protocol/venue"
import { readScannedCode, readTypedPlate } from "@homesafe/protocol/visitor"
import type { FastifyInstance } from "fastify"
import pino from "pino"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createOpenerApp } from "./app.ts"

const pool = venueOf("pool")
const caseKey = randomBytes(32)
const lines: string[] = []
let app: FastifyInstance

const trust = { bytes: base64urlOf(writeTrustList(TRUST)), sigs: [] }
const days: [number, number] = [TODAY - 6, TODAY]
const unseal = (to: FastifyInstance, secret: Uint8Array = UPLOAD.secret, id = UPLOAD.id) => {
  const keys = [{ id, secret: hexOf(secret), days }]
  return to.inject({
    method: "POST",
    url: unsealOpener.path,
    payload: { dep: DEP, offset: 14_400, trust, keys, formKeys: [] },
  })
}

beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _, next) {
      lines.push(String(chunk))
      next()
    },
  })
  app = await createOpenerApp(pino(sink))
  await unseal(app)
})
afterAll(() => app.close())

const registered = (venue: TestVenue, change: object = {}) => {
  const { notBefore, notAfter } = venue.header
  return { vid: venue.vid, commit: venue.commit, notBefore, notAfter, revokedFrom: null, grants: [], ...change }
}
type Asked = BodyOf<typeof openUpload>
async function ask(box: Uint8Array, change: Partial<Asked> = {}, at = app) {
  const payload: Asked = {
    lookup: hexOf(SECRETS.lookup),
    inner: hexOf(SECRETS.inner),
    box: Buffer.from(box).toString("base64url"),
    today: TODAY,
    venues: [registered(pool)],
    plate: TRUST.plate,
    caseKey: caseKey.toString("hex"),
    ...change,
  }
  const answer = await at.inject({ method: "POST", url: openUpload.path, payload })
  if (answer.statusCode !== 200) return { ...answer.json(), visits: [] }
  const told = openUpload.reply.parse(answer.json())
  return { ...told, visits: visitsIn(told.sealed, caseKey) }
}
function visitsIn(sealed: string, key: Uint8Array) {
  const bytes = Buffer.from(sealed, "base64url")
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16))
  const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString()
  return JSON.parse(text).visits.map((visit: unknown) => openedVisit.parse(visit))
}

describe("an opener", () => {
  test("opens nothing until it is unsealed, and is sealed again after a restart: its keys are in memory alone", async () => {
    const { box } = await uploadOf([visitTo(pool)])
    const fresh = await createOpenerApp()
    const status = async () => (await fresh.inject({ url: getOpenerStatus.path })).json()
    expect(await status()).toMatchObject({ sealed: true, uploadKeys: [] })
    expect(await ask(box, {}, fresh)).toMatchObject({ problem: "opener-sealed", status: 503 })
    await unseal(fresh)
    expect(await status()).toMatchObject({ sealed: false, uploadKeys: [UPLOAD.id] })
    expect(await ask(box, {}, fresh)).toMatchObject({ outcome: "opened" })
    await fresh.close()
    const again = await createOpenerApp()
    expect(await ask(box, {}, again)).toMatchObject({ problem: "opener-sealed" })
    await again.close()
  })

  test("hands a case's visits over under the case's own key, with what proves them, and leaves chaff out", async () => {
    const upload = await uploadOf([visitTo(pool)], { chaff: 3 })
    const opened = await ask(upload.box)
    expect(opened).toMatchObject({ outcome: "opened", reason: null, proven: 1, unproven: 0 })
    const { venueKey, header, vid } = pool
    expect(opened.visits).toEqual([
      {
        vid,
        day: TODAY,
        arrival: 480,
        departure: 570,
        verdict: "proven",
        reason: null,
        keys: { dayKey: expect.any(String), proof: hexOf(proofOf(venueKey, header.notBefore, TODAY)) },
        screen: null,
        vehicle: null,
      },
    ])
    expect(() => visitsIn(opened.sealed, randomBytes(32))).toThrow()
  })

  test("computes a vehicle's key again from the plate that the visitor typed, although nobody registered it", async () => {
    const typed = readTypedPlate("AB 1234", { trust: TRUST, revoked: new Map(), now: NOW })
    if (!typed.ok) throw new Error(typed.problem)
    const { vid, today } = typed.value
    const ride = { hourVenue: false, vid, day: TODAY, arrival: minutes(480), departure: minutes(490), keys: today }
    const { box } = await uploadOf([ride])
    const opened = await ask(box)
    expect(opened).toMatchObject({ proven: 1, unproven: 0 })
    expect(opened.visits[0]).toMatchObject({ vid, verdict: "proven", vehicle: { plate: "AB1234" } })
    expect(venueIdOf(opened.visits[0].vehicle.commit)).toBe(vid)
    expect((await ask(box, { plate: null })).visits[0]).toMatchObject({ verdict: "unproven", reason: "wrong-plate" })
  })

  test("names the upload by the hash of its text, as the phone that built it does", async () => {
    const upload = await uploadOf([visitTo(pool)])
    expect((await ask(upload.box)).textHash).toBe(upload.textHash)
  })

  test("says that capsules of another phone do not open, and hands over the rest", async () => {
    const bind = secretOf("another phone").slice(0, 16)
    const { box } = await uploadOf([visitTo(pool)], { bind })
    expect(await ask(box)).toMatchObject({ outcome: "opened", reason: "some-do-not-open", proven: 0, unproven: 0 })
  })

  test("writes counts into its log and nothing of a visit, a code or a key", async () => {
    await ask((await uploadOf([visitTo(pool)])).box)
    await ask(new Uint8Array(49_152))
    const secrets = [
      pool.vid,
      hexOf(SECRETS.lookup),
      hexOf(SECRETS.inner),
      caseKey.toString("hex"),
      hexOf(UPLOAD.secret),
    ]
    expect(secrets.filter((secret) => lines.join("").includes(secret))).toEqual([])
    expect(lines.length).toBeGreaterThan(0)
  })
})

describe("an hour venue", () => {
  test("is proven by its screen's word, which is handed over for the hours' rows, and only under a grant that the authority knows", async () => {
    const hall = venueOf("hall")
    const code = readScannedCode(scanned(shownBy(hall)), { trust: TRUST, revoked: new Map(), now: NOW })
    if (!code.ok) throw new Error(code.problem)
    const text = visitTo(hall, TODAY, { hourVenue: true, keys: code.value.today })
    const { box } = await uploadOf([text])
    const grants = [base64urlOf(writeKioskGrant(screenOf(hall)))]
    const opened = await ask(box, { venues: [registered(hall, { grants })] })
    expect(opened.visits).toMatchObject([{ verdict: "proven", keys: null, screen: expect.any(String) }])
    const evidence = readKioskEvidence(bytesOfBase64url(opened.visits[0].screen) ?? new Uint8Array())
    if (!evidence) throw new Error("no evidence")
    for (const hour of [8, 9, 10, 11])
      expect(checkEvidence({ ...evidence, hour }, { trust: TRUST }), "every hour that it granted").toMatchObject({
        ok: true,
      })
    expect(checkEvidence({ ...evidence, hour: 12 }, { trust: TRUST })).toEqual({
      ok: false,
      problem: "hour-not-granted",
    })
    const unknown = await ask(box, { venues: [registered(hall)] })
    expect(unknown.visits).toMatchObject([{ verdict: "unproven", reason: "bad-kiosk-signature", screen: null }])
  })

  test("answers with one day's key, which is opened for its request alone and checked against the commitment", async () => {
    const form = await deriveBoxKeyPair(secretOf("form"))
    const fresh = await createOpenerApp()
    const formKeys = [{ id: form.id, secret: hexOf(form.secret) }]
    const { venueKey, header, vid, commit } = pool
    const [id, day, notBefore] = ["ab".repeat(16), TODAY, header.notBefore]
    const proof = proofOf(venueKey, notBefore, day)
    const seal = (dayKey: Uint8Array<ArrayBuffer>) =>
      sealVenueAnswer(form.pub, { dep: DEP, id }, { vid, day, dayKey, proof })
    const open = async (box: Uint8Array, change: object = {}) => {
      const payload = { id, vid, day, commit, notBefore, box: base64urlOf(box), ...change }
      return (await fresh.inject({ method: "POST", url: openVenueAnswer.path, payload })).json()
    }
    const dayKey = dayKeyOf(venueKey, day)
    const box = await seal(dayKey)
    expect(await open(box)).toMatchObject({ problem: "opener-sealed" })
    const payload = { dep: DEP, offset: 14_400, trust, keys: [], formKeys }
    await fresh.inject({ method: "POST", url: unsealOpener.path, payload })
    expect(await open(box)).toEqual({ keys: { dayKey: hexOf(dayKey), proof: hexOf(proof) } })
    expect(await open(box, { id: "cd".repeat(16) })).toEqual({ keys: null })
    expect(await open(await seal(secretOf("guess").slice(0, 16)))).toEqual({ keys: null })
    await fresh.close()
  })
})

describe("hostile 26: a box that is not this case's upload", () => {
  test("for another key, of another case, under a retired key, cut short or changed is set aside with the reason alone", async () => {
    const { box } = await uploadOf([visitTo(pool)])
    const stranger = await deriveBoxKeyPair(secretOf("stranger"))
    const foreign = await sealBox(stranger.pub, new Uint8Array(), SECRETS.lookup, new Uint8Array(49_071))
    const changed = box.slice()
    changed[40_000] = (changed[40_000] ?? 0) ^ 1
    const retired = await createOpenerApp()
    await unseal(retired, stranger.secret, stranger.id)
    const cases: [string, string, Uint8Array, Partial<Asked>, FastifyInstance?][] = [
      ["another key", "does-not-open", foreign, {}],
      ["another case's look-up", "does-not-open", box, { lookup: "00".repeat(16) }],
      ["a retired key", "does-not-open", box, {}, retired],
      ["another case's inner secret", "wrong-inner", box, { inner: "00".repeat(16) }],
      ["cut short", "does-not-open", box.subarray(0, 49_000), {}],
      ["nothing", "does-not-open", new Uint8Array(), {}],
      ["one bit changed", "does-not-open", changed, {}],
    ]
    for (const [what, reason, bytes, change, at] of cases) {
      const answer = await ask(bytes, change, at ?? app)
      const aside = { outcome: "quarantined", reason, textHash: null, proven: 0, unproven: 0, visits: [] }
      expect(answer, what).toMatchObject(aside)
    }
    await retired.close()
  })
})

describe("hostile 25: a visit that its phone made up", () => {
  const forged: [string, Parameters<typeof visitTo>, object?][] = [
    ["bad-proof", [pool, TODAY, { keys: { ...keysFor(pool), dayKey: secretOf("guess").slice(0, 16) } }]],
    ["bad-proof", [pool, TODAY, { keys: keysFor(pool, addDays(TODAY, -1)) }]],
    ["unknown-venue", [venueOf("nowhere")]],
    ["not-valid-that-day", [pool], { notAfter: TODAY - 1 }],
    ["not-valid-that-day", [pool], { notBefore: TODAY + 1 }],
    ["not-valid-that-day", [pool], { revokedFrom: TODAY }],
    ["outside-retention", [pool, addDays(TODAY, 1)]],
    ["outside-retention", [pool, addDays(TODAY, -31)]],
  ]
  test.each(forged)(
    "is unproven (%s), and no key of it is handed on for a row",
    async (reason, [venue, day, change], facts) => {
      const text = visitTo(venue, day, change)
      const { box } = await uploadOf([text], { day: text.day })
      const answer = await ask(box, { venues: [registered(pool, facts)] })
      expect(answer).toMatchObject({ outcome: "opened", proven: 0, unproven: 1 })
      expect(answer.visits).toMatchObject([{ verdict: "unproven", reason, keys: null }])
    },
  )

  test("does not take an honest visit of the same upload with it", async () => {
    const { box } = await uploadOf([visitTo(venueOf("nowhere")), visitTo(pool)])
    expect(await ask(box)).toMatchObject({ proven: 1, unproven: 1 })
  })
})
