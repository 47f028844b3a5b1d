import { randomBytes, randomUUID } from "node:crypto"
import type { IssuedCode, PendingVenue, VenueNews } from "@homesafe/api"
import {
  bytesOfHex,
  ed25519PublicKey,
  ed25519Verify,
  posterStatement,
  serviceDay,
  serviceDayOf,
} from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { skeletonOf } from "./check-application.ts"
import { keepNews } from "./collect-news.ts"
import { findVenues } from "./find-venues.ts"
import { issueCodes } from "./issue-codes.ts"
import { reviewChange } from "./review-change.ts"

let authority: TestAuthority
let officer = ""
let id = ""
let application: PendingVenue

beforeAll(async () => {
  authority = await startAuthority()
  officer = (await addOfficer(authority.deps, ["approver"])).id
})
afterAll(() => authority.stop())
beforeEach(async () => {
  const { deps } = authority
  await authority.admin.deleteFrom("venues").execute()
  id = randomUUID()
  const commit = randomBytes(16)
  application = {
    id,
    names: { en: "Wing Kee", hant: "榮記" },
    address: { en: "1 Road", hant: "道1號" },
    category: 4,
    registerNumber: "R-1",
    notBefore: serviceDayOf(deps.clock.now(), deps.offset),
    commit: commit.toString("hex"),
    entrances: [{ names: null, staffOnly: false }],
  }
  const codes = issueCodes(application, "reviewed", { dep: deps.dep, issuer: deps.keys.issuer })
  await deps.db
    .insertInto("venues")
    .values({
      id,
      vid: commit.subarray(0, 8),
      commit,
      state: "reviewed",
      reason: null,
      application: JSON.stringify(application),
      skeleton: skeletonOf(application),
      register_number: "R-1",
      codes: JSON.stringify(codes),
      not_before: application.notBefore,
      not_after: codes[0]?.header.notAfter ?? null,
      applied_at: deps.clock.now(),
      delivered: true,
    })
    .execute()
})

const newsOf = (number: number, en = "Wing Kee Two"): VenueNews => ({
  id,
  version: number,
  closedAt: null,
  ownerChangedAt: null,
  change: {
    number,
    names: { en, hant: "榮記二店" },
    address: { en: "2 Road", hant: "道2號" },
    entrances: [
      { names: { en: "Front", hant: "正門" }, staffOnly: false },
      { names: { en: "Back", hant: "後門" }, staffOnly: false },
    ],
  },
})
const row = () => authority.deps.db.selectFrom("venues").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
const codes = async () => (await row()).codes as IssuedCode[] // as: written by issueCodes

test("an approved change adds codes with the new names over the same commitment, in the days of the old ones", async () => {
  await keepNews(authority.deps, newsOf(1))
  const [old] = await codes()
  const approved = await reviewChange(authority.deps, officer, id, { number: 1, refusal: null })
  expect(approved).toMatchObject({ ok: true, value: { names: { en: "Wing Kee Two" }, change: null, entrances: 2 } })
  const all = await codes()
  expect(all.map(({ entrance, names }) => [entrance, names.en])).toEqual([
    [0, "Wing Kee"],
    [0, "Wing Kee Two · Front"],
    [1, "Wing Kee Two · Back"],
  ])
  expect(all[0]).toEqual(old)
  const { dep, keys } = authority.deps
  for (const { header, names, signature } of all) {
    expect([header.notBefore, header.notAfter]).toEqual([old?.header.notBefore, old?.header.notAfter])
    const days = { notBefore: serviceDay(header.notBefore), notAfter: serviceDay(header.notAfter) }
    const statement = posterStatement(dep, { ...header, ...days }, application.commit, names)
    expect(ed25519Verify(ed25519PublicKey(keys.issuer), statement, bytesOfHex(signature))).toBe(true)
  }
  expect(await row()).toMatchObject({ answered: { number: 1, refusal: null }, delivered: false })
})

test("the same news again changes nothing, not even after the answer", async () => {
  for (let again = 0; again < 2; again++) await keepNews(authority.deps, newsOf(1))
  await reviewChange(authority.deps, officer, id, { number: 1, refusal: null })
  await keepNews(authority.deps, newsOf(1))
  expect((await row()).change).toBeNull()
  expect(await codes()).toHaveLength(3)
})

test("an officer answers what was read: a change that came since is not approved with it", async () => {
  await keepNews(authority.deps, newsOf(1))
  await keepNews(authority.deps, newsOf(2, "Another"))
  expect(await reviewChange(authority.deps, officer, id, { number: 1, refusal: null })).toMatchObject({
    problem: "content-changed",
  })
  expect(await reviewChange(authority.deps, officer, id, { number: 2, refusal: "Not yours." })).toMatchObject({
    ok: true,
  })
  expect(await codes()).toHaveLength(1)
  expect(await row()).toMatchObject({ answered: { number: 2, refusal: "Not yours." } })
})

test("a change that its operator took back is not there to be approved", async () => {
  await keepNews(authority.deps, newsOf(1))
  await keepNews(authority.deps, { ...newsOf(2), change: null })
  expect(await reviewChange(authority.deps, officer, id, { number: 1, refusal: null })).toMatchObject({
    problem: "not-in-this-state",
  })
  expect(await codes()).toHaveLength(1)
})

test("names that cannot be printed are refused by the machine, and a closure is noted once", async () => {
  await keepNews(authority.deps, newsOf(1, "Wing\u202eKee"))
  expect(await row()).toMatchObject({ change: null, answered: { number: 1, refusal: "name-not-allowed" } })
  const closed = { id, version: 2, closedAt: authority.deps.clock.now(), ownerChangedAt: null, change: null }
  for (let again = 0; again < 2; again++) await keepNews(authority.deps, closed)
  const acts = await authority.deps.db.selectFrom("audit").select("act").where("subject", "=", id).execute()
  expect(acts.map(({ act }) => act)).toEqual(["refuse-change", "venue-closed"])
})

test("a venue whose change waits comes first in the officers' list, with what it looks like", async () => {
  await keepNews(authority.deps, newsOf(1))
  const { venues, waiting } = await findVenues(authority.deps, {})
  expect(waiting).toBe(1)
  expect(venues[0]).toMatchObject({ id, change: { number: 1, names: { en: "Wing Kee Two" } }, lookAlikes: [] })
})
