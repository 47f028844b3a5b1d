import { randomBytes } from "node:crypto"
import { unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createPublicApp } from "../app.ts"
import { linkIn, startPeople, type TestPeople, type TestPerson } from "../people/people.test-support.ts"
import { NOON } from "../public.test-support.ts"
import { completeRecoveries, WAIT_SECONDS } from "./complete-recoveries.ts"
import { purgeAccounts } from "./purge-accounts.ts"

let people: TestPeople
let owner: TestPerson
let venue: { readonly id: string; readonly commit: string }
const words = "The mailbox went with our old provider."
let n = 0
let claimant = ""

beforeAll(async () => {
  people = await startPeople()
})
afterAll(() => people.stop())
beforeEach(async () => {
  people.server.setNow(NOON)
  await people.deps.db.deleteFrom("recoveries").execute()
  owner = await people.signIn()
  venue = await people.addVenue({ [owner.id]: "owner" })
  claimant = `claimant${n++}@go.test`
})

const ask = (commit = venue.commit, mail = claimant, headers = {}) =>
  people.ask(null, "POST /v1/recoveries", { mail, language: "en", commit, words }, headers)
const follow = (link: object, more = {}) => people.ask(null, "POST /v1/mailed-links", { ...link, ...more })
/** Asks and proves the address. */
async function open(): Promise<void> {
  await ask()
  expect((await follow(linkIn((await people.mailsTo(claimant))[0]))).status).toBe(200)
}
const collect = async () => (await people.askLink("GET /link/account-requests")).json.requests
const verdict = async (granted: boolean) => {
  const { id } = await people.deps.db.selectFrom("recoveries").select("id").executeTakeFirstOrThrow()
  return people.askLink(`PUT /link/account-requests/${id}/verdict`, { granted })
}
const ownersNow = async () => {
  const rows = await people.deps.db
    .selectFrom("venue_members")
    .innerJoin("operators", "operators.id", "operator_id")
    .select("mail")
    .where("venue_id", "=", venue.id)
    .execute()
  return rows.map(({ mail }) => mail).toSorted()
}
const later = (seconds: number) => people.server.setNow(unixSeconds(NOON + seconds))

test("the answer, the mail and the link's answer are the same whether the venue exists or not, and of none nothing is left", async () => {
  const nowhere = `nowhere${n++}@go.test`
  const [real, unreal] = [await ask(), await ask(randomBytes(16).toString("hex"), nowhere)]
  expect(unreal).toEqual(real)
  const [one] = await people.mailsTo(claimant)
  const [two] = await people.mailsTo(nowhere)
  const bare = (text = "") => text.replace(/#\S+/, "#")
  expect([two?.subject, bare(two?.text)]).toEqual([one?.subject, bare(one?.text)])
  expect(await follow(linkIn(two))).toEqual(await follow(linkIn(one)))
  expect(await follow(linkIn(two))).toEqual(await follow(linkIn(one)))
  const kept = await people.deps.db.selectFrom("recoveries").select("mail").execute()
  expect(kept).toEqual([{ mail: claimant }])
})

test("nobody hears of it before the new address is proven; then the owners do at once, and the officers", async () => {
  await ask()
  expect(await people.mailsTo(owner.mail)).toEqual([])
  expect(await collect()).toEqual([])
  await follow(linkIn((await people.mailsTo(claimant))[0]))
  const [told] = await people.mailsTo(owner.mail)
  expect(told?.text).toContain(claimant)
  expect(linkIn(told).kind).toBe("answer-recovery")
  const [request] = await collect()
  expect(request).toMatchObject({
    kind: "recovery",
    venue: venue.id,
    mail: claimant,
    words,
    owner: "silent",
    version: 1,
  })
  await people.askLink(`PUT /link/account-requests/${request.id}/seen`, { version: 1 })
  expect(await collect()).toEqual([])
})

test("an owner's word stops it for ever: no officer and no waiting makes the attacker an owner", async () => {
  await open()
  const link = linkIn((await people.mailsTo(owner.mail))[0])
  expect((await follow(link, { agree: false })).status).toBe(200)
  expect(await collect()).toMatchObject([{ owner: "stopped" }])
  expect((await verdict(true)).status).toBe(200)
  later(WAIT_SECONDS * 2)
  expect(await completeRecoveries(people.deps)).toBe(0)
  expect(await ownersNow()).toEqual([owner.mail])
  expect((await follow(link, { agree: true })).json.problem).toBe("link-expired")
  expect((await people.mailsTo(claimant)).map(({ subject }) => subject)).toEqual([
    "Hoi Fung Market: the recovery was stopped",
  ])
})

test("granted by officers, it waits seven days, the owner is told again and can still stop it then", async () => {
  await open()
  await people.mailsTo(owner.mail)
  for (let again = 0; again < 2; again++) await verdict(true)
  const [due, ...more] = await people.mailsTo(owner.mail)
  expect(more).toEqual([])
  later(WAIT_SECONDS - 1)
  expect(await completeRecoveries(people.deps)).toBe(0)
  await follow(linkIn(due), { agree: false })
  later(WAIT_SECONDS + 1)
  expect(await completeRecoveries(people.deps)).toBe(0)
  expect(await ownersNow()).toEqual([owner.mail])
})

test("after seven days, and only then, the new address is an owner beside the old one; no code is touched", async () => {
  await open()
  const before = await people.deps.db.selectFrom("venues").selectAll().where("id", "=", venue.id).executeTakeFirst()
  expect(WAIT_SECONDS).toBe(7 * 86_400)
  expect(await ownersNow(), "not by being proven").toEqual([owner.mail])
  await verdict(true)
  expect(await completeRecoveries(people.deps), "not by an officer alone").toBe(0)
  later(WAIT_SECONDS)
  const both = [people.deps, { ...people.deps, db: people.server.copy.db }]
  const done = await Promise.all(both.map((deps) => completeRecoveries(deps)))
  expect(done.toSorted()).toEqual([0, 1])
  expect(await ownersNow()).toEqual([claimant, owner.mail].toSorted())
  const after = await people.deps.db.selectFrom("venues").selectAll().where("id", "=", venue.id).executeTakeFirst()
  expect(after).toEqual({ ...before, owner_changed_at: NOON + WAIT_SECONDS, version: 1 })
  const signedIn = await people.signIn(claimant)
  expect((await people.ask(signedIn, `GET /v1/venues/${venue.id}`)).json.role).toBe("owner")
})

test("where an owner agrees there is no waiting, but an officer there must be", async () => {
  await open()
  const link = linkIn((await people.mailsTo(owner.mail))[0])
  await follow(link, { agree: true })
  expect(await completeRecoveries(people.deps)).toBe(0)
  expect(await ownersNow()).toEqual([owner.mail])
  await verdict(true)
  expect(await completeRecoveries(people.deps)).toBe(1)
  expect(await ownersNow()).toContain(claimant)
})

test("refused by officers, nothing changes, and the one who asked is told", async () => {
  await open()
  await people.mailsTo(claimant)
  await verdict(false)
  later(WAIT_SECONDS * 2)
  expect(await completeRecoveries(people.deps)).toBe(0)
  expect((await people.mailsTo(claimant)).map(({ subject }) => subject)).toEqual([
    "Hoi Fung Market: your request was refused",
  ])
})

test("every mailed link has the configured host, whatever the request says of its own", async () => {
  const forged = {
    host: "evil.test",
    "x-forwarded-host": "evil.test",
    forwarded: "host=evil.test",
    origin: "http://evil.test",
  }
  await ask(venue.commit, claimant, forged)
  const asked = (await people.mailsTo(claimant))[0]
  const links = await Promise.all([
    people.ask(null, "POST /v1/operators/sign-in", { mail: "x@go.test", language: "en" }, forged),
    people.ask(null, "POST /v1/mailed-links", linkIn(asked), forged),
    people.ask(owner, "POST /v1/operators/mail", { mail: "y@go.test", language: "en" }, forged),
    people.ask(
      owner,
      `POST /v1/venues/${venue.id}/offers`,
      { mail: "z@go.test", role: "staff", language: "en" },
      forged,
    ),
  ])
  expect(links.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  const mails = [asked]
  for (const mail of ["x@go.test", "y@go.test", "z@go.test", owner.mail]) mails.push(...(await people.mailsTo(mail)))
  expect(mails).toHaveLength(5)
  for (const mail of mails) {
    expect(mail?.text).toContain("http://go.test/venue/")
    expect(mail?.text).not.toContain("evil")
  }
})

test("it is bounded: five a minute from one address of the network, three open ones of a venue, and so many in all", async () => {
  const app = await createPublicApp({ ...people.deps, limits: { ...people.deps.limits, mailsPerMinute: 5 } })
  const payload = { mail: claimant, language: "en", commit: venue.commit, words }
  const post = () =>
    app.inject({ method: "POST", url: "/v1/recoveries", payload, headers: { "sec-fetch-site": "same-origin" } })
  const statuses: number[] = []
  for (let i = 0; i < 6; i++) statuses.push((await post()).statusCode)
  await app.close()
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  expect(await people.mailsTo(claimant), "three links that nobody follows, and no more").toHaveLength(3)
  await people.deps.db.deleteFrom("recoveries").execute()
  for (let i = 0; i < 4; i++) await open()
  expect(await people.mailsTo(owner.mail)).toHaveLength(3)
  for (let i = 0; i < 5; i++) expect((await ask(venue.commit, `many${i}@go.test`)).status).toBe(200)
  expect((await ask(venue.commit, "late@go.test")).json.problem).toBe("too-many-waiting")
})

test("a link that is late, of another kind, or made up does nothing; what was never proven is forgotten", async () => {
  await ask()
  const link = linkIn((await people.mailsTo(claimant))[0])
  expect((await follow(link, { kind: "answer-recovery", agree: true })).json.problem).toBe("link-expired")
  expect((await follow({ ...link, token: randomBytes(32).toString("base64url") })).json.problem).toBe("link-expired")
  later(31 * 60)
  expect((await follow(link)).json.problem).toBe("link-expired")
  expect((await purgeAccounts(people.deps)).recoveries).toBe(1)
})
