import { randomUUID } from "node:crypto"
import { type SignedTransparency, transparencyText } from "@homesafe/api"
import { serviceDay, serviceDayOf, startOfServiceDay, unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addOfficer, addVenue, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { openTestCase } from "../cases/case.test-support.ts"
import { countForPublic, signTransparency } from "./write-transparency.ts"

let authority: TestAuthority
let officer: string
let venue: { readonly id: string; readonly vid: string }

beforeAll(async () => {
  authority = await startAuthority()
  officer = (await addOfficer(authority.deps, ["tracer"])).id
  venue = await addVenue(authority.deps)
})
afterAll(() => authority.stop())

const read = (signed: SignedTransparency) => transparencyText.parse(JSON.parse(signed.text))

test("cases are told by whole weeks that are over, and neither this week's nor a small number", async () => {
  const { deps } = authority
  const today = serviceDayOf(deps.clock.now(), deps.offset)
  const first = await countForPublic(deps)
  expect(first.weeks).toHaveLength(13)
  expect(
    first.weeks.every(({ from }) => new Date(from * 86_400_000).getUTCDay() === 1),
    "Mondays",
  ).toBe(true)
  const [newest, before] = first.weeks
  if (!newest || !before) throw new Error("no weeks")
  expect(newest.from + 7).toBeLessThanOrEqual(today)
  const openAt = async (day: number) => {
    const id = await openTestCase(deps, officer)
    const opened_at = startOfServiceDay(serviceDay(day), deps.offset) + 60
    await deps.db.updateTable("cases").set({ opened_at }).where("id", "=", id).execute()
  }
  for (let i = 0; i < 6; i++) await openAt(newest.from + i)
  for (let i = 0; i < 3; i++) await openAt(before.from)
  await openAt(newest.from + 7) // this week
  const { weeks } = await countForPublic(deps)
  expect(weeks.slice(0, 3).map(({ cases }) => cases)).toEqual([6, null, 0])
})

test("what is told names no case, no venue, no officer; and venues are counted by category", async () => {
  const { deps } = authority
  const said = await countForPublic(deps)
  expect(said.venues).toEqual([{ category: expect.any(Number), count: 1 }])
  const { text } = signTransparency(deps, said)
  const cases = await deps.db.selectFrom("cases").select("id").execute()
  for (const secret of [venue.id, venue.vid, officer, ...cases.map(({ id }) => id)]) expect(text).not.toContain(secret)
  expect(read(signTransparency(deps, said))).toEqual(said)
})

test("a disclosure is told once two officers have agreed, and not before", async () => {
  const { deps } = authority
  const content = {
    ...{
      recipient: "court",
      office: "High Court",
      basis: "Order 7",
      classes: ["case-visits"],
      people: 1,
      day: "2025-05-01",
    },
  }
  const act = {
    id: randomUUID(),
    kind: "disclosure",
    ground: "court",
    reference: "Order 7",
    content: JSON.stringify(content),
  } as const
  await deps.db
    .insertInto("retention_acts")
    .values({
      ...act,
      case_id: null,
      until: null,
      state: "proposed",
      proposed_by: officer,
      proposed_at: unixSeconds(1),
    })
    .execute()
  expect((await countForPublic(deps)).disclosures).toEqual([])
  await deps.db.updateTable("retention_acts").set({ state: "agreed" }).where("id", "=", act.id).execute()
  expect((await countForPublic(deps)).disclosures).toEqual([content])
})
