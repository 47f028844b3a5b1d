import { createHash, randomBytes } from "node:crypto"
import { hexOf, serviceDayOf, units, writeDecision } from "@homesafe/protocol"
import { signDecision } from "@homesafe/protocol/officer"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { approveDecision } from "./approve.ts"
import { proposeDecision } from "./propose.ts"

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
async function propose(): Promise<Proposed> {
  const { deps } = authority
  const [id, vid] = [randomBytes(16).toString("hex"), randomBytes(8).toString("hex")]
  // The venue's day key is here already, as after an earlier decision.
  const sealed = randomBytes(64)
  await deps.db
    .insertInto("row_keys")
    .values({ vid: Buffer.from(vid, "hex"), day: today(), sealed })
    .execute()
  const windows = [[units(120), units(150)]] as const
  const rest = { severity: 1, template: 1, pool: null, supersedes: null }
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
function approve(officer: TestOfficer, signer = officer, told: Uint8Array = proposed.bytes, signed = proposed.bytes) {
  return approveDecision(authority.deps, officer.id, proposed.id, {
    hash: hashOf(told),
    ...signatureOf(signer, signed),
  })
}

async function state(): Promise<string> {
  const asked = authority.deps.db.selectFrom("decisions").select("state").where("id", "=", proposed.id)
  return (await asked.executeTakeFirstOrThrow()).state
}
const done = { ok: true, value: null }
const refused = (problem: string) => ({ ok: false, problem })

describe("a decision", () => {
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
