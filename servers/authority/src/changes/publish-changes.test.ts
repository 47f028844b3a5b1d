import {
  hexOf,
  noIssuers,
  readIssuers,
  readPolicy,
  readRevoked,
  serviceDay,
  sha256,
  unixSeconds,
  writeIssuers,
  writeRevoked,
} from "@homesafe/protocol"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addVenue, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { buildList } from "../publishing/build-list.ts"
import {
  checkAsVerifier,
  type Newest,
  newestRequest,
  setUpLists,
  type VerifierView,
} from "../publishing/lists.test-support.ts"
import { newestList } from "../publishing/signed-lists.ts"
import { approveChange } from "./approve.ts"
import { approvalOf, issuersProposal, revocation, ruleFrom, ruleProposal, todayOf } from "./changes.test-support.ts"
import { proposeIssuersFile, proposeToRevoke, proposeToRule } from "./propose.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let officers: TestOfficer[]
let view: VerifierView

beforeAll(async () => {
  authority = await startAuthority()
  deps = authority.deps
  const made = await setUpLists(deps, 2)
  ;[officers, view] = [made.officers, made]
})
afterAll(() => authority.stop())

const newest = () => newestRequest(deps)
const check = (made: Pick<Newest, "request">, last: { seq: number; hash: string } | null) =>
  checkAsVerifier(deps, view, made, last)

async function decide(kind: "revoke" | "rule" | "issuers"): Promise<{ readonly vid: string }> {
  const [first, second] = officers
  if (!first || !second) throw new Error("no officers")
  const venue = await addVenue(deps)
  const made =
    kind === "revoke"
      ? await revocation(deps, first, venue, todayOf(deps))
      : kind === "rule"
        ? await ruleProposal(deps, first, ruleFrom(todayOf(deps) + 1))
        : await issuersProposal(deps, first, writeIssuers({ ...noIssuers, revoked: ["0a".repeat(16)] }))
  const proposed =
    "venue" in made.body
      ? await proposeToRevoke(deps, first.id, made.body)
      : "file" in made.body
        ? await proposeIssuersFile(deps, first.id, made.body)
        : await proposeToRule(deps, first.id, made.body)
  expect(proposed.ok).toBe(true)
  expect((await approveChange(deps, second.id, made.id, await approvalOf(deps, second, made.id))).ok).toBe(true)
  return venue
}

test("the next list carries what two officers decided, verifiers sign it, and the one after carries it on without asking again", async () => {
  const t = deps.clock.now()
  await buildList(deps, view.trust, t)
  const one = await newest()
  expect(check(one, null)).toBe("signed")
  expect(one.manifest.revoked.seq).toBe(1)
  expect(one.manifest.issuers).toBeUndefined()

  const venue = await decide("revoke")
  const other = await decide("revoke") // two changes between two lists: the newer file holds both
  await decide("rule")
  await decide("issuers")
  const before = { seq: 1, hash: one.hash }
  await buildList(deps, view.trust, unixSeconds(t + 60))
  const two = await newest()
  expect(check(two, before)).toBe("signed")
  expect([two.manifest.revoked.seq, two.manifest.policy.seq]).toEqual([3, 2])
  const issuers = two.request.files.find((each) => hexOf(sha256(each)) === two.manifest.issuers?.sha256)
  expect(issuers && readIssuers(issuers)).toMatchObject({ ok: true, value: { revoked: ["0a".repeat(16)] } })
  const file = two.request.files.find((each) => hexOf(sha256(each)) === two.manifest.revoked.sha256)
  const revoked = file && readRevoked(file)
  const today = serviceDay(todayOf(deps))
  expect(revoked?.ok && new Map(revoked.value)).toEqual(
    new Map([
      [venue.vid, today],
      [other.vid, today],
    ]),
  )
  const policy = await newestList(deps.db, "policy")
  expect(policy?.seq).toBe(2)
  expect(policy && readPolicy(policy.envelope.bytes).ok).toBe(true)

  // The same list without what the officers signed, or with one signature of the two.
  expect(check({ request: { ...two.request, changes: [] } }, before)).toBe("change-not-decided")
  const half = two.request.changes.map((change) => ({ ...change, sigs: change.sigs.slice(0, 1) }))
  expect(check({ request: { ...two.request, changes: half } }, before)).toBe("change-not-decided")

  await buildList(deps, view.trust, unixSeconds(t + 120))
  const three = await newest()
  expect(check(three, { seq: 2, hash: two.hash })).toBe("signed")
  expect(three.manifest.revoked).toEqual(two.manifest.revoked)
  expect(three.manifest.policy).toEqual(two.manifest.policy)
  expect(three.manifest.issuers).toEqual(two.manifest.issuers)
  expect(three.request.changes).toEqual([])
})

test("a revocation that stands in the database and that nobody decided is signed by no verifier", async () => {
  const before = await newest()
  const vid = Buffer.from((await addVenue(deps)).vid, "hex")
  // Whoever rules the authority's server can write this; two officers' signatures they cannot.
  const row = await deps.db
    .selectFrom("file_changes")
    .selectAll()
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirstOrThrow()
  const content = writeRevoked(new Map([[vid.toString("hex"), serviceDay(todayOf(deps))]]))
  const { what, ...rest } = row
  await deps.db
    .insertInto("file_changes")
    .values({
      ...rest,
      what: JSON.stringify(what),
      id: "ab".repeat(16),
      file: "revoked",
      seq: 4,
      content,
      state: "approved",
    })
    .execute()
  await buildList(deps, view.trust, unixSeconds(deps.clock.now() + 180))
  const forged = await newest()
  expect(forged.manifest.revoked.seq).toBe(4)
  expect(check(forged, { seq: before.manifest.seq, hash: before.hash })).toBe("change-not-decided")
})
