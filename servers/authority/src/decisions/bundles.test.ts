import { randomBytes, randomUUID } from "node:crypto"
import { hexOf, serviceDay, units, writeDecision } from "@homesafe/protocol"
import { signDecision } from "@homesafe/protocol/officer"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { setUpChanges, todayOf } from "../changes/changes.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { approveBundle, endBundle } from "./decide-bundle.ts"
import { endProposal } from "./end-proposal.ts"
import { findBundle } from "./find-bundles.ts"
import { findDecisions } from "./find-decisions.ts"
import { proposeBundle } from "./propose-bundle.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let two: readonly [TestOfficer, TestOfficer]
let exposures: string[]

beforeAll(async () => {
  authority = await startAuthority()
  deps = authority.deps
  const [a, b] = (await setUpChanges(deps, 2)).officers
  if (!a || !b) throw new Error("no officers")
  two = [a, b]
})
afterAll(() => authority.stop())
beforeEach(async () => {
  const seen_in = await addImport()
  exposures = await Promise.all([1, 2, 3].map(() => addExposure(seen_in)))
})

async function addImport(): Promise<string> {
  const file = { source: randomUUID(), format: "nz", profile_id: null, profile_name: null, file_name: "list.csv" }
  const json = { head: "[]", mapping: "{}", refusal: null, counts: "{}" }
  const hashes = { hash: randomBytes(32), reading: randomBytes(32) }
  const { id } = await authority.admin
    .insertInto("imports")
    .values({ ...file, ...hashes, ...json, officer_id: two[0].id, at: deps.clock.now() })
    .returning("id")
    .executeTakeFirstOrThrow()
  return id
}
async function addExposure(seen_in: string): Promise<string> {
  const { id } = await authority.admin
    .insertInto("listed_exposures")
    .values({
      source: "s",
      identity: randomUUID(),
      exposure: "{}",
      skeletons: [],
      standing: "listed",
      seen_in,
      by_hand: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow()
  return id
}

/** One warning by name of a listed exposure, as an officer's browser signs it. */
function item(officer: TestOfficer, exposure: string, change: Partial<Parameters<typeof writeDecision>[0]> = {}) {
  const bytes = writeDecision({
    v: 1,
    dep: deps.dep,
    id: randomBytes(16).toString("hex"),
    vid: randomBytes(8).toString("hex"),
    day: serviceDay(todayOf(deps) - 1),
    windows: [[units(96), units(120)]],
    severity: 1,
    template: 1,
    pool: null,
    supersedes: null,
    named: { en: "Night Market", hant: "夜市" },
    about: { kind: "place" },
    ...change,
  })
  const { sig } = signDecision(bytes, deps.dep, officer.seed)
  return { bytes: Buffer.from(bytes).toString("base64url"), sig: hexOf(sig), exposure }
}
const bundleOf = (officer: TestOfficer, items = exposures.map((id) => item(officer, id))) => ({
  id: randomBytes(16).toString("hex"),
  key: officer.key,
  items,
})
const read = async (id: string) => {
  const found = await findBundle(deps, id)
  if (!found) throw new Error("no bundle")
  return found
}
const states = async (id: string) => (await read(id)).decisions.map(({ state }) => state)
/** What the second officer sends after reading. */
async function approvalOf(id: string, officer: TestOfficer) {
  const { hash, decisions } = await read(id)
  const signed = decisions
    .filter(({ state }) => state === "proposed")
    .map((each) => {
      const bytes = new Uint8Array(Buffer.from(each.bytes, "base64url"))
      return { id: each.id, sig: hexOf(signDecision(bytes, deps.dep, officer.seed).sig) }
    })
  return { hash, key: officer.key, signed }
}
async function proposed(): Promise<string> {
  const kept = await proposeBundle(deps, two[0].id, bundleOf(two[0]))
  if (!kept.ok) throw new Error(kept.problem)
  return kept.value
}
const count = async () =>
  Number(
    (
      await deps.db
        .selectFrom("decisions")
        .select((e) => e.fn.countAll().as("n"))
        .executeTakeFirstOrThrow()
    ).n,
  )

test("many are proposed in one act and approved in one act of another officer, each with both signatures", async () => {
  const id = await proposed()
  expect(await states(id)).toEqual(["proposed", "proposed", "proposed"])
  expect((await findDecisions(deps, 0)).bundles).toContainEqual(expect.objectContaining({ id, waiting: 3 }))
  expect(await approveBundle(deps, two[0].id, id, await approvalOf(id, two[0]))).toMatchObject({
    problem: "same-officer",
  })
  expect(await approveBundle(deps, two[1].id, id, await approvalOf(id, two[1]))).toEqual({ ok: true, value: null })
  const rows = await deps.db.selectFrom("decisions").selectAll().where("bundle", "=", id).execute()
  expect(rows.map(({ state, proposer_key, approver_key }) => [state, proposer_key, approver_key])).toEqual(
    exposures.map(() => ["approved", two[0].key, two[1].key]),
  )
  const acts = await authority.admin
    .selectFrom("audit")
    .select("act")
    .where(
      "subject",
      "in",
      rows.map((row) => row.id),
    )
    .execute()
  expect(acts).toHaveLength(6)
})

test("one of many that is not in order leaves nothing: wrong signature, day, twin, or an exposure that is warned about", async () => {
  const before = await count()
  const [a = "", b = "", c = ""] = exposures
  const good = [item(two[0], a), item(two[0], b)]
  const refused = async (last: ReturnType<typeof item>) =>
    proposeBundle(deps, two[0].id, bundleOf(two[0], [...good, last]))
  expect(await refused({ ...item(two[0], c), sig: item(two[1], c).sig })).toMatchObject({ problem: "bad-signature" })
  expect(await refused(item(two[0], c, { day: serviceDay(todayOf(deps) - 31) }))).toMatchObject({
    problem: "window-not-allowed",
  })
  expect(await refused(item(two[0], b))).toMatchObject({ problem: "malformed" })
  expect(await refused(item(two[0], randomUUID()))).toMatchObject({ problem: "not-found" })
  expect(await count()).toBe(before)
  await proposed()
  expect(await proposeBundle(deps, two[1].id, bundleOf(two[1]))).toMatchObject({ problem: "not-in-this-state" })
  expect(await count()).toBe(before + 3)
})

test("the same bundle again is the same; of two officers at once with the same exposures one is kept", async () => {
  const sent = bundleOf(two[0])
  const twice = await Promise.all([proposeBundle(deps, two[0].id, sent), proposeBundle(deps, two[0].id, sent)])
  expect(twice.map(({ ok }) => ok)).toEqual([true, true])
  expect((await read(sent.id)).decisions).toHaveLength(3)
  expect(await proposeBundle(deps, two[1].id, { ...bundleOf(two[1]), id: sent.id })).toMatchObject({ ok: false })
  const seen_in = await addImport()
  exposures = [await addExposure(seen_in), await addExposure(seen_in)]
  const both = await Promise.all(two.map((officer) => proposeBundle(deps, officer.id, bundleOf(officer))))
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
})

test("what changed since it was read is not approved: nor in part", async () => {
  const id = await proposed()
  const approval = await approvalOf(id, two[1])
  const [first] = (await read(id)).decisions
  await endProposal(deps, two[1].id, first?.id ?? "", { how: "refused", reason: "Another market" })
  expect(await approveBundle(deps, two[1].id, id, approval)).toMatchObject({ problem: "content-changed" })
  const now = await approvalOf(id, two[1])
  const [one] = now.signed
  const stale = { ...now, hash: approval.hash }
  expect(await approveBundle(deps, two[1].id, id, stale)).toMatchObject({ problem: "content-changed" })
  const short = { ...now, signed: now.signed.slice(1) }
  expect(await approveBundle(deps, two[1].id, id, short)).toMatchObject({ problem: "content-changed" })
  const forged = { ...now, signed: now.signed.map((each) => ({ ...each, sig: one?.sig ?? "" })) }
  expect(await approveBundle(deps, two[1].id, id, forged)).toMatchObject({ problem: "bad-signature" })
  expect((await states(id)).toSorted()).toEqual(["proposed", "proposed", "refused"])
  expect(await approveBundle(deps, two[1].id, id, now)).toEqual({ ok: true, value: null })
  expect((await states(id)).toSorted()).toEqual(["approved", "approved", "refused"])
})

test("a bundle is refused by another officer or taken back by its own, and its exposures are free again", async () => {
  const id = await proposed()
  const refusal = { how: "refused", reason: "The list was withdrawn" } as const
  expect(await endBundle(deps, two[0].id, id, refusal)).toMatchObject({ problem: "same-officer" })
  expect(await endBundle(deps, two[1].id, id, { how: "taken-back", reason: "" })).toMatchObject({
    problem: "not-allowed",
  })
  expect(await endBundle(deps, two[1].id, id, refusal)).toEqual({ ok: true, value: null })
  const again = await proposed()
  expect(await endBundle(deps, two[0].id, again, { how: "taken-back", reason: "" })).toEqual({ ok: true, value: null })
  expect(await endBundle(deps, two[0].id, again, { how: "taken-back", reason: "" })).toMatchObject({
    problem: "not-in-this-state",
  })
})
