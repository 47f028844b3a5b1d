import { randomBytes, randomUUID } from "node:crypto"
import http from "node:http"
import { type TransparencyFigures, transparencyFigures } from "@homesafe/api"
import { serviceDay, startOfServiceDay, unixSeconds, writeDecision } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import {
  addOfficer,
  addVenue,
  startAuthority,
  type TestAuthority,
  type TestOfficer,
} from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { publishFigures } from "./publish-figures.ts"

let authority: TestAuthority
let officer: TestOfficer
let far: http.Server
/** What the public server was sent. */
let taken: { bytes: string }[] = []
let isAway = false

/** Monday 26 May 2025, the week before the clock's; and the Monday after that. */
const WEEK = serviceDay(20_234)
const monday = startOfServiceDay(WEEK, 14_400)

beforeAll(async () => {
  authority = await startAuthority()
  far = http.createServer((request, response) => {
    let body = ""
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on("end", () => {
      if (isAway) return response.writeHead(503).end("{}")
      taken.push(JSON.parse(body))
      return response.writeHead(200, { "content-type": "application/json" }).end("{}")
    })
  })
  await new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve))
})
afterAll(async () => {
  far.close()
  await authority.stop()
})
beforeEach(async () => {
  const { db } = authority.deps
  for (const table of ["transparency_weeks", "transparency_files", "decisions", "batches", "venues"] as const)
    await db.deleteFrom(table).execute()
  taken = []
  isAway = false
  officer ??= await addOfficer(authority.deps, ["approver"])
  await db.updateTable("officers").set({ created_at: monday }).execute()
})

/** The server, so many days later. */
function later(days: number): AuthorityDeps {
  const address = far.address()
  const base = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`
  const now = unixSeconds(authority.deps.clock.now() + days * 86_400)
  return { ...authority.deps, link: { base }, clock: { now: () => now } }
}
const figuresOf = ({ bytes }: { bytes: string }): TransparencyFigures =>
  transparencyFigures.parse(JSON.parse(Buffer.from(bytes, "base64url").toString()))
const newest = () => figuresOf(taken.at(-1) ?? { bytes: "" })

async function publishList(seq: number, at: number, state: "published" | "signed" = "published") {
  const rest = { state, rows: 1, manifest: Buffer.from("m"), changes: "{}" } as const
  await authority.deps.db
    .insertInto("batches")
    .values({ seq, made_at: at, ...rest })
    .execute()
}

async function decide(vid: string, list: number, kind: "warning" | "withdrawal" = "warning") {
  const id = randomUUID()
  const bytes = writeDecision({
    v: 1,
    dep: authority.deps.dep,
    id: id.replaceAll("-", ""),
    vid,
    day: WEEK,
    windows: kind === "warning" ? [[10, 20] as never] : [],
    severity: 1,
    template: 1,
    pool: null,
    supersedes: kind === "warning" ? null : "00".repeat(16),
  })
  const made = {
    proposed_by: officer.id,
    proposer_key: officer.key,
    proposer_sig: randomBytes(64),
    proposed_at: monday,
  }
  const rest = { hash: randomBytes(32), day: WEEK, case_id: null, supersedes: null, state: "published", list } as const
  await authority.deps.db
    .insertInto("decisions")
    .values({ id, bytes, vid: Buffer.from(vid, "hex"), ...made, ...rest })
    .execute()
}

test("a week that is over is counted by kind of place, in fives; what is under five does not stand in the file", async () => {
  await publishList(1, monday + 86_400)
  await publishList(2, monday + 8 * 86_400) // the week after
  for (const [category, venues, warnings] of [
    [1, 7, 6],
    [4, 4, 4],
  ] as const) {
    const made = []
    for (let n = 0; n < venues; n += 1) made.push(await addVenue(authority.deps, { category }))
    for (let n = 0; n < warnings; n += 1) await decide(made[0]?.vid ?? "", 1)
  }
  await authority.deps.db.updateTable("venues").set({ not_before: 0, applied_at: 0 }).execute()
  const [one] = await authority.deps.db.selectFrom("venues").select("vid").limit(1).execute()
  for (let n = 0; n < 5; n += 1) await decide(one?.vid.toString("hex") ?? "", 1, "withdrawal")
  await decide(one?.vid.toString("hex") ?? "", 2)
  await publishFigures(later(0))
  expect(newest().weeks).toEqual([
    {
      week: WEEK,
      registered: [{ category: 1, least: 5 }],
      warnings: [{ category: 1, least: 5 }],
      corrections: 0,
      withdrawals: 5,
      codes: 0,
    },
  ])
})

test("the file holds no venue, no case, no officer and no name: kinds, fives and the register alone", async () => {
  const venue = await addVenue(authority.deps, { names: { en: "Secret Garden", hant: "秘園" } })
  await authority.deps.db.updateTable("venues").set({ not_before: 0, applied_at: 0 }).execute()
  await publishList(1, monday + 86_400)
  for (let n = 0; n < 9; n += 1) await decide(venue.vid, 1)
  await publishFigures(later(0))
  const text = Buffer.from(taken.at(-1)?.bytes ?? "", "base64url").toString()
  for (const secret of [venue.vid, venue.id, officer.id, "Secret Garden", "秘園"]) expect(text).not.toContain(secret)
  expect(text).toContain('"warnings":[{"category":1,"least":5}]')
})

test("a week is counted once: what becomes known later, or is destroyed, changes no number that was published", async () => {
  await publishList(1, monday + 86_400)
  await publishFigures(later(0))
  const venue = await addVenue(authority.deps)
  for (let n = 0; n < 6; n += 1) await decide(venue.vid, 1)
  await publishFigures(later(7))
  expect(newest().weeks.map(({ week, warnings }) => [week, warnings])).toEqual([
    [WEEK, []],
    [WEEK + 7, []],
  ])
})

test("a week waits for its last list, and comes with it", async () => {
  await publishList(1, monday + 6 * 86_400, "signed")
  await publishFigures(later(0))
  expect(newest().weeks).toEqual([])
  await authority.deps.db.updateTable("batches").set({ state: "published" }).execute()
  await publishFigures(later(0))
  expect(newest().weeks).toHaveLength(1)
})

test("nothing is lost while the public server is away, nothing is sent twice, and two copies number one file", async () => {
  isAway = true
  await publishFigures(later(0))
  expect(taken).toEqual([])
  isAway = false
  await Promise.all([publishFigures(later(0)), publishFigures(later(0))])
  await publishFigures(later(0.01))
  expect(new Set(taken.map((each) => figuresOf(each).seq)).size).toBe(1)
  const files = await authority.deps.db.selectFrom("transparency_files").select("delivered").execute()
  expect(files).toEqual([{ delivered: true }])
  const before = taken.length
  await publishFigures(later(0.02))
  expect(taken).toHaveLength(before)
})

test("a database put back from an older backup numbers above what was published since", async () => {
  await publishFigures(later(14))
  const published = newest().seq
  await authority.deps.db.deleteFrom("transparency_files").execute()
  await publishFigures(later(15))
  expect(newest().seq).toBeGreaterThan(published)
})

test("a disclosure that two officers agreed to stands in the next file; one that waits does not", async () => {
  await publishFigures(later(0))
  const before = newest()
  const content = {
    office: "High Court, Registry",
    basis: "HCAL 1/2032",
    classes: ["case"],
    people: 2,
    day: "2025-05-30",
  }
  const act = (state: "proposed" | "agreed", decided: string | null, office: string) => ({
    ...({
      id: randomUUID(),
      kind: "disclosure",
      case_id: null,
      ground: "court",
      reference: "",
      until: null,
      state,
    } as const),
    content: JSON.stringify({ recipient: "court", ...content, office }),
    ...{
      proposed_by: officer.id,
      proposed_at: monday,
      decided_by: decided,
      decided_at: decided === null ? null : monday,
    },
  })
  const other = await addOfficer(authority.deps, ["approver"])
  const rows = [act("agreed", other.id, content.office), act("proposed", null, "Another office")]
  await authority.deps.db.insertInto("retention_acts").values(rows).execute()
  await publishFigures(later(0.01))
  expect(newest().seq).toBeGreaterThan(before.seq)
  expect(newest().register.disclosures).toEqual([{ recipient: "court", ...content }])
})
