import { createHash, randomBytes } from "node:crypto"
import { hexOf, serviceDayOf, units, type Window, writeDecision } from "@homesafe/protocol"
import { signDecision } from "@homesafe/protocol/officer"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { approveDecision } from "./approve.ts"
import { endProposal } from "./end-proposal.ts"
import { findDecision, findDecisions, findStanding } from "./find-decisions.ts"
import { proposeDecision } from "./propose.ts"
import { keepRowKey, sealDayKey } from "./row-keys.ts"

interface Proposed {
  readonly id: string
  readonly bytes: Uint8Array
}

let authority: TestAuthority
let proposer: TestOfficer
let second: TestOfficer
let third: TestOfficer
let proposed: Proposed

beforeAll(async () => {
  authority = await startAuthority()
  // Each may do everything: that there are two of them keeps a decision honest, not their roles.
  const everything = ["tracer", "approver", "administrator"] as const
  proposer = await addOfficer(authority.deps, everything)
  second = await addOfficer(authority.deps, everything)
  third = await addOfficer(authority.deps, everything)
})
afterAll(() => authority.stop())
beforeEach(async () => {
  proposed = await propose()
})

const today = () => serviceDayOf(authority.deps.clock.now(), authority.deps.offset)

/** A decision that the first officer has signed and that the server keeps. */
async function propose(
  vid = randomBytes(8).toString("hex"),
  supersedes: string | null = null,
  windows: readonly Window[] = [[units(120), units(150)]],
): Promise<Proposed> {
  const { deps } = authority
  const id = randomBytes(16).toString("hex")
  // The venue's day key is here already, as after an earlier decision.
  await keepRowKey(deps.db, vid, today(), sealDayKey(deps, { vid, day: today() }, randomBytes(160)))
  const rest = { severity: 1, template: 1, pool: null, supersedes }
  const bytes = writeDecision({ v: 1, dep: deps.dep, id, vid, day: today(), windows, ...rest })
  const body = { bytes: Buffer.from(bytes).toString("base64url"), caseId: null, ...signatureOf(proposer, bytes) }
  expect(await proposeDecision(deps, proposer.id, body)).toEqual({ ok: true, value: id })
  return { id, bytes }
}

function signatureOf(officer: TestOfficer, bytes: Uint8Array) {
  const { key, sig } = signDecision(bytes, authority.deps.dep, officer.seed)
  return { key, sig: hexOf(sig) }
}

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

/** An approval that `officer` sends, signed by `signer`. */
function approve(
  officer: TestOfficer,
  signer = officer,
  told: Uint8Array = proposed.bytes,
  signed = proposed.bytes,
  { id } = proposed,
) {
  return approveDecision(authority.deps, officer.id, id, {
    hash: hashOf(told),
    ...signatureOf(signer, signed),
  })
}

/** Another decision than the one that each test begins with. */
const approveIt = (officer: TestOfficer, it: Proposed) => approve(officer, officer, it.bytes, it.bytes, it)

async function state({ id } = proposed): Promise<string> {
  const asked = authority.deps.db.selectFrom("decisions").select("state").where("id", "=", id)
  return (await asked.executeTakeFirstOrThrow()).state
}
const done = { ok: true, value: null }
const refused = (problem: string) => ({ ok: false, problem })

describe("hostile 46: a decision", () => {
  test("is approved by another officer, once", async () => {
    expect(await approve(second)).toEqual(done)
    expect(await state()).toBe("approved")
    expect(await approve(third)).toEqual(refused("not-in-this-state"))
    expect(await approve(second)).toEqual(refused("not-in-this-state"))
  })

  test("is not approved by the officer who proposed it", async () => {
    expect(await approve(proposer)).toEqual(refused("same-officer"))
    expect(await state()).toBe("proposed")
  })

  test("is not approved by its proposer with another officer's key", async () => {
    expect(await approve(proposer, second)).toEqual(refused("same-officer"))
    expect(await state()).toBe("proposed")
  })

  test("is not approved by another officer with the proposer's key, nor with a third one's", async () => {
    expect(await approve(second, proposer)).toEqual(refused("same-officer"))
    expect(await approve(second, third)).toEqual(refused("not-an-officer-key"))
    expect(await state()).toBe("proposed")
  })

  test("is not approved by an officer who saw or signed other content", async () => {
    const other = (await propose()).bytes
    expect(await approve(second, second, other, other)).toEqual(refused("content-changed"))
    expect(await approve(second, second, proposed.bytes, other)).toEqual(refused("bad-signature"))
    expect(await state()).toBe("proposed")
  })

  test("is not approved with a key whose time is over", async () => {
    const former = await addOfficer(authority.deps, ["approver"])
    const keys = authority.deps.db.updateTable("signing_keys").where("key_id", "=", former.key)
    await keys.set({ from_day: today() - 10, until_day: today() - 1 }).execute()
    expect(await approve(former)).toEqual(refused("not-an-officer-key"))
  })

  test("counts one of two approvals at the same moment", async () => {
    const answers = await Promise.all([approve(second), approve(third)])
    expect(answers).toContainEqual(done)
    expect(answers).toContainEqual(refused("not-in-this-state"))
  })

  test("counts one of thirty approvals at the same moment, and keeps no one waiting", async () => {
    const begun = performance.now()
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => approve(i % 2 ? second : third)))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(performance.now() - begun).toBeLessThan(8_000) // a pool that waits for itself gives up after 10 s
    const entries = authority.deps.db.selectFrom("audit").selectAll().where("subject", "=", proposed.id)
    expect((await entries.execute()).map((entry) => entry.act)).toEqual(["propose-decision", "approve-decision"])
  })
})

describe("a proposal that waits", () => {
  const end = (officer: TestOfficer, how: "refused" | "taken-back", reason = "The place is another one") =>
    endProposal(authority.deps, officer.id, proposed.id, { how, reason })

  test("is refused by another officer with a reason, or taken back by its proposer, and is approved no more", async () => {
    expect(await end(proposer, "refused")).toEqual(refused("same-officer"))
    expect(await end(second, "taken-back")).toEqual(refused("not-allowed"))
    expect(await end(second, "refused")).toEqual(done)
    expect(await findDecision(authority.deps, proposed.id)).toMatchObject({
      state: "refused",
      ended: { name: expect.any(String), reason: "The place is another one" },
      missing: null,
    })
    expect(await approve(third)).toEqual(refused("not-in-this-state"))
    expect(await end(second, "refused")).toEqual(refused("not-in-this-state"))
    const own = await propose()
    expect(await endProposal(authority.deps, proposer.id, own.id, { how: "taken-back", reason: "" })).toEqual(done)
    const entries = authority.deps.db.selectFrom("audit").selectAll().where("subject", "in", [proposed.id, own.id])
    expect((await entries.orderBy("seq").execute()).map((entry) => entry.act)).toEqual([
      "propose-decision",
      "refuse-decision",
      "propose-decision",
      "take-back-decision",
    ])
  })

  test("is either approved or refused when both are done at the same moment", async () => {
    const [approved, ended] = await Promise.all([approve(second), end(third, "refused")])
    expect([approved.ok, ended.ok].filter(Boolean)).toHaveLength(1)
    expect(await state()).toBe(approved.ok ? "approved" : "refused")
  })

  test("comes first in the list, and no longer stands about its place once it has ended", async () => {
    const { vid } = (await findDecision(authority.deps, proposed.id)) ?? { vid: "" }
    await approve(second)
    const waiting = await propose(vid)
    const { decisions } = await findDecisions(authority.deps, 0)
    const [mine, firstApproved] = [
      decisions.findIndex(({ id }) => id === waiting.id),
      decisions.findIndex(({ state }) => state !== "proposed"),
    ]
    expect(mine).toBeLessThan(firstApproved)
    const standing = async () => (await findStanding(authority.deps, vid, today())).map(({ id }) => id)
    expect((await standing()).sort()).toEqual([waiting.id, proposed.id].sort())
    await endProposal(authority.deps, second.id, waiting.id, { how: "refused", reason: "Covered already" })
    expect(await standing()).toEqual([proposed.id])
  })
})

test("hostile 46: of two corrections of one decision the second to be approved is refused: both would stand", async () => {
  const { vid } = (await findDecision(authority.deps, proposed.id)) ?? { vid: "" }
  await approve(second)
  const longer = await propose(vid, proposed.id, [[units(100), units(160)]])
  const takenBack = await propose(vid, proposed.id, [])
  const answers = await Promise.all([approveIt(second, longer), approveIt(third, takenBack)])
  expect(answers).toContainEqual(done)
  expect(answers).toContainEqual(refused("replaced-since"))
  expect(await state()).toBe("superseded")
})
