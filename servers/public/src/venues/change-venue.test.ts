import { randomBytes } from "node:crypto"
import type { VenueDetails } from "@homesafe/api"
import { unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { findContacts } from "../notices/store.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { acknowledgeNews, findNews, proposeDetails, setClosed, setPhone, UNDO_CLOSURE_SECONDS } from "./change-venue.ts"
import { addVenue, findSubmitted, findVenue, writeVerdict } from "./store.ts"

let server: TestPublic
let operator = ""
let id = ""

const details: VenueDetails = {
  names: { en: "Wing Kee", hant: "榮記" },
  address: { en: "1 Road", hant: "道1號" },
  entrances: [{ names: null, staffOnly: false }],
}
const renamed: VenueDetails = { ...details, names: { en: "Wing Kee Two", hant: "榮記二店" } }
const reviewed = { state: "reviewed", reason: null, codes: [] } as const
const venue = () => findVenue(server.deps, operator, id)

beforeAll(async () => {
  server = await startPublic()
  const made = await server.deps.db
    .insertInto("operators")
    .values({ mail: "one@test.example" })
    .returning("id")
    .executeTakeFirstOrThrow()
  operator = made.id
})
afterAll(() => server.stop())
beforeEach(async () => {
  server.setNow(NOON)
  await server.deps.db.deleteFrom("venues").execute()
  const commit = randomBytes(16).toString("hex")
  const application = { ...details, category: 4, registerNumber: "R", notBefore: 20_241, commit }
  const added = await addVenue(server.deps, operator, application)
  id = typeof added === "string" ? added : added.id
  await writeVerdict(server.deps, id, reviewed)
})

test("a change asked for twice is one change, collected once and again until it is acknowledged", async () => {
  await proposeDetails(server.deps, operator, id, renamed)
  await proposeDetails(server.copy, operator, id, renamed)
  const [news, ...more] = await findNews(server.deps)
  expect(more).toEqual([])
  expect(news).toMatchObject({ id, version: 1, closedAt: null, change: { ...renamed, number: 1 } })
  expect(await findNews(server.deps)).toEqual([news])
  await acknowledgeNews(server.deps, id, 1)
  expect(await findNews(server.deps)).toEqual([])
  expect((await venue())?.names, "nothing is changed before the answer").toEqual(details.names)
})

test("an approved change renames the venue, a refused one is told; the same answer again changes nothing", async () => {
  await proposeDetails(server.deps, operator, id, renamed)
  const refused = { ...reviewed, details, answered: { number: 1, refusal: "Not your name." } }
  for (let again = 0; again < 2; again++) await writeVerdict(server.deps, id, refused)
  expect(await venue()).toMatchObject({ names: details.names, change: { refusal: "Not your name." } })
  await proposeDetails(server.deps, operator, id, renamed)
  const approved = { ...reviewed, details: renamed, answered: { number: 2, refusal: null } }
  for (let again = 0; again < 2; again++) await writeVerdict(server.deps, id, approved)
  expect(await venue()).toMatchObject({ names: renamed.names, change: null })
})

test("a change that is asked for while an older one is answered goes on waiting", async () => {
  await proposeDetails(server.deps, operator, id, renamed)
  const newer = { ...renamed, address: { en: "2 Road", hant: "道2號" } }
  await proposeDetails(server.deps, operator, id, newer)
  await writeVerdict(server.deps, id, { ...reviewed, details: renamed, answered: { number: 1, refusal: null } })
  expect(await venue()).toMatchObject({ names: renamed.names, change: { address: newer.address, refusal: null } })
})

test("asking for what is so already takes a change back", async () => {
  await proposeDetails(server.deps, operator, id, details)
  expect(await findNews(server.deps), "there was nothing to take back").toEqual([])
  await proposeDetails(server.deps, operator, id, renamed)
  expect(await proposeDetails(server.deps, operator, id, details)).toMatchObject({ change: null })
  expect(await findNews(server.deps)).toMatchObject([{ version: 2, change: null }])
})

test("what hangs at a door stays: doors are added, not taken away; names that cannot be printed are refused at once", async () => {
  const two = {
    ...details,
    entrances: [...details.entrances, { names: { en: "Back", hant: "後門" }, staffOnly: false }],
  }
  expect(await proposeDetails(server.deps, operator, id, two)).toMatchObject({ change: two })
  expect(await proposeDetails(server.deps, operator, id, { ...details, entrances: [] })).toBe("not-in-this-state")
  const hidden = { ...details, names: { en: "Wing\u202eKee", hant: "榮記" } }
  expect(await proposeDetails(server.deps, operator, id, hidden)).toBe("name-not-allowed")
})

test("a venue is closed once however often it is asked, opened again within seven days, and not after", async () => {
  expect(await setClosed(server.deps, operator, id, true)).toMatchObject({ closedAt: NOON })
  server.setNow(unixSeconds(NOON + 60))
  expect(await setClosed(server.copy, operator, id, true)).toMatchObject({ closedAt: NOON })
  expect(await findNews(server.deps)).toMatchObject([{ version: 1, closedAt: NOON }])
  expect(await proposeDetails(server.deps, operator, id, renamed)).toBe("not-in-this-state")
  server.setNow(unixSeconds(NOON + UNDO_CLOSURE_SECONDS))
  expect(await setClosed(server.deps, operator, id, false)).toMatchObject({ closedAt: null })
  await setClosed(server.deps, operator, id, true)
  server.setNow(unixSeconds(NOON + 2 * UNDO_CLOSURE_SECONDS + 1))
  expect(await setClosed(server.deps, operator, id, false)).toBe("not-in-this-state")
})

test("a revocation is told with its day and its reason, and is gone when the authority takes it back", async () => {
  const revoked = { from: 20_250, reason: "The poster was copied." }
  for (let again = 0; again < 2; again++) await writeVerdict(server.deps, id, { ...reviewed, revoked })
  expect(await venue()).toMatchObject({ state: "reviewed", revoked })
  await writeVerdict(server.deps, id, { ...reviewed, revoked: null })
  expect(await venue()).toMatchObject({ revoked: null })
})

test("another operator's venue is not there", async () => {
  const stranger = "00000000-0000-4000-8000-000000000000"
  expect(await proposeDetails(server.deps, stranger, id, renamed)).toBe("not-found")
  expect(await setClosed(server.deps, stranger, id, true)).toBe("not-found")
})

test("a telephone number is nobody's to review: it stands at once, in no application and no news, and whoever rings gets it", async () => {
  const { deps } = server
  const [commit, phone] = [randomBytes(16).toString("hex"), "+85221234567"]
  const application = { ...details, category: 4, registerNumber: "R", notBefore: 20_241, commit }
  const added = await addVenue(deps, operator, { ...application, phone })
  expect(added).toMatchObject({ phone })
  expect(await addVenue(server.copy, operator, { ...application, phone })).toEqual(added)
  expect(JSON.stringify(await findSubmitted(deps))).not.toContain(phone)
  expect(await setPhone(deps, operator, id, phone)).toMatchObject({ phone, change: null })
  expect(await findNews(deps)).toEqual([])
  expect(await findContacts(deps, id)).toEqual({ phone, people: [{ role: "owner", mail: "one@test.example" }] })
  expect(await setPhone(deps, operator, id, null)).toMatchObject({ phone: null })
})

test("staff of a venue, who cannot change its telephone number, are not shown it", async () => {
  await setPhone(server.deps, operator, id, "+85221234567")
  await server.deps.db.updateTable("venue_members").set({ role: "staff" }).where("venue_id", "=", id).execute()
  expect(await venue()).toMatchObject({ role: "staff", phone: null })
})
