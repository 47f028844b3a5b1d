import { createHash, randomBytes } from "node:crypto"
import { approveDecision as approveRoute, pathOf, proposeDecision as proposeRoute } from "@homesafe/api"
import { ed25519PublicKey, hexOf, keyIdOf, serviceDayOf, units, writeDecision } from "@homesafe/protocol"
import { signDecision } from "@homesafe/protocol/officer"
import type { FastifyInstance } from "fastify"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { createAuthorityApp } from "../app.ts"
import { addOfficer, signIn, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { changeOfficer } from "../officers/change-officer.ts"
import { approveDecision } from "./approve.ts"
import { keepRowKey, sealDayKey } from "./row-keys.ts"

interface Proposed {
  readonly id: string
  readonly bytes: Uint8Array
}

let authority: TestAuthority
let app: FastifyInstance
let [first, second]: TestOfficer[] = []
let proposed: Proposed
beforeAll(async () => {
  authority = await startAuthority()
  app = await createAuthorityApp(authority.deps, { problem: null })
})
afterAll(async () => {
  await app.close()
  await authority.stop()
})
beforeEach(async () => {
  const roles = ["tracer", "approver"] as const
  first = await addOfficer(authority.deps, roles)
  second = await addOfficer(authority.deps, roles)
  proposed = await decisionOf()
  expect((await propose(first, proposed)).statusCode).toBe(200)
})

/** A decision about a place whose day key is here already; not yet sent. */
async function decisionOf(id = randomBytes(16).toString("hex"), until = 150): Promise<Proposed> {
  const { deps } = authority
  const [vid, day] = [randomBytes(8).toString("hex"), serviceDayOf(deps.clock.now(), deps.offset)]
  await keepRowKey(deps.db, vid, day, sealDayKey(deps, { vid, day }, randomBytes(160)))
  const rest = { severity: 1, template: 1, pool: null, supersedes: null }
  const bytes = writeDecision({ v: 1, dep: deps.dep, id, vid, day, windows: [[units(120), units(until)]], ...rest })
  return { id, bytes }
}
type Signer = TestOfficer | undefined
function signatureOf(signer: Signer, bytes: Uint8Array) {
  const { key, sig } = signDecision(bytes, authority.deps.dep, signer?.seed ?? new Uint8Array())
  return { key, sig: hexOf(sig) }
}
const approvalOf = (signer: Signer, { bytes }: Proposed) => ({
  hash: createHash("sha256").update(bytes).digest("hex"),
  ...signatureOf(signer, bytes),
})

/** Each call in a session of its own, as from another browser. */
async function send(officer: Signer, url: string, payload: object) {
  const cookies = await signIn(authority.deps, officer?.id ?? "", true)
  return app.inject({ method: "POST", url, headers: { "sec-fetch-site": "same-origin" }, cookies, payload })
}
const propose = (by: Signer, { bytes }: Proposed) =>
  send(by, proposeRoute.path, {
    bytes: Buffer.from(bytes).toString("base64url"),
    caseId: null,
    ...signatureOf(by, bytes),
  })
const approve = async (by: Signer, { id }: Proposed, approval: object) => {
  const reply = await send(by, pathOf(approveRoute, { id }), approval)
  return reply.statusCode === 200 ? "approved" : reply.json().problem
}
const stored = ({ id }: Proposed) =>
  authority.deps.db.selectFrom("decisions").selectAll().where("id", "=", id).executeTakeFirstOrThrow()

describe("hostile 46: a decision", () => {
  test("is not approved by its proposer from a second session, nor with a second key of their own", async () => {
    expect(await approve(first, proposed, approvalOf(first, proposed))).toBe("same-officer")
    const seed = new Uint8Array(randomBytes(32))
    const pub = ed25519PublicKey(seed)
    const days = { from_day: 0, until_day: 60_000 }
    const row = { key_id: keyIdOf(pub), officer_id: first?.id ?? "", public: pub, ...days }
    await authority.deps.db.insertInto("signing_keys").values(row).execute()
    const again = { id: first?.id ?? "", seed, key: keyIdOf(pub) }
    expect(await approve(first, proposed, approvalOf(again, proposed))).toBe("same-officer")
    expect(await stored(proposed)).toMatchObject({ state: "proposed", approver_sig: null })
  })

  test("cannot be edited once it was proposed or approved: other bytes under its name are refused, and what was signed stays", async () => {
    const edited = await decisionOf(proposed.id, 200)
    expect((await propose(first, edited)).json()).toMatchObject({ problem: "not-in-this-state" })
    expect(await approve(second, proposed, approvalOf(second, proposed))).toBe("approved")
    for (const officer of [first, second])
      expect((await propose(officer, edited)).json()).toMatchObject({ problem: "not-in-this-state" })
    const { bytes, hash, state, approver_sig } = await stored(proposed)
    expect([Buffer.compare(bytes, proposed.bytes), state]).toEqual([0, "approved"])
    expect(hash.toString("hex")).toBe(approvalOf(second, proposed).hash)
    expect(approver_sig?.toString("hex")).toBe(approvalOf(second, proposed).sig)
  })

  test("takes no approval of another one, with its own hash or with this one's", async () => {
    const other = await decisionOf()
    await propose(first, other)
    const approval = approvalOf(second, other)
    expect(await approve(second, proposed, approval)).toBe("content-changed")
    expect(await approve(second, proposed, { ...approval, hash: approvalOf(second, proposed).hash })).toBe(
      "bad-signature",
    )
    expect(await approve(second, other, approval)).toBe("approved")
    expect(await approve(second, other, approval), "sent again").toBe("not-in-this-state")
    expect(await stored(proposed)).toMatchObject({ state: "proposed" })
  })

  test("is not approved by an officer who is kept out, by no open session and by no call that was on its way", async () => {
    const admin = (await addOfficer(authority.deps, ["administrator"])).id
    const id = second?.id ?? ""
    await changeOfficer(authority.deps, admin, id, { roles: ["tracer", "approver"], suspended: true })
    expect(await approve(second, proposed, approvalOf(second, proposed))).toBe("not-signed-in")
    const onItsWay = await approveDecision(authority.deps, id, proposed.id, approvalOf(second, proposed))
    expect(onItsWay).toEqual({ ok: false, problem: "not-an-officer-key" })
    expect(await stored(proposed)).toMatchObject({ state: "proposed" })
  })

  test("is approved once, by whichever of twenty sessions of three officers comes first", async () => {
    const third = await addOfficer(authority.deps, ["approver"])
    const tries = Array.from({ length: 20 }, (_, i) => [first, second, third][i % 3])
    const answers = await Promise.all(tries.map((by) => approve(by, proposed, approvalOf(by, proposed))))
    expect(answers.filter((answer) => answer === "approved")).toHaveLength(1)
    const acts = authority.deps.db.selectFrom("audit").select("act").where("subject", "=", proposed.id).orderBy("seq")
    expect((await acts.execute()).map(({ act }) => act)).toEqual(["propose-decision", "approve-decision"])
  })
})
