import { randomBytes } from "node:crypto"
import { type Decision, readNotices, serviceDay, units, unitsOnward, unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addVenue, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { todayOf } from "../changes/changes.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { buildList } from "../publishing/build-list.ts"
import {
  checkAsVerifier,
  newestRequest,
  sendNewest,
  setUpLists,
  startTakingLink,
  type VerifierView,
} from "../publishing/lists.test-support.ts"
import { newestList } from "../publishing/signed-lists.ts"
import { decide, sendProposal } from "./decide.test-support.ts"
import { findDecision } from "./find-decisions.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let view: VerifierView
let two: readonly [TestOfficer, TestOfficer]
let link: Awaited<ReturnType<typeof startTakingLink>>
let last: { seq: number; hash: string } | null = null
let seconds = 0

beforeAll(async () => {
  authority = await startAuthority()
  link = await startTakingLink()
  const begun = authority.deps.clock.now()
  deps = { ...authority.deps, link, clock: { now: () => unixSeconds(begun + seconds) } }
  const made = await setUpLists(deps, 2)
  view = made
  const [a, b] = made.officers
  if (!a || !b) throw new Error("no officers")
  two = [a, b]
})
afterAll(async () => {
  link.stop()
  await authority.stop()
})

const flight = (vid = randomBytes(8).toString("hex")) =>
  ({
    vid,
    day: serviceDay(todayOf(deps) - 1),
    windows: [[units(240), unitsOnward(330)]], // 00:00 to 07:30: it lands on the next service day
    named: { en: "Hong Kong to Vancouver", hant: "香港至溫哥華" },
    about: { kind: "flight", number: "CX 888", rows: "30-34" },
  }) satisfies Partial<Decision>

/** The next list, as verifiers sign it, and the notices that stand after it. */
async function publish() {
  seconds += 1
  await buildList(deps, view.trust, deps.clock.now())
  const made = await newestRequest(deps)
  expect(checkAsVerifier(deps, view, made, last)).toBe("signed")
  last = { seq: made.manifest.seq, hash: made.hash }
  await sendNewest(deps)
  seconds += 1
  const newest = await newestList(deps.db, "notices")
  const read = newest && readNotices(newest.envelope.bytes)
  if (!read?.ok) throw new Error("no notices")
  return { request: made.request, entries: read.value.entries }
}

test("a flight is named by two officers' keys, stands on the board with the next list, and is corrected and withdrawn like any warning", async () => {
  const first = flight()
  const id = await decide(deps, two, first)
  expect(await findDecision(deps, id)).toMatchObject({
    about: first.about,
    named: first.named,
    venue: null,
    missing: null,
  })
  const one = await publish()
  expect(one.request.rows).toEqual([])
  expect(one.entries).toMatchObject([{ ...first.about, names: first.named, id: `${id}-0` }])
  expect((one.entries[0]?.until ?? 0) - (one.entries[0]?.from ?? 0)).toBe(90 * 300)

  const about = { ...first.about, rows: "30-36" }
  const correction = await decide(deps, two, { ...first, about, supersedes: id })
  expect((await publish()).entries).toMatchObject([{ id: `${correction}-0`, rows: "30-36" }])

  const { named, about: _, ...bare } = { ...first, windows: [], supersedes: correction }
  await decide(deps, two, bare)
  expect((await publish()).entries).toMatchObject([{ id: `${correction}-0`, withdrawn: true }])
})

test("hostile 31: a name with hidden marks, in one language only, too long, or a number in another form is refused", async () => {
  const bad: object[] = [
    { named: { en: "Hong Kong\u202e to", hant: "香港" } },
    { named: { en: "Hong Kong\u0007", hant: "香港" } },
    { named: { en: "", hant: "香港" } },
    { named: { en: "a".repeat(161), hant: "香港" } },
    { named: undefined },
    { about: { kind: "flight" } },
    { about: { kind: "flight", number: "cx<b>" } },
    { about: { kind: "place", rows: "1" } },
    { about: { kind: "flight", number: "CX 1", towards: { en: "North\u2066", hant: "北" } } },
    { about: { kind: "person", number: "1" } },
  ]
  for (const change of bad) {
    // as: what a forged browser might sign
    const { answer } = await sendProposal(deps, two[0], { ...flight(), ...(change as Partial<Decision>) })
    expect(answer, JSON.stringify(change)).toEqual({ ok: false, problem: "malformed" })
  }
  const { about: _, ...venue } = flight()
  const day = { ...venue, windows: [[units(240), unitsOnward(289)] as const] }
  expect((await sendProposal(deps, two[0], day)).answer).toEqual({ ok: false, problem: "malformed" })
})

test("a registered venue is not warned about in other words: its id stands for its registered name alone", async () => {
  const { vid } = await addVenue(deps)
  const { answer } = await sendProposal(deps, two[0], flight(vid))
  expect(answer).toEqual({ ok: false, problem: "malformed", field: "named" })
  // What is named without a code does not become a venue's warning by a correction.
  seconds += 1
  const { about: _, named: __, ...bare } = flight()
  const id = await decide(deps, two, { ...flight(bare.vid), windows: [[units(1), units(9)]] })
  const turned = { ...bare, windows: [[units(1), units(12)]] as const, supersedes: id }
  expect((await sendProposal(deps, two[0], turned)).answer).toEqual({
    ok: false,
    problem: "malformed",
    field: "supersedes",
  })
})
