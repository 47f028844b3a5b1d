import { randomBytes, randomUUID } from "node:crypto"
import type { IssuedCode } from "@homesafe/api"
import { addDays, type ServiceDay, serviceDayOf, startOfServiceDay, unixSeconds } from "@homesafe/protocol"
import type { Mail } from "@homesafe/service/mail"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import type { PublicDeps } from "../deps.ts"
import { makeSignInToken, openSession } from "../operators/sessions.ts"
import { makeOwner } from "../people/members.ts"
import { NOON, startPublic, type TestPublic } from "../public.test-support.ts"
import { remindEnding } from "./remind-ending.ts"
import { writeVerdict } from "./store.ts"

let server: TestPublic
let sent: Mail[]
const today = serviceDayOf(NOON, 14_400)

beforeAll(async () => {
  server = await startPublic()
})
afterAll(() => server.stop())
beforeEach(async () => {
  sent = []
  server.setNow(NOON)
  await server.deps.db.deleteFrom("venues").execute()
})

const mailing = (deps: PublicDeps, refuse: (mail: Mail) => boolean = () => false): PublicDeps => ({
  ...deps,
  sendMail: async (mail) => {
    if (refuse(mail)) throw new Error("550 no such mailbox")
    sent.push(mail)
  },
})

/** A venue whose newest codes end on this day. */
async function addVenue(
  endsDay: ServiceDay,
  {
    en = "Hoi Fung Market",
    state = "reviewed" as const as "reviewed" | "refused",
    language = "en" as "en" | "zh-Hant",
  } = {},
): Promise<string> {
  const { db } = server.deps
  const operator = await db
    .insertInto("operators")
    .values({ mail: `${randomUUID()}@go.test`, language })
    .returning("id")
    .executeTakeFirstOrThrow()
  const row = await db
    .insertInto("venues")
    .values({
      operator_id: operator.id,
      application: JSON.stringify({ names: { en, hant: "海豐街市" } }),
      commit: new Uint8Array(randomBytes(32)),
      state,
      reason: null,
      ends_day: endsDay,
    })
    .returning("id")
    .executeTakeFirstOrThrow()
  await makeOwner(db, row.id, operator.id)
  return row.id
}

/** The authority gives a venue codes that end on this day. Only their end is read here. */
const verdict = (id: string, endsDay: ServiceDay) => {
  const codes = [{ header: { notAfter: endsDay } }] as unknown as IssuedCode[] // as: see above
  return writeVerdict(server.deps, id, { state: "reviewed", reason: null, codes })
}

const goTo = (day: ServiceDay) => server.setNow(unixSeconds(startOfServiceDay(day, 14_400) + 8 * 3600))
const subjects = () => sent.map(({ subject }) => subject)

test("an operator is told 30, 7 and 1 day before the codes end, once each, and not after", async () => {
  const end = addDays(today, 40)
  await addVenue(end)
  for (let day = today; day <= addDays(today, 45); day = addDays(day, 1)) {
    goTo(day)
    await remindEnding(mailing(server.deps))
    await remindEnding(mailing(server.deps))
  }
  expect(subjects()).toEqual([
    "Hoi Fung Market: your code ends in 30 days",
    "Hoi Fung Market: your code ends in 7 days",
    "Hoi Fung Market: your code ends in 1 day",
  ])
})

test("who comes late gets the reminder that fits today, and none of those before", async () => {
  await addVenue(addDays(today, 5))
  await remindEnding(mailing(server.deps))
  await remindEnding(mailing(server.deps))
  expect(subjects()).toEqual(["Hoi Fung Market: your code ends in 5 days"])
})

test("it names the venue, the last day and the page, in the language of the operator's last sign-in", async () => {
  const id = await addVenue(addDays(today, 7), { language: "zh-Hant" })
  await remindEnding(mailing(server.deps))
  expect(sent[0]?.subject).toContain("海豐街市")
  expect(sent[0]?.text).toContain("2025年6月9日")
  expect(sent[0]?.text).toContain(`http://go.test/venue/venues/${id}`)
})

test("two servers at the same moment send one mail for each venue", async () => {
  for (let n = 0; n < 20; n++) await addVenue(addDays(today, 7), { en: `Shop ${n}` })
  await Promise.all([remindEnding(mailing(server.deps)), remindEnding(mailing(server.copy))])
  expect(new Set(subjects()).size).toBe(20)
  expect(sent).toHaveLength(20)
})

test("an address that refuses is tried again in the next round, and holds up no other", async () => {
  await addVenue(addDays(today, 1), { en: "Gone" })
  await addVenue(addDays(today, 7), { en: "Here" })
  const counts = await remindEnding(mailing(server.deps, ({ subject }) => subject.startsWith("Gone")))
  expect(counts).toEqual({ sent: 1, failed: 1 })
  await remindEnding(mailing(server.deps))
  expect(subjects()).toEqual(["Here: your code ends in 7 days", "Gone: your code ends in 1 day"])
})

test("a server that dies between the mail and its mark sends the same mail again, under the same name", async () => {
  await addVenue(addDays(today, 7))
  const dying: PublicDeps = {
    ...server.deps,
    sendMail: async (mail) => {
      sent.push(mail)
      // The connection breaks, as when the process is killed: nothing is committed.
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where state = 'idle in transaction' and usename = current_user`.execute(server.copy.db)
    },
  }
  await remindEnding(dying).catch(() => {})
  await remindEnding(mailing(server.copy))
  await remindEnding(mailing(server.copy))
  expect(sent).toHaveLength(2)
  expect(sent[0]?.messageId).toMatch(/^<[0-9a-f]{32}@go\.test>$/)
  expect(sent[1]?.messageId).toBe(sent[0]?.messageId)
})

test("the same codes again change nothing: who was told is not told twice", async () => {
  const id = await addVenue(addDays(today, 1))
  await remindEnding(mailing(server.deps))
  await verdict(id, addDays(today, 1))
  await remindEnding(mailing(server.deps))
  expect(sent).toHaveLength(1)
})

test("mail comes in the language in which the last sign-in link was asked for", async () => {
  for (const language of ["en", "zh-Hans"] as const) {
    const opened = await openSession(server.deps, await makeSignInToken(server.deps, "Operator@go.test", language))
    const id = opened?.operator.id ?? ""
    const row = await server.deps.db.selectFrom("operators").select("language").where("id", "=", id).executeTakeFirst()
    expect(row?.language).toBe(language)
  }
})

test("new codes begin anew, and a refused venue is told nothing", async () => {
  const id = await addVenue(addDays(today, 1))
  await addVenue(addDays(today, 1), { en: "Refused", state: "refused" })
  await remindEnding(mailing(server.deps))
  await verdict(id, addDays(today, 30))
  await remindEnding(mailing(server.deps))
  expect(subjects()).toEqual(["Hoi Fung Market: your code ends in 1 day", "Hoi Fung Market: your code ends in 30 days"])
})
