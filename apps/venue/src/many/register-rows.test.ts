import "fake-indexeddb/auto"
import type { Venue, VenueApplication } from "@homesafe/api"
import { serviceDay } from "@homesafe/protocol"
import { beforeEach, expect, test, vi } from "vitest"
import { findKey } from "../keys/key-store.ts"
import type { CheckedForm } from "../register/check-form.ts"
import { prepareRows } from "./prepare-rows.ts"
import { registerRows } from "./register-rows.ts"
import { findRows } from "./row-store.ts"

const today = serviceDay(20_781)
let owner = { mail: "", dep: "0102030405060708" }
let owners = 0
/** Somebody whose browser has kept nothing yet. */
const newOwner = () => {
  owner = { ...owner, mail: `${++owners}@test.example` }
}
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ line: n + 2, checked: formOf(`Venue ${n}`) }))
const formOf = (en: string): CheckedForm => ({
  names: { en, hant: `場所${en}` },
  address: { en: "1 Road", hant: "道1號" },
  category: 4,
  registerNumber: en,
  notBefore: today,
  entrances: [{ names: null, staffOnly: false }],
})

// The far side of the network: a server that keeps what it is sent, and whose answers may be lost.
let kept: Map<string, Venue>
let posts: number
let next: (post: number) => "answer" | "lose-answer" | "lose" | "busy" | "refuse"
beforeEach(() => {
  newOwner()
  kept = new Map()
  posts = 0
  next = () => "answer"
  vi.stubGlobal("fetch", async (_: string, init: { method: string; body?: string }) => {
    if (init.method === "GET") return Response.json({ venues: [...kept.values()] })
    const how = next(++posts)
    if (how === "lose") throw new TypeError("no network")
    if (how === "busy") return Response.json({ problem: "too-many-waiting" }, { status: 429 })
    if (how === "refuse") return Response.json({ problem: "name-not-allowed" }, { status: 422 })
    const application: VenueApplication = JSON.parse(init.body ?? "")
    const state = "submitted" as const
    const venue = kept.get(application.commit) ?? {
      ...application,
      id: `0000000${kept.size}`,
      state,
      role: "owner",
      reason: null,
      phone: null,
      codes: [],
      closedAt: null,
      change: null,
      revoked: null,
    }
    kept.set(application.commit, venue)
    if (how === "lose-answer") throw new TypeError("no network")
    return Response.json(venue)
  })
})
const run = (rows: Awaited<ReturnType<typeof prepareRows>>, day = today) =>
  registerRows(rows, { today: day, tell: () => {}, isStopped: () => false, pauseMs: 1 })

test("every row is kept with its key before it is sent, and registered once", async () => {
  const rows = await prepareRows(rowsOf(3), owner)
  for (const { application } of rows) expect(await findKey(application.commit)).toBeDefined()
  expect(posts).toBe(0)
  expect(await run(rows)).toBe("done")
  expect([...kept.values()].map(({ names }) => names.en)).toEqual(["Venue 0", "Venue 1", "Venue 2"])
})

test("a run that breaks off anywhere, answers lost included, goes on later and registers nothing twice", async () => {
  for (const broken of ["lose", "lose-answer"] as const) {
    kept.clear()
    posts = 0
    newOwner()
    next = (post) => (post === 2 ? broken : "answer")
    expect(await run(await prepareRows(rowsOf(4), owner))).toBe("offline")
    // The page was closed: all that is left is what the browser kept.
    expect(await run(await findRows(owner.mail, owner.dep))).toBe("done")
    expect(kept.size).toBe(4)
  }
})

test("the same file again registers nothing again, and a row that is new in it is registered", async () => {
  await run(await prepareRows(rowsOf(2), owner))
  await run(await prepareRows(rowsOf(3), owner))
  expect(posts).toBe(3)
  expect(kept.size).toBe(3)
})

test("a row that waited past its first day gets a key for today, unless it had arrived", async () => {
  next = (post) => (post === 1 ? "lose-answer" : "lose")
  await run(await prepareRows(rowsOf(2), owner))
  next = () => "answer"
  expect(await run(await findRows(owner.mail, owner.dep), serviceDay(today + 9))).toBe("done")
  expect([...kept.values()].map(({ notBefore }) => notBefore)).toEqual([today, today + 9])
  for (const commit of kept.keys()) expect(await findKey(commit)).toBeDefined()
})

test("a server that asks to wait is waited for; a row that it refuses is told and holds up no other", async () => {
  next = (post) => (post === 2 ? "busy" : post === 4 ? "refuse" : "answer")
  expect(await run(await prepareRows(rowsOf(4), owner))).toBe("done")
  expect(kept.size).toBe(3)
  const rows = await findRows(owner.mail, owner.dep)
  expect(rows.map(({ state, problem }) => problem ?? state)).toEqual([
    "registered",
    "registered",
    "name-not-allowed",
    "registered",
  ])
})
