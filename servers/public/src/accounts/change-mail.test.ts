import { unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { linkIn, startPeople, type TestPeople, type TestPerson } from "../people/people.test-support.ts"
import { NOON } from "../public.test-support.ts"
import { UNDO_MAIL_SECONDS } from "./change-mail.ts"
import { purgeAccounts } from "./purge-accounts.ts"

let people: TestPeople
let owner: TestPerson
let venue: string
let fresh = ""
let n = 0

beforeAll(async () => {
  people = await startPeople()
})
afterAll(() => people.stop())
beforeEach(async () => {
  people.server.setNow(NOON)
  owner = await people.signIn()
  venue = (await people.addVenue({ [owner.id]: "owner" })).id
  fresh = `fresh${n++}@go.test`
})

const change = (mail: string, who = owner) => people.ask(who, "POST /v1/operators/mail", { mail, language: "en" })
const follow = (link: object) => people.ask(null, "POST /v1/mailed-links", link)
const whoIs = async (who: TestPerson) => (await people.ask(who, "GET /v1/operators/session")).json
/** Changes the address, and answers the old one's link. */
async function changed(to = fresh, from = owner.mail) {
  await change(to)
  expect((await follow(linkIn((await people.mailsTo(to))[0]))).status).toBe(200)
  return linkIn((await people.mailsTo(from))[0])
}

test("the new address must confirm; until then nothing has changed", async () => {
  await change(fresh)
  expect((await whoIs(owner)).mail).toBe(owner.mail)
  await follow(linkIn((await people.mailsTo(fresh))[0]))
  expect((await whoIs(owner)).mail).toBe(fresh)
  const again = await people.signIn(fresh)
  expect((await people.ask(again, `GET /v1/venues/${venue}`)).json.role).toBe("owner")
})

test("the old address is told and undoes it for 72 hours: every session ends, and the account is its own again", async () => {
  const undo = await changed()
  const thief = await people.signIn(fresh)
  expect((await follow(undo)).status).toBe(200)
  for (const who of [owner, thief]) expect((await whoIs(who)).problem).toBe("not-signed-in")
  const back = await people.signIn(owner.mail)
  expect((await people.ask(back, `GET /v1/venues/${venue}`)).json.role).toBe("owner")
  const stranger = await people.signIn(fresh)
  expect((await people.ask(stranger, "GET /v1/venues")).json.venues).toEqual([])
})

test("while it can be undone, who has changed it neither chooses people, nor closes, nor hands over", async () => {
  await changed()
  const acts = [
    await people.ask(owner, `POST /v1/venues/${venue}/offers`, { mail: "a@go.test", role: "owner", language: "en" }),
    await people.ask(owner, `POST /v1/venues/${venue}/hand-over`, { mail: "a@go.test", language: "en" }),
    await people.ask(owner, `PUT /v1/venues/${venue}/closure`, { closed: true }),
  ]
  expect(acts.map(({ json }) => json.problem)).toEqual(["not-yet", "not-yet", "not-yet"])
  people.server.setNow(unixSeconds(NOON + UNDO_MAIL_SECONDS + 1))
  owner = await people.signIn(fresh)
  const after = { mail: "a@go.test", role: "staff", language: "en" }
  expect((await people.ask(owner, `POST /v1/venues/${venue}/offers`, after)).status).toBe(200)
})

test.each(["offers", "hand-over"])(
  "what was offered before (%s) is not accepted while the change of its maker's address can be undone",
  async (what) => {
    const accomplice = await people.signIn()
    const payload = { mail: accomplice.mail, language: "en", ...(what === "offers" ? { role: "owner" } : {}) }
    await people.ask(owner, `POST /v1/venues/${venue}/${what}`, payload)
    const undo = await changed()
    const [offer] = (await people.ask(accomplice, "GET /v1/offers")).json.offers
    const accept = () => people.ask(accomplice, `POST /v1/offers/${offer.id}/answer`, { accept: true })
    expect((await accept()).json.problem).toBe("not-yet")
    await follow(undo)
    expect((await accept()).status, "the address is its owner's again").toBe(200)
  },
)

test("after 72 hours the link does nothing", async () => {
  expect(UNDO_MAIL_SECONDS).toBe(72 * 3600)
  const undo = await changed()
  people.server.setNow(unixSeconds(NOON + UNDO_MAIL_SECONDS))
  expect((await follow(undo)).json.problem).toBe("link-expired")
})

test("a chain of changes does not outrun the first address: its link undoes all, and the later links are dead", async () => {
  const first = await changed()
  const third = `third${n}@go.test`
  const second = await changed(third, fresh)
  expect((await follow(first)).status).toBe(200)
  expect((await follow(second)).json.problem).toBe("link-expired")
  const back = await people.signIn(owner.mail)
  expect(back.id).toBe(owner.id)
})

test("who signed in with the old address meanwhile loses nothing when it is undone", async () => {
  const undo = await changed()
  const meanwhile = await people.signIn(owner.mail)
  expect(meanwhile.id).not.toBe(owner.id)
  const other = (await people.addVenue({ [meanwhile.id]: "owner" })).id
  expect((await follow(undo)).status).toBe(200)
  const back = await people.signIn(owner.mail)
  expect(back.id).toBe(owner.id)
  for (const id of [venue, other]) expect((await people.ask(back, `GET /v1/venues/${id}`)).json.role).toBe("owner")
})

test("an address that another account has is refused only to whoever reads its mailbox", async () => {
  const other = await people.signIn()
  expect(await change(other.mail)).toEqual(await change(`nobody${n}@go.test`))
  await change(other.mail)
  const mails = await people.mailsTo(other.mail)
  expect((await follow(linkIn(mails.at(-1)))).json.problem).toBe("address-taken")
  expect((await follow(linkIn(mails[0]))).json.problem, "the last one asked for counts").toBe("link-expired")
  expect((await whoIs(owner)).mail).toBe(owner.mail)
})

test("cards: who asks waits for an officer, a refusal may be asked again, and what is granted stays", async () => {
  const wish = { name: "Kindly Light", purpose: "Day centre for older people" }
  const cards = async () => (await whoIs(owner)).cards
  const [none] = [await cards()]
  await people.ask(owner, "PUT /v1/operators/cards", wish)
  const [request] = (await people.askLink("GET /link/account-requests")).json.requests
  expect(request).toMatchObject({ kind: "cards", mail: owner.mail, name: wish.name, words: wish.purpose, venue: null })
  const states = [none, await cards()]
  for (const granted of [false, true]) {
    await people.askLink(`PUT /link/account-requests/${request.id}/verdict`, { granted })
    states.push(await cards())
    await people.ask(owner, "PUT /v1/operators/cards", wish)
    states.push(await cards())
  }
  expect(states).toEqual(["none", "asked", "refused", "asked", "granted", "granted"])
  const other = await people.signIn()
  await people.ask(other, "PUT /v1/operators/cards", wish)
  people.server.setNow(unixSeconds(NOON + 90 * 86_400 + 1))
  expect((await purgeAccounts(people.deps)).card_wishes, "the one that nobody granted").toBe(1)
})
