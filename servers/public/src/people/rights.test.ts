import { randomBytes, randomUUID } from "node:crypto"
import * as api from "@homesafe/api"
import { ed25519PublicKey, hexOf } from "@homesafe/protocol"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startPeople, type TestPeople } from "./people.test-support.ts"

let people: TestPeople
beforeAll(async () => {
  people = await startPeople()
})
afterAll(() => people.stop())

const roles = ["owner", "manager", "staff"] as const
const isContract = (value: unknown): value is api.Contract =>
  typeof value === "object" && value !== null && "access" in value && "reply" in value && "method" in value
const exported: readonly unknown[] = Object.values(api)
const ofVenues = exported
  .filter(isContract)
  .filter((c) => c.access === "operator" && c.path.startsWith("/v1/venues/:id"))

/** A body that the contract takes, so that a refusal is the guard's and not the schema's. */
const bodies: Readonly<Record<string, object>> = {
  "PUT /v1/venues/:id/change": {
    names: { en: "New", hant: "新" },
    address: { en: "", hant: "" },
    entrances: [{ names: null, staffOnly: false }],
  },
  "PUT /v1/venues/:id/phone": { phone: null },
  "PUT /v1/venues/:id/closure": { closed: false },
  "POST /v1/venues/:id/screens": {
    kioskKey: hexOf(ed25519PublicKey(randomBytes(32))),
    entrance: 0,
  },
  "POST /v1/venues/:id/requests/:request/answer": { box: null },
  "POST /v1/venues/:id/notices/:notice/objection": { text: "We were closed" },
  "POST /v1/venues/:id/checks": { kind: "displayed", entrance: 0 },
  "POST /v1/venues/:id/offers": { mail: "new@go.test", role: "staff", language: "en" },
  "POST /v1/venues/:id/hand-over": { mail: "next@go.test", language: "en" },
}
const lineOf = (c: api.Contract) => `${c.method} ${c.path}`

test("every route of one venue names a right, and there are nineteen of them", () => {
  expect(ofVenues.filter((c) => c.right === undefined).map(lineOf)).toEqual([])
  expect(ofVenues.map(lineOf)).toHaveLength(19)
  expect(
    exported
      .filter(isContract)
      .filter((c) => c.right !== undefined && !ofVenues.includes(c))
      .map(lineOf),
  ).toEqual([])
})

const matrix = ofVenues.flatMap((c) => roles.map((role) => [lineOf(c), role, c] as const))
test.each(matrix)("hostile 44: %s as %s: exactly as the table says", async (_, role, c) => {
  const [owner, asker] = [await people.signIn(), await people.signIn()]
  const venue = await people.addVenue({ [owner.id]: "owner", [asker.id]: role })
  const url = c.path.replace(":id", venue.id).replace(/:\w+/g, randomUUID())
  const { status, json } = await people.ask(asker, `${c.method} ${url}`, bodies[lineOf(c)])
  const right = c.right ?? "see"
  if (!api.hasRight(role, right)) return expect([status, json.problem]).toEqual([403, "not-allowed"])
  // Past the guard: done, or refused for another reason than who asks.
  expect(["not-allowed", "not-signed-in", "malformed", "unexpected"]).not.toContain(json.problem)
})

test.each(ofVenues.map((c) => [lineOf(c), c] as const))(
  "hostile 44: %s: to a stranger the venue is not there",
  async (_, c) => {
    const [owner, stranger] = [await people.signIn(), await people.signIn()]
    const venue = await people.addVenue({ [owner.id]: "owner" })
    const url = c.path.replace(":id", venue.id).replace(/:\w+/g, randomUUID())
    const { json } = await people.ask(stranger, `${c.method} ${url}`, bodies[lineOf(c)])
    expect(json.problem).toBe("not-found")
  },
)

test("the table of roles: staff neither change, close nor answer; managers do not close nor choose people", () => {
  const may = (role: api.VenueRole) =>
    Object.keys(api.rolesWith)
      .map((right) => right as api.VenueRight) // as: its own keys
      .filter((right) => api.hasRight(role, right))
  expect(may("staff")).toEqual(["see", "start-shift"])
  expect(may("manager")).toEqual(["see", "start-shift", "change", "answer-requests"])
  expect(may("owner")).toEqual(Object.keys(api.rolesWith))
})

test("a removed member's session loses the venue at once, and keeps its own", async () => {
  const [owner, member] = [await people.signIn(), await people.signIn()]
  const venue = await people.addVenue({ [owner.id]: "owner", [member.id]: "manager" })
  const own = await people.addVenue({ [member.id]: "owner" })
  expect((await people.ask(member, `GET /v1/venues/${venue.id}`)).json.role).toBe("manager")
  expect((await people.ask(owner, `DELETE /v1/venues/${venue.id}/members/${member.id}`)).status).toBe(200)
  expect((await people.ask(member, `GET /v1/venues/${venue.id}`)).json.problem).toBe("not-found")
  const { venues } = (await people.ask(member, "GET /v1/venues")).json
  expect(venues.map((each: api.Venue) => each.id)).toEqual([own.id])
})
