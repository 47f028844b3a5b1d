import { randomBytes } from "node:crypto"
import { serviceDayOf, units, unixSeconds, writeDecision } from "@homesafe/protocol"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority } from "../authority.test-support.ts"
import { openTestCaseWith, provenVisit } from "../cases/case.test-support.ts"
import { describeSituation } from "./describe-situation.ts"

let authority: TestAuthority
let officer: string

beforeAll(async () => {
  authority = await startAuthority()
  officer = (await addOfficer(authority.deps, ["tracer"])).id
})
afterAll(() => authority.stop())

/** A decision as it stands after its approval, `ago` seconds before now. */
async function decide(
  caseId: string,
  kind: { readonly ago: number; readonly withdraws?: string; readonly list?: number },
) {
  const { db, clock, dep, offset } = authority.deps
  const [id, vid] = [randomBytes(16).toString("hex"), "0011223344556677"]
  const at = clock.now() - kind.ago
  const day = serviceDayOf(unixSeconds(at), offset)
  const windows = kind.withdraws ? [] : [[units(100), units(120)] as const]
  const rest = { severity: 1, template: 1, pool: null, supersedes: kind.withdraws ?? null }
  const bytes = writeDecision({ v: 1, dep, id, vid, day, windows, ...rest })
  const by = { proposed_by: officer, proposer_key: "00", proposer_sig: Buffer.of(), proposed_at: at - 60 }
  const approval = { approved_by: null, approver_key: null, approved_at: at, list: kind.list ?? null }
  await db
    .insertInto("decisions")
    .values({
      ...{
        id,
        bytes,
        hash: randomBytes(32),
        vid: Buffer.from(vid, "hex"),
        day,
        case_id: caseId,
        supersedes: rest.supersedes,
      },
      ...{ state: "published", ...by, ...approval },
    })
    .execute()
  return id
}

test("the situation counts what happened in its days, and the middle of how long it took; nothing of it is opened", async () => {
  const { deps } = authority
  const now = deps.clock.now()
  const [first, second, old] = [
    await openTestCaseWith(deps, officer, [provenVisit(20_000), { ...provenVisit(20_001), verdict: "unproven" }]),
    await openTestCaseWith(deps, officer, [provenVisit(20_000)]),
    await openTestCaseWith(deps, officer, [provenVisit(20_000)]),
  ]
  const openedAgo = (id: string, seconds: number, pathogen = 1) =>
    deps.db
      .updateTable("cases")
      .set({ opened_at: now - seconds, pathogen })
      .where("id", "=", id)
      .execute()
  await openedAgo(first, 7_200)
  await openedAgo(second, 4_000, 2)
  await openedAgo(old, 40 * 86_400)
  await deps.db
    .insertInto("batches")
    .values({ seq: 3, state: "published", made_at: now - 60, rows: 1, manifest: Buffer.of(), changes: "{}" })
    .execute()
  const warned = await decide(first, { ago: 3_600, list: 3 })
  await decide(second, { ago: 2_000 })
  await decide(first, { ago: 1_000, withdraws: warned })
  await decide(old, { ago: 39 * 86_400 })
  expect(await describeSituation(deps, 7)).toMatchObject({
    now,
    cases: [
      { pathogen: 1, opened: 1 },
      { pathogen: 2, opened: 1 },
    ],
    stays: { proven: 2, unproven: 1 },
    decisions: { exposure: 2, correction: 0, withdrawal: 1, venues: 1, named: 0 },
    lists: 1,
    median: { caseToDecision: 2_000, decisionToList: 3_540 },
  })
  const reads = deps.db.selectFrom("audit").select("act").where("act", "=", "read-visits")
  expect(await reads.execute()).toEqual([])
  expect((await describeSituation(deps, 60)).cases[0]).toEqual({ pathogen: 1, opened: 2 })
})
