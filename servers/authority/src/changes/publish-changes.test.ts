import {
  addDays,
  ed25519PublicKey,
  hexOf,
  keyIdOf,
  manifestHash,
  readManifest,
  readPolicy,
  readRevoked,
  serviceDay,
  sha256,
  signEnvelope,
  type TrustList,
  unixSeconds,
  writeEnvelope,
  writeRevoked,
  writeTrustList,
} from "@homesafe/protocol"
import type { OfficerKeys } from "@homesafe/protocol/officer"
import { checkBatch, readBatchRequest } from "@homesafe/protocol/publisher"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addVenue, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { buildList } from "../publishing/build-list.ts"
import { currentTrust } from "../publishing/next-list.ts"
import { newestList, writeList } from "../publishing/signed-lists.ts"
import { openAtRest } from "../seal-at-rest.ts"
import { approveChange } from "./approve.ts"
import { approvalOf, revocation, ruleFrom, ruleProposal, setUpChanges, todayOf } from "./changes.test-support.ts"
import { proposeToRevoke, proposeToRule } from "./propose.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let officers: TestOfficer[]
let list: OfficerKeys
let trust: TrustList
let initialFiles: string[]

beforeAll(async () => {
  authority = await startAuthority()
  deps = authority.deps
  ;({ officers, list } = await setUpChanges(deps, 2))
  const today = todayOf(deps)
  const days = { from: addDays(today, -1), until: addDays(today, 9) }
  const root = new Uint8Array(32).fill(7)
  const keys = (
    [
      ["root", root],
      ["publisher", deps.keys.publisher],
    ] as const
  ).map(([role, secret]) => {
    const pub = ed25519PublicKey(secret)
    return { id: keyIdOf(pub), role, pub, ...days }
  })
  const bytes = writeTrustList({ ...(await currentTrust(deps)), seq: 2, keys })
  const sigs = [signEnvelope(bytes, { label: "VT1/trust", dep: deps.dep, seq: 2, role: "root" }, root)]
  await writeList(deps.db, "trust", 2, { bytes, sigs })
  trust = await currentTrust(deps)
  const kept = await Promise.all((["catalogue", "policy", "notices"] as const).map((kind) => newestList(deps.db, kind)))
  const files = [...kept.flatMap((one) => (one ? [writeEnvelope(one.envelope)] : [])), writeRevoked(new Map())]
  initialFiles = files.map((file) => hexOf(sha256(file)))
})
afterAll(() => authority.stop())

/** What a verifier is sent for the newest list that was built. */
async function newestRequest() {
  const asked = deps.db.selectFrom("batches").selectAll().orderBy("seq", "desc").limit(1)
  const row = await asked.executeTakeFirstOrThrow()
  const read = readBatchRequest(openAtRest(deps.keys.atRest, `batch ${row.seq}`, row.to_cosign ?? Buffer.of()))
  const manifest = readManifest(new Uint8Array(row.manifest))
  if (!read.ok || !manifest.ok) throw new Error("not readable")
  return { request: read.value, manifest: manifest.value, hash: manifestHash(new Uint8Array(row.manifest)) }
}

type Newest = Awaited<ReturnType<typeof newestRequest>>
function check({ request }: Pick<Newest, "request">, last: { seq: number; hash: string } | null) {
  const now = deps.clock.now()
  const checked = checkBatch(request, { dep: deps.dep, trust, officers: list, last, initialFiles, now })
  return checked.ok ? "signed" : checked.problem
}

async function decide(kind: "revoke" | "rule"): Promise<{ readonly vid: string }> {
  const [first, second] = officers
  if (!first || !second) throw new Error("no officers")
  const venue = await addVenue(deps)
  const made =
    kind === "revoke"
      ? await revocation(deps, first, venue, todayOf(deps))
      : await ruleProposal(deps, first, ruleFrom(todayOf(deps) + 1))
  const proposed =
    "venue" in made.body
      ? await proposeToRevoke(deps, first.id, made.body)
      : await proposeToRule(deps, first.id, made.body)
  expect(proposed.ok).toBe(true)
  expect((await approveChange(deps, second.id, made.id, await approvalOf(deps, second, made.id))).ok).toBe(true)
  return venue
}

test("the next list carries what two officers decided, verifiers sign it, and the one after carries it on without asking again", async () => {
  const t = deps.clock.now()
  await buildList(deps, trust, t)
  const one = await newestRequest()
  expect(check(one, null)).toBe("signed")
  expect(one.manifest.revoked.seq).toBe(1)

  const venue = await decide("revoke")
  const other = await decide("revoke") // two changes between two lists: the newer file holds both
  await decide("rule")
  const before = { seq: 1, hash: one.hash }
  await buildList(deps, trust, unixSeconds(t + 60))
  const two = await newestRequest()
  expect(check(two, before)).toBe("signed")
  expect([two.manifest.revoked.seq, two.manifest.policy.seq]).toEqual([3, 2])
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

  await buildList(deps, trust, unixSeconds(t + 120))
  const three = await newestRequest()
  expect(check(three, { seq: 2, hash: two.hash })).toBe("signed")
  expect(three.manifest.revoked).toEqual(two.manifest.revoked)
  expect(three.manifest.policy).toEqual(two.manifest.policy)
  expect(three.request.changes).toEqual([])
})

test("a revocation that stands in the database and that nobody decided is signed by no verifier", async () => {
  const newest = await newestRequest()
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
  await buildList(deps, trust, unixSeconds(deps.clock.now() + 180))
  const forged = await newestRequest()
  expect(forged.manifest.revoked.seq).toBe(4)
  expect(check(forged, { seq: newest.manifest.seq, hash: newest.hash })).toBe("change-not-decided")
})
