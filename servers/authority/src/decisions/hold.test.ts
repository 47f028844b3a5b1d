import { type Decision, serviceDay, units, unixSeconds } from "@homesafe/protocol"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
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
import { addVenueWithKey, decide, signVerdict } from "./decide.test-support.ts"
import { approveHoldVerdict, proposeHoldVerdict } from "./end-hold.ts"
import { findDecision, findStanding } from "./find-decisions.ts"
import { holdDecision } from "./hold.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let view: VerifierView
let two: readonly [TestOfficer, TestOfficer]
let third: TestOfficer
let link: Awaited<ReturnType<typeof startTakingLink>>
let venues = 0
let seconds = 0
let vid: string
let last: { seq: number; hash: string } | null = null

beforeAll(async () => {
  authority = await startAuthority()
  link = await startTakingLink()
  const begun = authority.deps.clock.now()
  // Approvals follow each other: their order says which decision replaces which.
  deps = { ...authority.deps, link, clock: { now: () => unixSeconds(begun + seconds) } }
  const made = await setUpLists(deps, 3)
  view = made
  const [a, b, c] = made.officers
  if (!a || !b || !c) throw new Error("no officers")
  ;[two, third] = [[a, b], c]
})
afterAll(async () => {
  link.stop()
  await authority.stop()
})
beforeEach(async () => {
  venues += 1
  vid = await addVenueWithKey(deps, third.id, `market ${venues}`)
})

const done = { ok: true, value: null }
const refused = (problem: string) => ({ ok: false, problem })
const place = () => ({ vid, day: serviceDay(todayOf(deps)), named: { en: "Test Market", hant: "測試街市" } })
const hold = (id: string) => holdDecision(deps, third.id, id, "The address is another one")
const stateOf = async (id: string) => (await findDecision(deps, id))?.state

/** Two officers decide, a second after whatever was before. */
async function decideNow(change: Partial<Decision>): Promise<string> {
  seconds += 1
  return decide(deps, two, change)
}

/** The next list, as verifiers sign it; the request is kept, so that it can be looked into, and the list counts as out. */
async function nextList() {
  seconds += 1
  await buildList(deps, view.trust, deps.clock.now())
  const made = await newestRequest(deps)
  expect(checkAsVerifier(deps, view, made, last)).toBe("signed")
  last = { seq: made.manifest.seq, hash: made.hash }
  return made
}
async function publish() {
  const made = await nextList()
  await sendNewest(deps)
  return made
}

/** What anybody can see of a list: sizes and times, and the files beside the batch. */
const seenOf = ({ manifest: { batch, notices, ...rest } }: Awaited<ReturnType<typeof nextList>>) => ({
  cells: batch.cells.map(({ bytes }) => bytes),
  texts: batch.texts.bytes,
  notices,
  revoked: rest.revoked,
  policy: rest.policy,
  catalogue: rest.catalogue,
  hold: rest.hold,
})

async function release(id: string, verdict: "release" | "stop" = "release") {
  const [first, second] = two
  expect(await proposeHoldVerdict(deps, first.id, id, await signVerdict(deps, first, id, verdict))).toEqual(done)
  return approveHoldVerdict(deps, second.id, id, await signVerdict(deps, second, id, verdict))
}

describe("a held decision", () => {
  test("is in no list, whose sizes, times and files are those of a list without it; released, the next list carries the same bytes", async () => {
    const without = await publish()
    const id = await decideNow(place())
    const before = await findDecision(deps, id)
    expect(before?.canHold).toBe(true)
    expect(await hold(id)).toEqual(done)
    expect(await findStanding(deps, vid, todayOf(deps))).toEqual([])
    const while_ = await publish()
    expect(while_.request.rows).toEqual([])
    expect(while_.request.decisions).toHaveLength(without.request.decisions.length)
    expect(seenOf(while_)).toEqual(seenOf(without))
    expect(while_.rows).toBe(without.rows)

    expect(await release(id)).toEqual(done)
    const after = await findDecision(deps, id)
    expect([after?.bytes, after?.hash, after?.state]).toEqual([before?.bytes, before?.hash, "approved"])
    const carried = await publish()
    expect(carried.request.rows).toHaveLength(1)
    expect(carried.manifest.notices).not.toEqual(without.manifest.notices)
    expect(await stateOf(id)).toBe("published")
    expect(await hold(id), "what is out cannot be held").toEqual(refused("not-in-this-state"))
  })

  test("ends unpublished when two officers say so, and leaves no trace in any list", async () => {
    const id = await decideNow(place())
    await hold(id)
    expect(await release(id, "stop")).toEqual(done)
    expect(await stateOf(id)).toBe("stopped")
    const made = await publish()
    expect(JSON.stringify(made.request.decisions.map(({ bytes }) => Buffer.from(bytes).toString()))).not.toContain(id)
    expect(await proposeHoldVerdict(deps, two[0].id, id, await signVerdict(deps, two[0], id, "release"))).toEqual(
      refused("not-in-this-state"),
    )
  })

  test("hostile 46: goes on only under two officers and two keys, over this hold of this text", async () => {
    const id = await decideNow(place())
    await hold(id)
    const [first, second] = two
    const own = await signVerdict(deps, first, id, "release")
    expect(await approveHoldVerdict(deps, second.id, id, own), "nobody has signed first").toEqual(
      refused("not-in-this-state"),
    )
    expect(await proposeHoldVerdict(deps, first.id, id, own)).toEqual(done)
    expect(await approveHoldVerdict(deps, first.id, id, own)).toEqual(refused("same-officer"))
    expect(await approveHoldVerdict(deps, second.id, id, own)).toEqual(refused("same-officer"))
    const others = await signVerdict(deps, third, id, "release")
    expect(await approveHoldVerdict(deps, second.id, id, others)).toEqual(refused("not-an-officer-key"))
    const stop = await signVerdict(deps, second, id, "stop")
    expect(await approveHoldVerdict(deps, second.id, id, stop)).toEqual(refused("content-changed"))
    const good = await signVerdict(deps, second, id, "release")
    expect(await approveHoldVerdict(deps, second.id, id, { ...good, sig: stop.sig })).toEqual(refused("bad-signature"))
    const answers = await Promise.all([
      approveHoldVerdict(deps, second.id, id, good),
      approveHoldVerdict(deps, third.id, id, others),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    // Held again, the old signatures are worth nothing.
    await hold(id)
    expect(await proposeHoldVerdict(deps, first.id, id, own)).toEqual(refused("content-changed"))
    expect(await release(id, "stop")).toEqual(done)
  })

  test("lets what it had corrected stand again, and takes its place when it is released", async () => {
    const id = await decideNow(place())
    await publish()
    const correction = await decideNow({ ...place(), supersedes: id, windows: [[units(96), units(100)]] })
    expect(await stateOf(id)).toBe("superseded")
    await hold(correction)
    expect(await stateOf(id)).toBe("published")
    const between = await publish()
    expect(between.request.rows).toEqual([])
    await release(correction)
    expect([await stateOf(id), await stateOf(correction)]).toEqual(["superseded", "approved"])
    expect((await publish()).request.rows).toHaveLength(1)
  })

  test("cannot be held any more once the list that carries it is made, and the answer says so", async () => {
    const id = await decideNow(place())
    await nextList()
    expect((await findDecision(deps, id))?.canHold).toBe(false)
    expect(await hold(id)).toEqual(refused("list-sealed"))
    expect(await stateOf(id)).toBe("approved")
    await sendNewest(deps)
    expect(await stateOf(id)).toBe("published")
  })
})

test("of a hold and the making of a list at the same moment one comes first: held, it is not in the list; in the list, it is not held", async () => {
  const seen = new Set<boolean>()
  for (let i = 0; i < 12; i++) {
    const id = await decideNow(place())
    // Holds that begin ever later, so that some come before the list reads, some while it is made, and some after.
    const later = new Promise((resolve) => setTimeout(resolve, i * 12))
    const [made, held] = await Promise.all([nextList(), later.then(() => hold(id))])
    const isIn = made.request.decisions.some(({ bytes }) => Buffer.from(bytes).toString().includes(id))
    expect(held.ok).toBe(!isIn)
    seen.add(isIn)
    await sendNewest(deps)
    expect(await stateOf(id)).toBe(isIn ? "published" : "held")
  }
  expect([...seen]).toContain(false)
})
