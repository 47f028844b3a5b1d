import { unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { purgeAccounts } from "../accounts/purge-accounts.ts"
import { sendQueued } from "../operators/queue-mail.ts"
import { NOON } from "../public.test-support.ts"
import { findNews } from "../venues/change-venue.ts"
import { dropMember } from "./drop-member.ts"
import { UNDO_SECONDS } from "./hand-over.ts"
import { findMembers } from "./members.ts"
import { OFFER_SECONDS } from "./offers.ts"
import { linkIn, startPeople, type TestPeople, type TestPerson } from "./people.test-support.ts"

let people: TestPeople
let owner: TestPerson
let other: TestPerson
let venue: string

beforeAll(async () => {
  people = await startPeople()
})
afterAll(() => people.stop())
beforeEach(async () => {
  people.server.setNow(NOON)
  owner = await people.signIn()
  other = await people.signIn()
  venue = (await people.addVenue({ [owner.id]: "owner" })).id
})

const invite = (mail: string, role = "staff", by = owner) =>
  people.ask(by, `POST /v1/venues/${venue}/offers`, { mail, role, language: "en" })
const handOver = (mail: string, by = owner) =>
  people.ask(by, `POST /v1/venues/${venue}/hand-over`, { mail, language: "en" })
const offersTo = async (who: TestPerson) => (await people.ask(who, "GET /v1/offers")).json.offers
const accept = async (who: TestPerson, yes = true) =>
  people.ask(who, `POST /v1/offers/${(await offersTo(who))[0]?.id}/answer`, { accept: yes })
const members = async () =>
  Object.fromEntries((await findMembers(people.deps.db, venue)).map(({ mail, role }) => [mail, role]))
const subjectsTo = async (mail: string) => (await people.mailsTo(mail)).map(({ subject }) => subject)

test("an invitation is mailed once, accepted once by its own address, and every owner is told", async () => {
  const second = await people.signIn()
  await invite(second.mail, "owner")
  await accept(second)
  await people.mailsTo(owner.mail)
  await people.mailsTo(second.mail)
  for (let again = 0; again < 2; again++) expect((await invite(other.mail.toUpperCase(), "manager")).status).toBe(200)
  const mails = await people.mailsTo(other.mail)
  expect(mails.map(({ subject }) => subject)).toEqual(["Hoi Fung Market: you are invited as manager"])
  const stranger = await people.signIn()
  const [offer] = await offersTo(other)
  expect(await offersTo(stranger)).toEqual([])
  const stolen = await people.ask(stranger, `POST /v1/offers/${offer.id}/answer`, { accept: true })
  expect(stolen.json.problem).toBe("not-found")
  const tries = await Promise.all([accept(other), accept(other), accept(other)])
  expect(tries.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(await members()).toEqual({ [owner.mail]: "owner", [second.mail]: "owner", [other.mail]: "manager" })
  for (const { mail } of [owner, second])
    expect(await subjectsTo(mail)).toEqual(["Hoi Fung Market: its people changed"])
})

test("who invited sees it pending and can withdraw it; after seven days it is none; declined, nothing changes", async () => {
  const { json } = await invite(other.mail)
  expect(json.offers).toMatchObject([
    { mail: other.mail, role: "staff", kind: "invitation", until: NOON + OFFER_SECONDS },
  ])
  await people.ask(owner, `DELETE /v1/venues/${venue}/offers/${json.offers[0].id}`)
  expect(await offersTo(other)).toEqual([])
  await invite(other.mail)
  people.server.setNow(unixSeconds(NOON + OFFER_SECONDS + 1))
  owner = await people.signIn(owner.mail)
  other = await people.signIn(other.mail)
  expect(await offersTo(other)).toEqual([])
  expect((await people.ask(owner, `GET /v1/venues/${venue}/people`)).json.offers).toEqual([])
  await invite(other.mail)
  await accept(other, false)
  expect(await members()).toEqual({ [owner.mail]: "owner" })
})

test("an invitation dies with the place of whoever made it", async () => {
  const second = await people.signIn()
  await invite(second.mail, "owner")
  await accept(second)
  await invite(other.mail, "owner", second)
  await people.ask(owner, `DELETE /v1/venues/${venue}/members/${second.id}`)
  expect(await offersTo(other)).toEqual([])
})

test("a venue keeps an owner: the last one cannot leave, and of two that leave at the same moment one stays", async () => {
  expect((await people.ask(owner, `DELETE /v1/venues/${venue}/membership`)).json.problem).toBe("last-owner")
  for (let round = 0; round < 12; round++) {
    venue = (await people.addVenue({ [owner.id]: "owner", [other.id]: "owner" })).id
    const tries = await Promise.all([
      dropMember(people.deps, venue, owner.id, "left"),
      dropMember({ ...people.deps, db: people.server.copy.db }, venue, other.id, "left"),
    ])
    expect(tries.toSorted()).toEqual(["last-owner", null])
    expect(Object.values(await members())).toEqual(["owner"])
  }
})

test("a venue has twenty open invitations and no more, and twenty people and no more", async () => {
  for (let n = 0; n < 20; n++) expect((await invite(`many${n}@go.test`)).status).toBe(200)
  expect((await invite("onemore@go.test")).json.problem).toBe("too-many-people")
  for (let n = 0; n < 19; n++) await accept(await people.signIn(`many${n}@go.test`))
  expect((await accept(await people.signIn("many19@go.test"))).json.problem).toBe("too-many-people")
  expect((await invite("onemore@go.test")).json.problem).toBe("too-many-people")
})

test("a hand-over exchanges the owner when it is accepted, tells both, and the authority hears of it", async () => {
  await handOver(other.mail)
  expect(await members(), "nothing before it is accepted").toEqual({ [owner.mail]: "owner" })
  expect(await subjectsTo(other.mail)).toEqual([`Hoi Fung Market: ${owner.mail} wants to hand it over to you`])
  await accept(other)
  expect(await members()).toEqual({ [other.mail]: "owner" })
  expect(await subjectsTo(owner.mail)).toEqual(["Hoi Fung Market: you have handed it over"])
  expect(await subjectsTo(other.mail)).toEqual(["Hoi Fung Market: its people changed"])
  expect((await findNews(people.deps)).find(({ id }) => id === venue)).toMatchObject({ ownerChangedAt: NOON })
})

test("the times are those that people are told: seven days for an offer, 72 hours to undo", () => {
  expect([OFFER_SECONDS, UNDO_SECONDS]).toEqual([7 * 86_400, 72 * 3600])
})

test("for 72 hours the former owner's link brings everything back, and the new owner neither removes, invites, closes nor hands over", async () => {
  const helper = await people.signIn()
  await invite(helper.mail)
  await accept(helper)
  await invite(other.mail, "manager")
  await accept(other)
  await people.mailsTo(owner.mail)
  await handOver(other.mail)
  await accept(other)
  const link = linkIn((await people.mailsTo(owner.mail))[0])
  const refusals = [
    await invite("late@go.test", "staff", other),
    await handOver("late@go.test", other),
    await people.ask(other, `DELETE /v1/venues/${venue}/members/${helper.id}`),
    await people.ask(other, `PUT /v1/venues/${venue}/closure`, { closed: true }),
  ]
  expect(refusals.map(({ json }) => json.problem)).toEqual(Array.from({ length: 4 }, () => "not-yet"))
  expect((await people.ask(null, "POST /v1/mailed-links", link)).status).toBe(200)
  expect(await members()).toEqual({ [owner.mail]: "owner", [other.mail]: "manager", [helper.mail]: "staff" })
  expect((await people.ask(null, "POST /v1/mailed-links", link)).json.problem).toBe("link-expired")
  expect((await invite("again@go.test")).status, "people change again").toBe(200)
})

test("after 72 hours the link does nothing, and the new owner may do everything", async () => {
  await handOver(other.mail)
  await accept(other)
  const link = linkIn((await people.mailsTo(owner.mail))[0])
  people.server.setNow(unixSeconds(NOON + UNDO_SECONDS + 1))
  other = await people.signIn(other.mail)
  expect((await people.ask(null, "POST /v1/mailed-links", link)).json.problem).toBe("link-expired")
  expect((await invite("late@go.test", "staff", other)).status).toBe(200)
  expect(await members()).toEqual({ [other.mail]: "owner" })
})

test("a mail that is refused is tried again and holds up no other; one that is never taken is dropped", async () => {
  await invite("gone@go.test")
  await invite("here@go.test")
  const seen: string[] = []
  const sendMail = async ({ to }: { to: string }) => {
    if (to === "gone@go.test") throw new Error("550 no such mailbox")
    seen.push(to)
  }
  const counts = await sendQueued({ ...people.deps, sendMail })
  expect(counts.failed).toBe(1)
  expect(seen).toContain("here@go.test")
  expect(await sendQueued({ ...people.deps, sendMail }), "not again at once").toEqual({ sent: 0, failed: 0 })
  people.server.setNow(unixSeconds(NOON + 61))
  expect(await sendQueued({ ...people.deps, sendMail })).toEqual({ sent: 0, failed: 1 })
  people.server.setNow(unixSeconds(NOON + 4 * 86_400))
  expect((await purgeAccounts(people.deps)).mails_to_send).toBe(1)
})

test("an account that is nothing to any venue is forgotten once nobody is signed in with it; members stay", async () => {
  await invite(other.mail)
  await accept(other)
  const idle = await people.signIn()
  await purgeAccounts(people.deps)
  const left = async () => (await people.deps.db.selectFrom("operators").select("id").execute()).map(({ id }) => id)
  expect(await left()).toContain(idle.id)
  people.server.setNow(unixSeconds(NOON + 13 * 3600))
  await purgeAccounts(people.deps)
  expect(await left()).not.toContain(idle.id)
  expect(await left()).toEqual(expect.arrayContaining([owner.id, other.id]))
})
