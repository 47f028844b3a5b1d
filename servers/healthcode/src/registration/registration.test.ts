import { randomUUID } from "node:crypto"
import { doesChainHold } from "@homesafe/db/audit"
import { unixSeconds } from "@homesafe/protocol"
import { sql } from "kysely"
import { afterAll, beforeEach, expect, test } from "vitest"
import {
  addOfficer,
  addResident,
  handInAs,
  NOON,
  PICTURE,
  profile,
  startHealth,
  stranger,
  type TestHealth,
} from "../health.test-support.ts"

let health: TestHealth
beforeEach(async () => {
  health ??= await startHealth()
  health.setNow(NOON)
  const { db } = health.deps
  await db.deleteFrom("pictures").execute()
  await db.updateTable("accounts").set({ state: "refused", claimed_by: null }).where("state", "=", "waiting").execute()
}, 60_000)
afterAll(() => health.stop())

/** Every row of every table as text, as whoever steals the database reads it. */
async function everythingStored(): Promise<string> {
  const tables = await health.admin.introspection.getTables()
  const texts = tables.map(async ({ name }) => {
    const { rows } = await sql<{ held: string }>`select t::text as held from ${sql.table(name)} t`.execute(health.admin)
    return rows.map(({ held }) => held).join("\n")
  })
  return (await Promise.all(texts)).join("\n")
}

test("whoever holds the database reads no name, number, birthday or address, and no picture", async () => {
  const { ask } = await addResident(health)
  expect((await handInAs(ask)).status).toBe(200)
  const all = await everythingStored()
  const said = [profile.latinName, "陳大文", profile.documentNumber, profile.born, profile.address]
  // bytea is written as hex: a text that lies there unsealed would be found so.
  const forms = said.flatMap((text) => [text, Buffer.from(text).toString("hex")])
  expect([...forms, PICTURE.toString("hex")].filter((text) => all.includes(text))).toEqual([])
})

test("a registration is handed in with both pictures, waits, and is not handed in differently while it waits", async () => {
  const { ask } = await addResident(health)
  expect((await ask("PUT", "/registration", profile)).body.problem).toBe("not-in-this-state")
  expect((await handInAs(ask)).status).toBe(200)
  expect((await ask("GET", "/account")).body).toMatchObject({ state: "waiting", pictures: ["document", "address"] })
  expect((await ask("PUT", "/registration", profile)).status).toBe(200)
  expect((await ask("PUT", "/registration", { ...profile, latinName: "LEE Siu Ming" })).status).toBe(409)
  expect((await ask("PUT", "/pictures/document", { picture: PICTURE.toString("base64") })).status).toBe(409)
})

test.each([
  ["a picture that only says so", { picture: Buffer.from("GIF89a").toString("base64") }, "malformed"],
  ["a picture of more than 5 MB", { picture: Buffer.alloc(5_242_881, 1).toString("base64") }, "malformed"],
])("%s is refused", async (_, body, problem) => {
  const { ask } = await addResident(health)
  const reply = await ask("PUT", "/pictures/document", body)
  expect(reply.body.problem).toMatch(new RegExp(`${problem}|too-large`))
})

test.each([
  { latinName: "陳大文" },
  { chineseName: "Chan" },
  { documentNumber: "A12 3456(3)" },
  { born: "2001-02-29" },
  { address: "" },
])("a registration with %j is refused", async (change) => {
  const { ask } = await addResident(health)
  expect((await handInAs(ask, change)).body.problem).toBe("malformed")
})

test("officers get the oldest first, each another one, and what is left lying is taken by somebody else", async () => {
  const residents = []
  for (const minute of [1, 2]) {
    health.setNow(unixSeconds(NOON + minute * 60))
    const resident = await addResident(health)
    await handInAs(resident.ask)
    residents.push(resident.id)
  }
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => addOfficer(health, ["reviewer"])))
  if (!one || !two || !three) throw new Error("no officers")
  expect((await one.ask("POST", "/officer/registrations/claim", {})).body.id).toBe(residents[0])
  expect((await two.ask("POST", "/officer/registrations/claim", {})).body.id).toBe(residents[1])
  expect((await three.ask("POST", "/officer/registrations/claim", {})).body.id).toBeNull()
  expect((await one.ask("POST", "/officer/registrations/claim", {})).body.id).toBe(residents[0])
  const listed = (await two.ask("GET", "/officer/registrations")).body
  expect(listed.waiting).toBe(2)
  expect(listed.oldest.map((each: { id: string; isMine: boolean }) => [each.id, each.isMine])).toEqual([
    [residents[0], false],
    [residents[1], true],
  ])
  // What an officer leaves for half an hour, another may take.
  health.setNow(unixSeconds(NOON + 120 + 31 * 60))
  await health.deps.db
    .updateTable("sessions")
    .set({ seen_at: NOON + 120 + 31 * 60 })
    .execute()
  expect((await three.ask("POST", "/officer/registrations/claim", {})).body.id).toBe(residents[0])
})

test("a registration is read by the officer who took it, after an entry in a log that holds together", async () => {
  const { id, ask } = await addResident(health)
  await handInAs(ask)
  const [officer, other] = [await addOfficer(health, ["reviewer"]), await addOfficer(health, ["reviewer"])]
  expect((await officer.ask("POST", `/officer/registrations/${id}/read`, {})).status).toBe(409)
  await officer.ask("POST", "/officer/registrations/claim", {})
  const shown = await officer.ask("POST", `/officer/registrations/${id}/read`, {})
  expect(shown.body.profile).toEqual(profile)
  expect(shown.body.pictures).toEqual(
    ["address", "document"].map((kind) => ({ kind, type: "image/png", data: PICTURE.toString("base64") })),
  )
  expect((await other.ask("POST", `/officer/registrations/${id}/read`, {})).status).toBe(409)
  const log = await health.deps.db.selectFrom("audit").selectAll().orderBy("seq").execute()
  expect(doesChainHold(log)).toBe(true)
  expect(log.at(-1)).toMatchObject({ act: "read-registration", officer: officer.id, subject: id })
})

test("where the log cannot be written nothing is read", async () => {
  const { id, ask } = await addResident(health)
  await handInAs(ask)
  const officer = await addOfficer(health, ["reviewer"])
  await officer.ask("POST", "/officer/registrations/claim", {})
  await sql`revoke insert on audit from homesafe_health`.execute(health.admin)
  const shown = await officer.ask("POST", `/officer/registrations/${id}/read`, {})
  await sql`grant insert on audit to homesafe_health`.execute(health.admin)
  expect([shown.status, shown.body.problem, shown.body.profile]).toEqual([503, "audit-unavailable", undefined])
})

test("a decision deletes the pictures in the same step, and is made once, by the officer who took it", async () => {
  const { id, ask } = await addResident(health)
  await handInAs(ask)
  const [officer, other] = [await addOfficer(health, ["reviewer"]), await addOfficer(health, ["reviewer"])]
  await officer.ask("POST", "/officer/registrations/claim", {})
  const decide = (by: typeof officer, body: object) => by.ask("POST", `/officer/registrations/${id}/decision`, body)
  expect((await decide(other, { decision: "accept" })).status).toBe(409)
  expect((await decide(officer, { decision: "ask-again" })).body.problem).toBe("malformed")
  expect((await decide(officer, { decision: "ask-again", reason: "picture-unclear" })).status).toBe(200)
  expect((await ask("GET", "/account")).body).toMatchObject({
    state: "asked-again",
    reason: "picture-unclear",
    pictures: [],
  })
  expect((await decide(officer, { decision: "accept" })).status).toBe(409)
  expect((await handInAs(ask)).status).toBe(200)
})

test("the same document twice is shown to the officer, and to nobody who registers", async () => {
  const document = "Z7654321"
  const first = await addResident(health)
  await handInAs(first.ask, { documentNumber: document })
  const officer = await addOfficer(health, ["reviewer"])
  await officer.ask("POST", "/officer/registrations/claim", {})
  await officer.ask("POST", `/officer/registrations/${first.id}/decision`, { decision: "accept" })
  const second = await addResident(health)
  expect((await handInAs(second.ask, { documentNumber: document })).status).toBe(200)
  await officer.ask("POST", "/officer/registrations/claim", {})
  const shown = await officer.ask("POST", `/officer/registrations/${second.id}/read`, {})
  expect(shown.body.sameDocument).toBe(1)
})

test("what an officer types for somebody without a phone another officer decides", async () => {
  const [typist, other] = [await addOfficer(health, ["reviewer"]), await addOfficer(health, ["reviewer"])]
  const { id } = (await typist.ask("POST", "/officer/people", { profile })).body
  expect((await typist.ask("POST", "/officer/registrations/claim", {})).body.id).toBeNull()
  expect((await other.ask("POST", "/officer/registrations/claim", {})).body.id).toBe(id)
  const shown = await other.ask("POST", `/officer/registrations/${id}/read`, {})
  expect([shown.body.typedBy, shown.body.pictures]).toEqual(["Officer reviewer", []])
  expect((await other.ask("POST", `/officer/registrations/${id}/decision`, { decision: "accept" })).status).toBe(200)
})

test("hostile 44: each route of officers needs the role that its contract names, and the console's own address", async () => {
  const { ask } = await addResident(health)
  const appeals = await addOfficer(health, ["appeals"])
  expect((await appeals.ask("GET", "/officer/registrations")).status).toBe(403)
  expect((await ask("GET", "/officer/registrations")).status).toBe(404)
  expect((await stranger(health, "console.test")("GET", "/officer/registrations")).status).toBe(401)
  expect((await stranger(health)("GET", "/account")).status).toBe(401)
  expect((await appeals.ask("GET", "/officer/appeals")).status).toBe(200)
  const reviewer = await addOfficer(health, ["reviewer"])
  expect((await reviewer.ask("POST", `/officer/appeals/${randomUUID()}/read`, {})).status).toBe(403)
})
