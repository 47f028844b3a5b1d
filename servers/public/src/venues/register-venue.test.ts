import { randomBytes } from "node:crypto"
import type { VenueApplication } from "@homesafe/api"
import { afterAll, beforeAll, expect, test } from "vitest"
import { startPublic, type TestPublic } from "../public.test-support.ts"
import { addVenue, findSubmitted, findVenues, writeVerdict } from "./store.ts"

let server: TestPublic
const operators: string[] = []

beforeAll(async () => {
  server = await startPublic()
  for (const mail of ["one@test.example", "two@test.example"]) {
    const { id } = await server.deps.db
      .insertInto("operators")
      .values({ mail })
      .returning("id")
      .executeTakeFirstOrThrow()
    operators.push(id)
  }
})
afterAll(() => server.stop())

const apply = (commit = randomBytes(16).toString("hex")): VenueApplication => ({
  names: { en: "Wing Kee", hant: "榮記" },
  address: { en: "1 Road", hant: "道1號" },
  category: 4,
  registerNumber: "R-1",
  notBefore: 20_241,
  commit,
  entrances: [{ names: null, staffOnly: false }],
})
const idOf = (added: Awaited<ReturnType<typeof addVenue>>) => (typeof added === "string" ? added : added.id)
const who = (n: number) => operators[n] ?? ""

test("a registration whose answer was lost is sent again and stays one venue", async () => {
  const application = apply()
  const made = idOf(await addVenue(server.deps, who(0), application))
  expect(idOf(await addVenue(server.copy, who(0), application))).toBe(made)
  const atOnce = apply()
  const both = await Promise.all([server.deps, server.copy].map((deps) => addVenue(deps, who(0), atOnce)))
  expect(new Set(both.map(idOf)).size).toBe(1)
  expect(await findVenues(server.deps, who(0))).toHaveLength(2)
})

test("hostile 29: a commitment that another operator registered, or that stood for other words, is refused", async () => {
  const application = apply()
  await addVenue(server.deps, who(0), application)
  expect(await addVenue(server.deps, who(1), application)).toBe("commitment-known")
  const other = { ...application, names: { en: "Other", hant: "別" } }
  expect(await addVenue(server.deps, who(0), other)).toBe("commitment-known")
})

test("hostile 30: what waits is bounded, for one operator and for all; venues that are through are unaffected", async () => {
  // Three of the first operator wait by now; the second adds two, and five is the bound of all.
  expect(await addVenue(server.deps, who(0), apply())).toBe("too-many-waiting")
  for (let n = 0; n < 2; n++) expect(idOf(await addVenue(server.deps, who(1), apply()))).not.toBe("too-many-waiting")
  expect(await addVenue(server.deps, who(1), apply())).toBe("too-many-waiting")
  const [oldest] = await findSubmitted(server.deps)
  await writeVerdict(server.deps, oldest?.id ?? "", { state: "reviewed", reason: null, codes: [] })
  expect(idOf(await addVenue(server.deps, who(1), apply()))).not.toBe("too-many-waiting")
  const states = (await findVenues(server.deps, who(0))).map(({ state }) => state)
  expect(states.filter((state) => state === "reviewed")).toHaveLength(1)
})

test("hostile 29: a plate that was refused to one operator can be claimed by the next, and by nobody before that", async () => {
  await server.deps.db.updateTable("venues").set({ state: "reviewed" }).execute() // nothing waits
  const taxi = { ...apply(), names: { en: "AB1234", hant: "AB1234" }, category: 0, plate: "AB1234" }
  const squatter = idOf(await addVenue(server.deps, who(0), taxi))
  expect(await addVenue(server.deps, who(1), taxi)).toBe("commitment-known")
  await writeVerdict(server.deps, squatter, { state: "refused", reason: "not the owner", codes: [] })
  const owner = idOf(await addVenue(server.deps, who(1), taxi))
  expect(owner).not.toBe(squatter)
  expect(await addVenue(server.deps, who(0), taxi)).toBe("commitment-known")
  const [refused] = (await findVenues(server.deps, who(0))).filter(({ id }) => id === squatter)
  expect(refused).toMatchObject({ state: "refused", plate: "AB1234" })
})
