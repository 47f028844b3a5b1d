import { randomUUID } from "node:crypto"
import * as api from "@homesafe/api"
import { dataClasses, listDataClasses } from "@homesafe/domain"
import { unixSeconds } from "@homesafe/protocol"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { keysOf } from "../audit/check-audit.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { endCases } from "../cases/end-cases.ts"
import { checkCertificate } from "../purges/certificate.ts"
import { endAll } from "../purges/end-all.ts"
import { entriesOf, sevenYearCase } from "../purges/purges.test-support.ts"
import { settleRetention } from "../purges/settle.ts"

let authority: TestAuthority
let app: FastifyInstance
const officers = {} as { one: string; two: string; tracer: string }
beforeAll(async () => {
  authority = await startAuthority()
  app = await createAuthorityApp(authority.deps, { problem: null })
  const { deps } = authority
  for (const name of ["one", "two"] as const) officers[name] = (await addOfficer(deps, ["approver"])).id
  officers.tracer = (await addOfficer(deps, ["tracer"])).id
  await settleRetention(deps)
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})

const DAY = 86_400
const after = (days: number) => {
  const now = unixSeconds(authority.deps.clock.now() + Math.ceil(days * DAY))
  return { ...authority.deps, clock: { now: () => now } }
}
const OVER = 7 * 365.25 + 1
const dayAfter = (days: number) => new Date(after(days).clock.now() * 1000).toISOString().slice(0, 10)
const isThere = async (id: string) =>
  (await authority.deps.db.selectFrom("cases").select("id").where("id", "=", id).execute()).length === 1

type Who = keyof typeof officers
async function ask(who: Who | null, c: api.Contract, path: string, payload?: object, isFresh = true) {
  const cookies = who ? await signIn(authority.deps, officers[who], isFresh) : {}
  const headers = { "sec-fetch-site": "same-origin" }
  const reply = await app.inject({ method: c.method, url: path, headers, cookies, ...(payload ? { payload } : {}) })
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
}
const order = { ground: "court-order", reference: "HCAL 1/2032" }
const hold = (who: Who, caseId: string, id: string, until: string, isFresh = true) =>
  ask(who, api.proposeHold, `/v1/cases/${caseId}/holds/${id}`, { ...order, until }, isFresh)
const decide = (who: Who, id: string, agreed: boolean) =>
  ask(who, api.decideRetentionAct, `/v1/retention/acts/${id}/decision`, { agreed })

describe("hostile 54: a legal hold is explicit", () => {
  test("a hold that two officers agreed to keeps the case past its last day until its own, and ends by itself", async () => {
    const { deps } = authority
    const [held, other] = [await sevenYearCase(deps, officers.tracer), await sevenYearCase(deps, officers.tracer)]
    const id = randomUUID()
    // Two years at the most: it is asked for near the case's end, as its last officers would.
    await deps.db
      .updateTable("cases")
      .set({ kept_until: dayAfter(10) })
      .where("id", "in", [held, other])
      .execute()
    expect(await hold("one", held, id, dayAfter(60), false)).toMatchObject({ body: { problem: "step-up-needed" } })
    expect(await hold("tracer", held, id, dayAfter(60))).toMatchObject({ body: { problem: "not-allowed" } })
    expect(await hold("one", held, id, dayAfter(800))).toMatchObject({ body: { problem: "malformed", field: "until" } })
    expect(await hold("one", held, id, "2025-02-31")).toMatchObject({ body: { problem: "malformed", field: "until" } })
    expect((await hold("one", held, id, dayAfter(60))).status).toBe(200)
    expect((await hold("one", held, id, dayAfter(60))).status, "again, it is one").toBe(200)
    expect(await decide("one", id, true)).toMatchObject({ body: { problem: "same-officer" } })
    expect((await decide("two", id, true)).status).toBe(200)
    expect(await decide("two", id, true)).toMatchObject({ body: { problem: "not-in-this-state" } })

    await endCases(after(41)) // a month after its last day
    expect([await isThere(held), await isThere(other)]).toEqual([true, false])
    const { acts } = (await ask("tracer", api.listRetentionActs, `/v1/retention/acts?case=${held}`)).body
    expect(acts).toMatchObject([{ kind: "hold", state: "agreed", isInForce: true, until: dayAfter(60), ...order }])
    await endCases(after(60))
    expect(await isThere(held), "its last day counts").toBe(true)
    await endCases(after(61))
    expect(await isThere(held)).toBe(false)
    const log = await deps.db.selectFrom("audit").select(["act", "purpose"]).where("subject", "=", held).execute()
    expect(log.map(({ act }) => act)).toEqual(["write-note", "propose-hold", "agree-hold", "end-case"])
  })

  test("a hold that only one officer wants, or that was refused, taken back or ended early by two, keeps nothing", async () => {
    const { deps } = authority
    for (const how of ["waits", "refused", "taken-back", "released"] as const) {
      const caseId = await sevenYearCase(deps, officers.tracer)
      await deps.db
        .updateTable("cases")
        .set({ kept_until: dayAfter(1) })
        .where("id", "=", caseId)
        .execute()
      const id = randomUUID()
      await hold("one", caseId, id, dayAfter(60))
      if (how === "refused") await decide("two", id, false)
      if (how === "taken-back") await decide("one", id, false)
      if (how === "released") {
        await decide("two", id, true)
        const release = randomUUID()
        const path = `/v1/cases/${caseId}/releases/${release}`
        await ask("two", api.proposeRelease, path, { ground: "over", reference: "HCAL 1/2032" })
        await endCases(after(10))
        expect(await isThere(caseId), "one officer ends no hold").toBe(true)
        await decide("one", release, true)
      }
      await endCases(after(10))
      expect(await isThere(caseId), how).toBe(false)
    }
  })

  test("a hold moves with its case when that is merged, and keeps both", async () => {
    const { deps } = authority
    const [from, into] = [await sevenYearCase(deps, officers.tracer), await sevenYearCase(deps, officers.tracer)]
    await deps.db
      .updateTable("cases")
      .set({ kept_until: dayAfter(1) })
      .where("id", "in", [from, into])
      .execute()
    const id = randomUUID()
    await hold("one", from, id, dayAfter(60))
    await decide("two", id, true)
    const path = `/v1/cases/${from}/merge`
    expect((await ask("tracer", api.mergeCase, path, { into, reason: "same-person" })).status).toBe(200)
    await endCases(after(30))
    expect([await isThere(from), await isThere(into)]).toEqual([true, true])
    await endCases(after(61))
    expect([await isThere(from), await isThere(into)]).toEqual([false, false])
    const subjects = (await entriesOf(deps)).map(({ subject }) => subject)
    expect([from, into].map((one) => subjects.filter((subject) => subject === one).length)).toEqual([1, 1])
  })
})

describe("a certificate of a purge", () => {
  test("is signed, says what the ledger says, and is refused when a byte of it, its key or its deployment is another", async () => {
    const { deps } = authority
    const caseId = await sevenYearCase(deps, officers.tracer)
    await endCases(after(OVER))
    const [entry] = (await entriesOf(deps)).filter(({ subject }) => subject === caseId)
    expect(entry).toMatchObject({ class: "case", count: 4 })
    const { body } = await ask("one", api.getPurgeCertificate, `/v1/retention/purges/${entry?.seq}/certificate`)
    const keys = keysOf(deps.keys.keeper)
    expect(checkCertificate(keys, deps.dep, body)).toMatchObject({ ok: true, entry, head: { seq: entry?.seq } })
    const certificate = api.purgeCertificate.parse(body)
    const refused = (content: object, problem: string) =>
      expect(checkCertificate(keys, deps.dep, content)).toEqual({ ok: false, problem })
    refused({ ...certificate, entry: { ...certificate.entry, count: 3 } }, "altered")
    refused({ ...certificate, entry: { ...certificate.entry, hash: "00".repeat(32) } }, "bad-signature")
    refused({ ...certificate, t: certificate.t + 1 }, "bad-signature")
    refused({ ...certificate, head: { ...certificate.head, seq: 99 } }, "bad-signature")
    refused({ ...certificate, dep: "ff".repeat(8) }, "other-deployment")
    refused({ ...certificate, key: "ff".repeat(4) }, "unknown-key")
    refused({ ...certificate, more: 1 }, "malformed")
    expect(checkCertificate(keysOf(deps.keys.publisher), deps.dep, body)).toMatchObject({ problem: "unknown-key" })
  })

  test("there is none of what never was", async () => {
    for (const seq of ["0", "999999", "x"])
      expect(await ask("one", api.getPurgeCertificate, `/v1/retention/purges/${seq}/certificate`)).toMatchObject({
        status: 404,
      })
  })
})

describe("the register of disclosures", () => {
  const told = {
    recipient: "court",
    office: "High Court, Registry",
    basis: "Order HCAL 1/2032",
    classes: ["case-visits"],
    people: 2,
    day: "2025-06-01",
  } as const
  const propose = (id: string, more: object = {}) =>
    ask("one", api.proposeDisclosure, `/v1/retention/disclosures/${id}`, { ...told, ...more })
  const register = async () =>
    api.disclosureRegister.parse((await ask(null, api.getDisclosureRegister, "/v1/retention/disclosures")).body)

  test("anybody may read what two officers entered: an office, a basis, classes and counts, and no case", async () => {
    const [id, refused] = [randomUUID(), randomUUID()]
    expect((await propose(id)).status).toBe(200)
    await propose(refused, { office: "Another office" })
    expect((await register()).disclosures).toEqual([])
    expect(await decide("one", id, true)).toMatchObject({ body: { problem: "same-officer" } })
    await decide("two", id, true)
    await decide("two", refused, false)
    expect((await register()).disclosures).toEqual([told])
  })

  test("a day to come, a class that is none, nobody at all or two lines are refused", async () => {
    for (const wrong of [
      { day: dayAfter(1) },
      { day: "2025-13-01" },
      { classes: [] },
      { classes: ["audit"] },
      { people: 0 },
      { office: "two\nlines" },
      { person: "A name" },
    ])
      expect(await propose(randomUUID(), wrong), JSON.stringify(wrong)).toMatchObject({
        body: { problem: "malformed" },
      })
  })
})

describe("the one table of what is kept", () => {
  test("every table of the authority's database belongs to one class, and no class to a table that is not there", async () => {
    const all = await authority.admin.introspection.getTables()
    const tables = all.flatMap(({ name, isView }) => (isView ? [] : [name])).sort()
    const classed = listDataClasses().flatMap(({ place, tables: its }) => (place === "authority" ? its : []))
    expect([...classed].sort()).toEqual(tables.filter((name) => !name.startsWith("kysely_")))
  })

  test("what ends by the clock ends in each class after its period and not before, each under an entry", async () => {
    const { deps } = authority
    const now = deps.clock.now()
    const today = Math.floor(now / DAY)
    await deps.db.deleteFrom("sessions").execute()
    const session = { officer_id: officers.one, seen_at: now, stepped_up_at: null }
    await deps.db
      .insertInto("sessions")
      .values({ hash: Buffer.from("a"), opened_at: now, ...session })
      .execute()
    await deps.db
      .insertInto("challenges")
      .values({ challenge: "c", kind: "sign-in", subject: null, expires: now + 300 })
      .execute()
    await deps.db
      .insertInto("invitations")
      .values({ hash: Buffer.from("i"), roles: [], expires: now + 2 * DAY })
      .execute()
    await deps.db
      .insertInto("row_keys")
      .values({ vid: Buffer.from("v"), day: today, sealed: Buffer.from("s") })
      .execute()
    await deps.db
      .insertInto("form_drops")
      .values({ day: today, tag: Buffer.from("t"), dropped: 1 })
      .execute()
    const upload = { lookup: Buffer.from("l"), case_id: null, box: null, state: "quarantined", reason: null } as const
    await deps.db
      .insertInto("uploads")
      .values({ ...upload, received_at: now })
      .execute()
    const left = async () => {
      const tables = ["sessions", "challenges", "invitations", "row_keys", "form_drops", "uploads"] as const
      const there = []
      for (const table of tables)
        if ((await deps.db.selectFrom(table).selectAll().limit(1).execute()).length > 0) there.push(table)
      return there
    }
    await endAll(deps)
    expect(await left()).toHaveLength(6)
    await endAll(after(0.49))
    expect(await left()).toEqual(["sessions", "invitations", "row_keys", "form_drops", "uploads"])
    await endAll(after(2.1))
    expect(await left()).toEqual(["row_keys", "form_drops", "uploads"])
    await endAll(after(30))
    expect(await left()).toEqual(["row_keys", "form_drops", "uploads"])
    await endAll(after(31.5))
    expect(await left()).toEqual(["row_keys"])
    await endAll(after(46.5))
    expect(await left()).toEqual([])
    const ended = (await entriesOf(deps)).map((entry) => entry.class)
    const names = ["officer-sessions", "challenges", "invitations", "day-keys", "form-records", "lone-uploads"]
    expect(ended).toEqual(expect.arrayContaining(names))
    expect(ended.filter((name) => name !== "begin" && !(name in dataClasses))).toEqual([])
  })
})
