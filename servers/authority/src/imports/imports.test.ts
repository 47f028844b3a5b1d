import { randomUUID } from "node:crypto"
import { nameSkeleton } from "@homesafe/domain"
import { unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { correctByHand, setAside } from "./decide-rows.ts"
import { findExposures } from "./find-exposures.ts"
import { findImport, findImports } from "./find-imports.ts"
import { findRows } from "./find-rows.ts"
import { forgetImports } from "./forget-imports.ts"
import { keepImport } from "./keep-import.ts"
import { findProfiles, saveProfile } from "./profiles.ts"

let authority: TestAuthority
let officer = ""

beforeAll(async () => {
  authority = await startAuthority()
  officer = (await addOfficer(authority.deps, ["tracer"])).id
})
afterAll(() => authority.stop())
beforeEach(async () => {
  await authority.admin.deleteFrom("imports").execute()
  await authority.admin.deleteFrom("import_profiles").execute()
  await authority.admin.deleteFrom("venues").execute()
})

const head = "id,Event,Location,City,Start,End,Advice,LAT,LNG"
const line = (id: string, name: string, from = "1:00 pm", until = "2:00 pm") =>
  `${id},${name},1 Quiet Street,Elsewhere,"13/05/2025, ${from}","13/05/2025, ${until}",Watch,-36.8,174.7`
const list = (...lines: string[]) => new TextEncoder().encode(`${head}\n${lines.join("\n")}\n`)
const send = async (file: Uint8Array, more: { profile?: string; twin?: Uint8Array } = {}) => {
  const kept = await keepImport(authority.deps, officer, { file, fileName: "list.csv", ...more })
  if (!kept.ok) throw new Error(kept.problem)
  return kept.value
}
const about = async (id: string) => {
  const found = await findImport(authority.deps, id)
  if (!found.ok) throw new Error(found.problem)
  return found.value
}
const exposures = async (id: string, change: Parameters<typeof findExposures>[2]) => {
  const found = await findExposures(authority.deps, id, change, 0)
  if (!found.ok) throw new Error(found.problem)
  return found.value.exposures
}
const rows = async (id: string, wanted: Parameters<typeof findRows>[2] = {}) => {
  const found = await findRows(authority.deps, id, wanted)
  if (!found.ok) throw new Error(found.problem)
  return found.value
}
const acts = async () =>
  (await authority.admin.selectFrom("audit").select("act").orderBy("seq", "desc").limit(1).execute())[0]?.act

test("every row of a list is kept with its outcome, and the import is in the log", async () => {
  const { id } = await send(
    list(line("e1", "Kowhai Hall"), line("e2", "Fern Cafe 13/05/2025"), line("e3", "Tui Gym", "3:00 pm", "1:00 pm")),
  )
  const found = await about(id)
  expect(found.import).toMatchObject({
    format: "new-zealand",
    timeZone: "Pacific/Auckland",
    refusal: null,
    rows: { accepted: 1, repaired: 1, quarantined: 1, handled: 0 },
    exposures: { fresh: 2, corrected: 0, gone: 0 },
  })
  expect(found.waiting).toEqual([{ code: "end-before-start", rows: 1 }])
  const kept = await rows(id)
  expect(kept.rows.map(({ number, state }) => [number, state])).toEqual([
    [2, "accepted"],
    [3, "repaired"],
    [4, "quarantined"],
  ])
  expect(kept.rows[2]?.cells[1]).toBe("Tui Gym")
  expect(await acts()).toBe("import-list")
})

test("the same bytes twice, one after the other or at once, are one import", async () => {
  const file = list(line("e1", "Kowhai Hall"))
  const [one, two] = await Promise.all([send(file), send(file)])
  expect(one.id).toBe(two.id)
  expect([one.known, two.known].sort()).toEqual([false, true])
  expect(await send(file)).toEqual({ id: one.id, known: true })
  expect((await findImports(authority.deps, 0)).total).toBe(1)
})

test("a corrected list brings corrections, and what it leaves out is gone and not withdrawn; when it returns it is the same one", async () => {
  await send(list(line("e1", "Kowhai Hall"), line("e2", "Fern Cafe")))
  const second = await send(list(line("e1", "Kowhai Hall", "1:00 pm", "3:30 pm")))
  expect((await about(second.id)).import.exposures).toMatchObject({ fresh: 0, corrected: 1, gone: 1 })
  const [corrected] = await exposures(second.id, "corrected")
  expect(corrected?.fields).toEqual(["end"])
  expect((corrected?.end ?? 0) - (corrected?.before?.end ?? 0)).toBe(5400)
  const [gone] = await exposures(second.id, "gone")
  expect(gone?.names[0]?.text).toBe("Fern Cafe")
  const third = await send(list(line("e1", "Kowhai Hall", "1:00 pm", "3:30 pm"), line("e2", "FERN CAFE")))
  expect((await about(third.id)).import.exposures).toMatchObject({
    fresh: 0,
    corrected: 0,
    returned: 1,
    gone: 0,
    unchanged: 1,
  })
  expect((await exposures(third.id, "returned"))[0]?.id).toBe(gone?.id)
})

test("a broken file is noted as refused, and what was listed before stays", async () => {
  const first = await send(list(line("e1", "Kowhai Hall")))
  const broken = await send(new TextEncoder().encode(`<<<<<<< HEAD\n${head}\n`))
  expect((await about(broken.id)).import.refusal).toEqual({ reason: "merge-conflict", offset: 0 })
  expect(await exposures(first.id, "listed")).toHaveLength(1)
  expect(await acts()).toBe("refuse-list")
})

test("an exposure whose row cannot be read any more is in doubt; said by hand, it is listed and survives the next import", async () => {
  await send(list(line("e1", "Kowhai Hall"), line("e2", "Fern Cafe")))
  const bad = line("e1", "Kowhai Hall", "3:00 pm", "1:00 pm")
  const { id } = await send(list(bad, line("e2", "Fern Cafe")))
  expect((await exposures(id, "inDoubt")).map(({ names }) => names[0]?.text)).toEqual(["Kowhai Hall"])
  const start = Date.UTC(2025, 4, 13, 1) / 1000
  const said = { name: "Kowhai Hall", start, end: start + 7200, reason: "asked the department by telephone" }
  expect(await correctByHand(authority.deps, officer, id, 0, { ...said, end: start })).toMatchObject({
    problem: "window-not-allowed",
  })
  expect(await correctByHand(authority.deps, officer, id, 0, said)).toMatchObject({ ok: true })
  expect(await correctByHand(authority.deps, officer, id, 0, said)).toMatchObject({ problem: "not-in-this-state" })
  expect((await about(id)).waiting).toEqual([])
  const next = await send(list(bad, line("e2", "Fern Cafe"), line("e3", "Tui Gym")))
  expect((await about(next.id)).waiting).toEqual([])
  expect((await exposures(next.id, "listed")).map(({ names, byHand }) => [names[0]?.text, byHand])).toEqual([
    ["Fern Cafe", false],
    ["Kowhai Hall", true],
    ["Tui Gym", false],
  ])
  expect((await rows(next.id, { outcome: "quarantined" })).rows[0]?.handled).toMatchObject({
    how: "corrected",
    earlier: true,
  })
  // Once the department has corrected its row, that is what is listed, and nothing stands twice.
  const healed = await send(
    list(line("e1", "Kowhai Hall", "1:00 pm", "3:00 pm"), line("e2", "Fern Cafe"), line("e3", "Tui Gym")),
  )
  expect(await exposures(healed.id, "listed")).toHaveLength(3)
})

test("rows that wait are set aside one by one or by their reason, once", async () => {
  const { id } = await send(
    list(line("e1", "A", "3:00 pm", "1:00 pm"), line("e2", "B", "3:00 pm", "1:00 pm"), line("e3", "", "1:00 pm")),
  )
  expect(await setAside(authority.deps, officer, id, { place: 0, reason: "not ours" })).toMatchObject({
    value: { rows: 1 },
  })
  expect(
    await setAside(authority.deps, officer, id, { code: "end-before-start", reason: "typing mistakes" }),
  ).toMatchObject({ value: { rows: 1 } })
  expect(await setAside(authority.deps, officer, id, { code: "end-before-start", reason: "again" })).toMatchObject({
    problem: "not-in-this-state",
  })
  expect(await setAside(authority.deps, officer, id, { reason: "neither" })).toMatchObject({ problem: "malformed" })
  expect((await about(id)).waiting).toEqual([{ code: "no-name", rows: 1 }])
  expect(await acts()).toBe("set-rows-aside")
})

test("a table that nobody knows is refused until a saved mapping says what it means", async () => {
  const table = new TextEncoder().encode("Premises;Day;From;Until\nThe Quiet Inn;14.03.2025;18:00;21:30\n")
  const sent = { file: table, fileName: "table.csv" }
  expect(await keepImport(authority.deps, officer, sent)).toMatchObject({ problem: "list-needs-profile" })
  expect((await findImports(authority.deps, 0)).total).toBe(0)
  const profile = randomUUID()
  const mapping = {
    columns: { Premises: "name", Day: "date", From: "startTime", Until: "endTime" },
    timeZone: "Europe/Dublin",
  }
  const saved = { name: "A county's table", titles: ["Premises", "Day", "From", "Until"], mapping }
  expect(await saveProfile(authority.deps, officer, profile, saved)).toMatchObject({ ok: true })
  expect(await saveProfile(authority.deps, officer, randomUUID(), saved)).toMatchObject({ problem: "name-taken" })
  const { id } = await send(table, { profile })
  expect((await about(id)).import).toMatchObject({
    profileName: "A county's table",
    rows: { accepted: 1 },
    timeZone: "Europe/Dublin",
  })
  expect((await findProfiles(authority.deps)).profiles).toEqual([{ id: profile, ...saved }])
  expect(await keepImport(authority.deps, officer, { ...sent, profile: randomUUID() })).toMatchObject({
    problem: "not-found",
  })
})

test("a listed place shows the registered venue of the same name, however it is spelt", async () => {
  const id = randomUUID()
  const application = JSON.stringify({ id, names: { en: "Kowhai Hall", hant: "四翅槐堂" } })
  const skeleton = `${nameSkeleton("Kowhai Hall")}/${nameSkeleton("四翅槐堂")}`
  const times = { not_before: 1, not_after: null, applied_at: 1, delivered: true }
  const bytes = { vid: Buffer.alloc(8, 1), commit: Buffer.alloc(16, 2) }
  const texts = { state: "reviewed" as const, reason: null, application, skeleton, register_number: "R", codes: "[]" }
  await authority.admin
    .insertInto("venues")
    .values({ id, ...bytes, ...texts, ...times })
    .execute()
  const sent = await send(list(line("e1", "KŌWHAI  HALL"), line("e2", "Fern Cafe")))
  expect((await exposures(sent.id, "matched")).map(({ venues }) => venues)).toEqual([
    [{ id, en: "Kowhai Hall", hant: "四翅槐堂" }],
  ])
})

test("three thousand rows are kept and compared, and any page of them is found", async () => {
  const many = (corrected: number) =>
    list(
      ...Array.from({ length: 3_000 }, (_, at) =>
        line(`e${at}`, `Hall ${at}`, "1:00 pm", at === corrected ? "2:30 pm" : "2:00 pm"),
      ),
    )
  const { id } = await send(many(-1))
  expect((await rows(id, { page: 149 })).rows.at(-1)?.place).toBe(2_999)
  expect((await exposures(id, "fresh")).length).toBe(20)
  const again = await send(many(7))
  expect((await about(again.id)).import.exposures).toMatchObject({ fresh: 0, corrected: 1, unchanged: 2_999 })
}, 60_000)

test("a list of some megabytes comes through the door, and no longer one", async () => {
  const app = await createAuthorityApp(authority.deps, { problem: null })
  const cookies = await signIn(authority.deps, officer, false)
  const post = (file: Uint8Array) =>
    app.inject({
      method: "POST",
      url: "/v1/imports",
      cookies,
      headers: { "sec-fetch-site": "same-origin" },
      payload: { file: Buffer.from(file).toString("base64url"), fileName: "list.csv" },
    })
  const advice = "Watch for symptoms. ".repeat(200)
  const long = (at: number) => line(`e${at}`, `Hall ${at}`).replace("Watch", advice)
  const sent = await post(list(...Array.from({ length: 500 }, (_, at) => long(at)))) // two megabytes
  expect(sent.statusCode).toBe(200)
  expect((await about(sent.json().id as string)).import.rows.accepted).toBe(500)
  expect((await post(new Uint8Array(34_000_000))).statusCode).toBe(413)
  await app.close()
}, 120_000)

test("after 62 days an import is forgotten with its rows, and with it what no later one listed", async () => {
  const first = await send(list(line("e1", "Kowhai Hall"), line("e2", "Fern Cafe")))
  const later = (days: number) => ({
    ...authority.deps,
    clock: { now: () => unixSeconds(authority.deps.clock.now() + days * 86_400) },
  })
  const file = list(line("e1", "Kowhai Hall"), line("e3", "Tui Gym"))
  const second = await keepImport(later(40), officer, { file, fileName: "next.csv" })
  await forgetImports(later(61))
  expect((await findImports(authority.deps, 0)).total).toBe(2)
  await forgetImports(later(63))
  expect(await findImport(authority.deps, first.id)).toMatchObject({ problem: "not-found" })
  expect(second.ok && (await exposures(second.value.id, "listed")).map(({ names }) => names[0]?.text)).toEqual([
    "Kowhai Hall",
    "Tui Gym",
  ])
  const left = await authority.admin.selectFrom("listed_exposures").select("id").execute()
  expect(left).toHaveLength(2)
})
