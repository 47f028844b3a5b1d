import { randomUUID } from "node:crypto"
import type { CodeReport } from "@homesafe/api"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { addOfficer, addVenue, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { noteFinding } from "./close-inspection.ts"
import { forgetInspections, keepReport } from "./collect-reports.ts"
import { findInspections } from "./find-inspections.ts"

let authority: TestAuthority

let officer = ""

beforeAll(async () => {
  authority = await startAuthority()
  officer = (await addOfficer(authority.deps, ["tracer"])).id
})
afterAll(() => authority.stop())
beforeEach(async () => void (await authority.admin.deleteFrom("inspections").execute()))

const report = (text: string, fields: Partial<CodeReport> = {}): CodeReport => ({
  id: randomUUID(),
  day: serviceDayOf(authority.deps.clock.now(), authority.deps.offset),
  problem: "bad-signature",
  text,
  place: "Ferry pier, gate 2",
  photo: "",
  ...fields,
})
const found = (finding: string, venue: string | null = null) => ({ finding, venue })
const keep = (...reports: CodeReport[]) => Promise.all(reports.map((each) => keepReport(authority.deps, each)))

test("a report that is delivered twice is one line of the list, and keeps its picture", async () => {
  const first = report("https://example.org/v#… (0011223344556677)", {
    photo: Buffer.from("a picture").toString("base64url"),
  })
  await keep(first)
  await keep(first)
  expect(await findInspections(authority.deps, 0)).toEqual({
    inspections: [{ ...first, alike: 0, finding: null }],
    open: 1,
    total: 1,
  })
})

test("what an officer found answers every open report of the same code, is logged once, and comes after what is open", async () => {
  const [one, two, other] = [report("copied"), report("copied"), report("another")]
  await keep(one, two, other)
  expect((await findInspections(authority.deps, 0)).inspections.find(({ id }) => id === one.id)?.alike).toBe(1)
  expect(
    await noteFinding(authority.deps, officer, one.id, found("A sticker over the poster, taken off")),
  ).toMatchObject({
    ok: true,
  })
  const { inspections, open } = await findInspections(authority.deps, 0)
  expect(open).toBe(1)
  expect(inspections.map(({ finding }) => finding !== null)).toEqual([false, true, true])
  expect(await noteFinding(authority.deps, officer, two.id, found("again"))).toMatchObject({
    problem: "not-in-this-state",
  })
  const logged = await authority.admin.selectFrom("audit").selectAll().where("act", "=", "close-inspection").execute()
  expect(logged.map(({ subject, officer: who }) => [subject, who])).toEqual([[one.id, officer]])
})

test("the venue whose door it hung at is told once that a strange code hung there, and not the officer's words; no other venue is named", async () => {
  const { deps, admin } = authority
  const { id: venue } = await addVenue(deps)
  const [one, two] = [report("pasted over"), report("pasted over")]
  await keep(one, two)
  expect(await noteFinding(deps, officer, one.id, found("On the north door", randomUUID()))).toMatchObject({
    problem: "not-found",
  })
  expect((await findInspections(deps, 0)).open, "nothing is noted for a venue that is not there").toBe(2)
  expect(await noteFinding(deps, officer, one.id, found("On the north door", venue))).toMatchObject({ ok: true })
  const visits = await admin.selectFrom("door_inspections").selectAll().where("venue_id", "=", venue).execute()
  expect(visits).toMatchObject([
    { id: one.id, entrance: null, finding: "strange-code", note: "On the north door", delivered: false },
  ])
})

test("what was looked at is gone after ninety days, what nobody looked at after a year", async () => {
  const { deps } = authority
  const [seen, open] = [report("seen"), report("open")]
  await keep(seen, open)
  await noteFinding(deps, officer, seen.id, found("nothing there"))
  const left = async (days: number) => {
    const clock = { now: () => unixSeconds(deps.clock.now() + days * 86_400) }
    await forgetInspections({ ...deps, clock })
    return (await findInspections(deps, 0)).inspections.map(({ text }) => text).sort()
  }
  expect(await left(89)).toEqual(["open", "seen"])
  expect(await left(91)).toEqual(["open"])
  expect(await left(365)).toEqual(["open"])
  expect(await left(366)).toEqual([])
})
