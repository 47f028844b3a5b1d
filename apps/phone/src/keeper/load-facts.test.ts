import "fake-indexeddb/auto"
import { unixSeconds } from "@homesafe/protocol"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { DEP, deployment, NOW } from "../feed/published-lists.test-support.ts"
import { loadFacts } from "./load-facts.ts"
import { clearDatabase, openDatabase, type PhoneDatabase } from "./open-database.ts"

let db: PhoneDatabase

beforeEach(async () => {
  db = await openDatabase()
  await clearDatabase(db)
  vi.stubGlobal("fetch", async () => Response.json(deployment))
})
afterEach(() => {
  vi.unstubAllGlobals()
  db.close()
})
const years = (n: number) => unixSeconds(NOW + Math.round(n * 365 * 86_400))

test("hostile 52: a phone that has started once starts again offline, whatever its clock says of the trust list", async () => {
  expect((await loadFacts(db, NOW)).ok).toBe(true)
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("no network")
  })
  for (const now of [years(3), years(-3), NOW]) expect((await loadFacts(db, now)).ok).toBe(true)
})

test("a new phone does not believe a trust list that is past its date, nor one with a changed byte", async () => {
  expect(await loadFacts(db, years(3))).toEqual({ ok: false, problem: "deployment-refused" })
  const { bytes, sigs } = deployment.trust as { bytes: string; sigs: { sig: string }[] }
  const flipped = bytes.replace(/^./, (first) => (first === "e" ? "f" : "e"))
  vi.stubGlobal("fetch", async () => Response.json({ ...deployment, trust: { bytes: flipped, sigs } }))
  expect(await loadFacts(db, NOW)).toEqual({ ok: false, problem: "deployment-refused" })
})

test("without a network, or with a hotel's page in its place, the first start says what is missing", async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("no network")
  })
  expect(await loadFacts(db, NOW)).toEqual({ ok: false, problem: "offline" })
  vi.stubGlobal("fetch", async () => new Response("<h1>Welcome</h1>", { headers: { "content-type": "text/html" } }))
  expect(await loadFacts(db, NOW)).toEqual({ ok: false, problem: "offline" })
  vi.stubGlobal("fetch", async () => Response.json({ v: 1, dep: DEP }))
  expect(await loadFacts(db, NOW)).toEqual({ ok: false, problem: "deployment-refused" })
})
