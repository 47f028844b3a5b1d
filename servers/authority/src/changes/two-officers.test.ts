import { seededPolicy } from "@homesafe/domain"
import {
  hexOf,
  type Issuers,
  isAppended,
  noIssuers,
  unixSeconds,
  utf8Of,
  writeIssuers,
  writePolicy,
} from "@homesafe/protocol"
import { signDecision, writeOfficers } from "@homesafe/protocol/officer"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addVenue, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { registeredVenues } from "../cases/open-uploads.ts"
import type { AuthorityDeps } from "../deps.ts"
import { writeList } from "../publishing/signed-lists.ts"
import { approveChange, endChange } from "./approve.ts"
import {
  approvalOf,
  issuersProposal,
  listOf,
  revocation,
  ruleFrom,
  ruleProposal,
  setUpChanges,
  todayOf,
} from "./changes.test-support.ts"
import { fileInForce, issuersIn, policyIn, revokedIn } from "./files-in-force.ts"
import { proposeIssuersFile, proposeToRevoke, proposeToRule } from "./propose.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let first: TestOfficer
let second: TestOfficer
let venue: { readonly id: string; readonly vid: string }
let today: number

beforeAll(async () => {
  authority = await startAuthority()
  deps = authority.deps
  today = todayOf(deps)
  const { officers } = await setUpChanges(deps, 2)
  const [a, b] = officers
  if (!a || !b) throw new Error("two officers are needed")
  ;[first, second] = [a, b]
})
afterAll(() => authority.stop())
beforeEach(async () => {
  await deps.db.deleteFrom("file_changes").execute()
  await deps.db.deleteFrom("venues").execute()
  venue = await addVenue(deps)
})

const done = { ok: true, value: null }
const refused = (problem: string, field?: string) => ({ ok: false, problem, ...(field ? { field } : {}) })
const approve = async (officer: TestOfficer, id: string) =>
  approveChange(deps, officer.id, id, await approvalOf(deps, officer, id))
const revokedNow = async () => revokedIn((await fileInForce(deps.db, "revoked")).content)

/** A revocation that the first officer has proposed. */
async function proposed(from: number | null = today): Promise<string> {
  const { id, body } = await revocation(deps, first, venue, from)
  expect(await proposeToRevoke(deps, first.id, body)).toEqual({ ok: true, value: id })
  return id
}

describe("a venue's codes", () => {
  test("end when two officers signed it, are told to the operator, and are good again when two take it back", async () => {
    expect(await approve(second, await proposed())).toEqual(done)
    expect([...(await revokedNow())]).toEqual([[venue.vid, today]])
    const told = () => deps.db.selectFrom("venues").select(["revoked", "delivered"]).executeTakeFirstOrThrow()
    // What the opener is given: a case's visit on or after that day is unproven there, and no row is made of it.
    expect(await registeredVenues(deps)).toMatchObject([{ vid: venue.vid, revokedFrom: today }])
    expect(await told()).toEqual({ revoked: { from: today, reason: "The poster was copied" }, delivered: false })
    expect(await approve(second, await proposed(null))).toEqual(done)
    expect((await revokedNow()).size).toBe(0)
    expect(await told()).toEqual({ revoked: null, delivered: false })
    expect(await registeredVenues(deps)).toMatchObject([{ revokedFrom: null }])
  })

  test("hostile 46: do not end by one officer, by the same one twice, or by a signature under something else", async () => {
    const id = await proposed()
    expect(await approve(first, id)).toEqual(refused("same-officer"))
    const own = await approvalOf(deps, first, id)
    expect(await approveChange(deps, second.id, id, own)).toEqual(refused("same-officer"))
    const bytes = (await deps.db.selectFrom("file_changes").select("bytes").executeTakeFirstOrThrow()).bytes
    const asDecision = signDecision(new Uint8Array(bytes), deps.dep, second.seed)
    const { hash, key } = await approvalOf(deps, second, id)
    const sig = hexOf(asDecision.sig)
    expect(await approveChange(deps, second.id, id, { hash, key, sig })).toEqual(refused("bad-signature"))
    const other = { ...(await approvalOf(deps, second, id)), hash: "00".repeat(32) }
    expect(await approveChange(deps, second.id, id, other)).toEqual(refused("content-changed"))
    expect((await revokedNow()).size).toBe(0)
  })

  test("do not end on a day that is over, neither when it is proposed nor when it has waited too long", async () => {
    const { body } = await revocation(deps, first, venue, today - 1)
    expect(await proposeToRevoke(deps, first.id, body)).toEqual(refused("change-too-late", "from"))
    const far = await revocation(deps, first, venue, today + 32)
    expect(await proposeToRevoke(deps, first.id, far.body)).toEqual(refused("change-too-late", "from"))
    const id = await proposed()
    const tomorrow = { ...deps, clock: { now: () => (deps.clock.now() + 86_400) as never } }
    const approval = await approvalOf(deps, second, id)
    expect(await approveChange(tomorrow, second.id, id, approval)).toEqual(refused("change-too-late"))
  })

  test("are ended once: what is revoked already, or is not, is refused", async () => {
    const again = await revocation(deps, first, venue, null)
    expect(await proposeToRevoke(deps, first.id, again.body)).toEqual(refused("not-in-this-state"))
    await approve(second, await proposed())
    const twice = await revocation(deps, first, venue, today + 1)
    expect(await proposeToRevoke(deps, first.id, twice.body)).toEqual(refused("not-in-this-state"))
  })
})

describe("the ledger", () => {
  test("gets one more entry, and keeps every earlier one as it was", async () => {
    const { id, body } = await ruleProposal(deps, first, ruleFrom(today + 1))
    expect(await proposeToRule(deps, first.id, body)).toEqual({ ok: true, value: id })
    expect(await approve(second, id)).toEqual(done)
    const after = policyIn((await fileInForce(deps.db, "policy")).content)
    expect(after.entries).toHaveLength(seededPolicy().entries.length + 1)
    expect(isAppended(seededPolicy(), after)).toBe(true)
  })

  test("takes no signature under a ledger from which an entry was left out or altered", async () => {
    const seeded = seededPolicy()
    const shorter = writePolicy({ ...seeded, seq: 2, entries: seeded.entries.slice(1) })
    const { body } = await ruleProposal(deps, first, ruleFrom(today + 1), shorter)
    expect(await proposeToRule(deps, first.id, body)).toEqual(refused("content-changed"))
  })

  test.each([
    ["has no end", { until: 0 }, "malformed", "entry"],
    ["ends after more than two years", { until: 60_000 }, "malformed", "entry"],
    ["forgets people in an emergency", { exempt: ["disability"] }, "malformed", "entry"],
    ["speaks of an emergency department", { categories: [1, 13] }, "never-gated", "categories"],
    ["speaks of places that the catalogue does not have", { categories: [120] }, "malformed", "entry"],
  ] as const)("takes no rule that %s", async (_, change, problem, field) => {
    const rule = { ...ruleFrom(today + 1), ...change } as never
    const { body } = await ruleProposal(deps, first, rule)
    expect(await proposeToRule(deps, first.id, body)).toEqual(refused(problem, field))
  })

  test("takes no rule that would have begun already", async () => {
    const { body } = await ruleProposal(deps, first, ruleFrom(today - 1))
    expect(await proposeToRule(deps, first.id, body)).toEqual(refused("change-too-late", "from"))
  })
})

describe("the issuers of health documents", () => {
  const key = {
    format: "nz-pass",
    issuer: "did:web:example.test",
    kid: "key-1",
    spki: Uint8Array.of(1, 2, 3),
    from: unixSeconds(0),
    until: unixSeconds(9),
  } as const
  const list = (change: Partial<Issuers>) => writeIssuers({ ...noIssuers, ...change })
  const change = async (content: ReturnType<typeof list>) => {
    const { id, body } = await issuersProposal(deps, first, content)
    return { id, outcome: await proposeIssuersFile(deps, first.id, body) }
  }

  test("are none at first, and those that two officers signed; the change says how many keys and documents it concerns", async () => {
    expect(await fileInForce(deps.db, "issuers")).toMatchObject({ seq: 0, content: writeIssuers(noIssuers) })
    const one = await change(list({ keys: [key], revoked: ["0a".repeat(16)] }))
    expect(await approve(first, one.id)).toEqual(refused("same-officer"))
    expect(await approve(second, one.id)).toEqual(done)
    expect(issuersIn((await fileInForce(deps.db, "issuers")).content).keys).toEqual([key])
    const two = await change(list({ keys: [{ ...key, kid: "key-2" }], revoked: [] }))
    const kept = await deps.db.selectFrom("file_changes").select("what").where("id", "=", two.id).execute()
    expect(kept).toEqual([{ what: { kind: "issuers", added: 1, removed: 1, revoked: 0, restored: 1 } }])
  })

  test("are refused where the file is no list, has another form than its one, or says nothing new", async () => {
    expect((await change(utf8Of("{}"))).outcome).toEqual(refused("malformed", "file"))
    expect((await change(utf8Of('{"keys":[],"v":1,"revoked":[]}'))).outcome).toEqual(refused("malformed", "file"))
    expect((await change(list({}))).outcome).toEqual(refused("not-in-this-state"))
    const signed = await issuersProposal(deps, first, list({ keys: [key] }))
    const other = { ...signed.body, file: Buffer.from(list({ revoked: ["0b".repeat(16)] })).toString("base64url") }
    expect(await proposeIssuersFile(deps, first.id, other)).toEqual(refused("content-changed"))
  })
})

describe("a change", () => {
  test("waits alone: a second one of the same file is refused until the first is approved, refused or withdrawn", async () => {
    const id = await proposed()
    const other = await addVenue(deps)
    const next = await revocation(deps, second, other, today)
    expect(await proposeToRevoke(deps, second.id, next.body)).toEqual(refused("change-open"))
    const rule = await ruleProposal(deps, second, ruleFrom(today + 1))
    expect((await proposeToRule(deps, second.id, rule.body)).ok).toBe(true) // another file
    expect(await endChange(deps, second.id, id, "withdrawn")).toEqual(refused("not-allowed"))
    expect(await endChange(deps, first.id, id, "withdrawn")).toEqual(done)
    expect(await endChange(deps, first.id, id, "withdrawn")).toEqual(refused("not-in-this-state"))
    expect(await approve(second, id)).toEqual(refused("not-in-this-state"))
    expect((await proposeToRevoke(deps, second.id, next.body)).ok).toBe(true)
  })

  test("that was signed over an older file is refused", async () => {
    const other = await addVenue(deps)
    const late = await revocation(deps, first, other, today)
    await approve(second, await proposed())
    expect(await proposeToRevoke(deps, first.id, late.body)).toEqual(refused("content-changed"))
  })

  test("counts one of two approvals at the same moment, and each step stands in the log before it is answered", async () => {
    const id = await proposed()
    const answers = await Promise.all([approve(second, id), approve(second, id)])
    expect(answers).toContainEqual(done)
    expect(answers).toContainEqual(refused("not-in-this-state"))
    const log = await deps.db.selectFrom("audit").select("act").where("subject", "=", id).orderBy("seq").execute()
    expect(log.map(({ act }) => act)).toEqual(["propose-file-change", "approve-file-change"])
  })

  test("is not kept from a key to which the roots gave no right to change files", async () => {
    await writeList(deps.db, "officers", 2, { bytes: writeOfficers(listOf(deps, [first, second], false)), sigs: [] })
    const { body } = await revocation(deps, first, venue, today)
    expect(await proposeToRevoke(deps, first.id, body)).toEqual(refused("no-change-right"))
    await deps.db.deleteFrom("signed_lists").where("kind", "=", "officers").where("seq", "=", 2).execute()
  })
})
