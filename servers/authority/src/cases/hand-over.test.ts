import { createHash, randomBytes, randomUUID } from "node:crypto"
import * as api from "@homesafe/api"
import { hexOf, serviceDayOf, units, writeDecision } from "@homesafe/protocol"
import { signDecision } from "@homesafe/protocol/officer"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import {
  addOfficer,
  addVenue,
  signIn,
  startAuthority,
  type TestAuthority,
  type TestOfficer,
} from "../authority.test-support.ts"
import { placeVenues } from "../venues/place-venues.ts"
import { openTestCaseWith, provenVisit } from "./case.test-support.ts"

const [SHA_TIN, SAI_KUNG] = [16, 17]
const roles = ["tracer", "approver"] as const
let authority: TestAuthority
let app: FastifyInstance
let [whole, shaTin, alsoShaTin, saiKung]: TestOfficer[] = []

beforeAll(async () => {
  authority = await startAuthority()
  app = await createAuthorityApp(authority.deps, { problem: null })
  whole = await addOfficer(authority.deps, roles)
  shaTin = await addOfficer(authority.deps, roles, [SHA_TIN])
  alsoShaTin = await addOfficer(authority.deps, roles, [SHA_TIN, SAI_KUNG])
  saiKung = await addOfficer(authority.deps, roles, [SAI_KUNG])
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})

async function ask<C extends api.Contract>(officer: TestOfficer | undefined, c: C, id = "", payload?: object) {
  const cookies = await signIn(authority.deps, officer?.id ?? "", true)
  const url = c.path.replace(":id", id).replace(/:\w+/, randomUUID())
  const headers = { "sec-fetch-site": "same-origin" }
  const reply = await app.inject({ method: c.method, url, headers, cookies, ...(payload ? { payload } : {}) })
  return { status: reply.statusCode, body: reply.json() }
}
const open = async (officer: TestOfficer | undefined, area?: number | null) =>
  ask(officer, api.openCase, "", { pathogen: 1, onset: null, tested: 20_240, ...(area === undefined ? {} : { area }) })
const sees = async (officer: TestOfficer | undefined, id: string) => (await ask(officer, api.getCase, id)).status
const offer = { to: SAI_KUNG, reason: "lives-there" }
const accept = (officer: TestOfficer | undefined, id: string) => ask(officer, api.acceptCase, id, {})

test("a case lies in its officer's first area, in another of the officer's where that was chosen, and in no other", async () => {
  expect((await open(shaTin)).body.area).toBe(SHA_TIN)
  expect((await open(alsoShaTin, SAI_KUNG)).body.area).toBe(SAI_KUNG)
  expect((await open(whole)).body.area).toBeNull()
  expect((await open(whole, SAI_KUNG)).body.area).toBe(SAI_KUNG)
  for (const area of [SAI_KUNG, null])
    expect((await open(shaTin, area)).body).toMatchObject({ problem: "malformed", field: "area" })
  expect((await open(whole, 99)).body).toMatchObject({ problem: "malformed", field: "area" })
})

test("a case that is offered stays where it is until another officer of the other area accepts; its tasks go with it", async () => {
  const { id } = (await open(shaTin)).body
  await ask(shaTin, api.putTask, id, { kind: "interview", due: 1_748_900_000, officer: shaTin?.id })
  expect((await ask(shaTin, api.offerCase, id, offer)).body).toMatchObject({ area: SHA_TIN, isOffered: true })
  expect([await sees(shaTin, id), await sees(saiKung, id)]).toEqual([200, 404])
  const { offers } = (await ask(saiKung, api.listCaseOffers)).body
  expect(offers).toHaveLength(1)
  expect(Object.keys(offers[0].case).sort()).toEqual(["id", "number", "pathogen"])
  expect((await accept(shaTin, id)).body.problem).toBe("not-allowed") // not of that area
  expect((await accept(saiKung, id)).body).toMatchObject({ id, area: SAI_KUNG, isOffered: false })
  expect([await sees(shaTin, id), await sees(saiKung, id)]).toEqual([404, 200])
  expect((await ask(saiKung, api.listMyTasks)).body.total).toBe(1)
  const log = authority.deps.db.selectFrom("audit").select("act").where("subject", "=", id).orderBy("seq")
  expect((await log.execute()).map(({ act }) => act)).toEqual(["open-case", "put-task", "offer-case", "move-case"])
})

test("nobody accepts an own offer, a withdrawn one is none, and an officer of the whole authority moves at once", async () => {
  const { id } = (await open(alsoShaTin, SHA_TIN)).body
  await ask(alsoShaTin, api.offerCase, id, offer)
  expect((await accept(alsoShaTin, id)).body.problem).toBe("same-officer")
  expect((await ask(alsoShaTin, api.withdrawCaseOffer, id)).status).toBe(200)
  expect((await accept(saiKung, id)).status).toBe(404)
  expect((await ask(whole, api.offerCase, id, offer)).body).toMatchObject({ area: SAI_KUNG, isOffered: false })
})

test("of two officers who accept at once, one does", async () => {
  const other = await addOfficer(authority.deps, roles, [SAI_KUNG])
  const { id } = (await open(shaTin)).body
  await ask(shaTin, api.offerCase, id, offer)
  const both = await Promise.all([accept(saiKung, id), accept(other, id)])
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
})

test("a task is given to nobody who does not work where its case is", async () => {
  const { id } = (await open(shaTin)).body
  const task = { kind: "interview", due: 1_748_900_000 }
  expect((await ask(shaTin, api.putTask, id, { ...task, officer: saiKung?.id })).body.problem).toBe("officer-not-there")
  expect((await ask(shaTin, api.putTask, id, { ...task, officer: alsoShaTin?.id })).status).toBe(200)
  const handing = { from: alsoShaTin?.id, to: saiKung?.id }
  expect((await ask(whole, api.handOverTasks, "", handing)).body.problem).toBe("officer-not-there")
})

test("a decision about a venue of another area is approved there or by the whole authority, and the case's own officers see it", async () => {
  const { deps } = authority
  const { vid, id: venue } = await addVenue(deps, { address: { en: "2 Pier Road, Sai Kung", hant: "碼頭道" } })
  await placeVenues(deps)
  const day = serviceDayOf(deps.clock.now(), deps.offset)
  const caseId = await openTestCaseWith(deps, shaTin?.id ?? "", [{ ...provenVisit(day), vid }])
  await deps.db.updateTable("cases").set({ area: SHA_TIN }).where("id", "=", caseId).execute()
  const id = randomBytes(16).toString("hex")
  const windows = [[units(120), units(150)]] as const
  const bytes = writeDecision({
    ...{ v: 1, dep: deps.dep, id, vid, day, windows, severity: 1, template: 1, pool: null, supersedes: null },
  })
  const signed = (officer: TestOfficer | undefined) => {
    const { key, sig } = signDecision(bytes, deps.dep, officer?.seed ?? new Uint8Array(32))
    return { key, sig: hexOf(sig) }
  }
  const text = Buffer.from(bytes).toString("base64url")
  // The tracer reads the venue's name among the visits, though the venue itself is of another area.
  const { visits } = (await ask(shaTin, api.readVisits, caseId, { purpose: "trace" })).body
  expect(visits[0].venue.id).toBe(venue)
  expect((await ask(shaTin, api.proposeDecision, "", { bytes: text, caseId, ...signed(shaTin) })).body).toMatchObject({
    caseId,
  })
  const hash = createHash("sha256").update(bytes).digest("hex")
  const colleague = await addOfficer(deps, roles, [SHA_TIN])
  const approve = (officer: TestOfficer | undefined) =>
    ask(officer, api.approveDecision, id, { hash, ...signed(officer) })
  expect((await approve(colleague)).body.problem).toBe("other-area")
  // Whose case it is is not told with it.
  expect((await ask(saiKung, api.getDecision, id)).body.decision).toMatchObject({ id, caseId: null })
  expect((await approve(saiKung)).body).toMatchObject({ state: "approved" })
  expect((await ask(shaTin, api.getDecision, id)).body.decision).toMatchObject({ state: "approved", caseId })
})
