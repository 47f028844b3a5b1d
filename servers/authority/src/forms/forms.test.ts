import { createDecipheriv, createHash, hkdfSync, randomUUID } from "node:crypto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { type BodyOf, openForms, unsealOpener } from "@homesafe/api"
import { createOpenerApp } from "@homesafe/opener/app"
import {
  addDays,
  dayKeyOf,
  ed25519PublicKey,
  hexOf,
  keyIdOf,
  leafOf,
  proofOf,
  readTrustList,
  rowKeyOf,
  serviceDayOf,
  signEnvelope,
  startOfServiceDay,
  units,
  unixSeconds,
  type Window,
  writeDecision,
  writeKioskGrant,
  writeTrustList,
} from "@homesafe/protocol"
import { screenOf, secretOf, venueOf } from "@homesafe/protocol/deployment.test-support"
import { officerSignature, signDecision, writeOfficers } from "@homesafe/protocol/officer"
import { deriveBoxKeyPair, openBox } from "@homesafe/protocol/opener"
import { sealForm } from "@homesafe/protocol/venue"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { addOfficer, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { openTestCaseWith } from "../cases/case.test-support.ts"
import { approveDecision } from "../decisions/approve.ts"
import { keepKeys, keysFor } from "../decisions/keep-keys.ts"
import type { AuthorityDeps } from "../deps.ts"
import { jsonOf, newestList, writeList } from "../publishing/signed-lists.ts"
import { collectForms, forgetForms, keepForms } from "./collect-forms.ts"
import { noteCall } from "./note-call.ts"
import { readForms } from "./read-forms.ts"

let authority: TestAuthority
let deps: AuthorityDeps
let officer: string
let two: readonly [TestOfficer, TestOfficer]
let opener: FastifyInstance
let link: http.Server
/** The public server's far side: what waits there, and what was acknowledged. */
let waiting: string[]
let acknowledged: string[]
const form = await deriveBoxKeyPair(secretOf("form"))
const root = secretOf("root-1")
const today = () => serviceDayOf(deps.clock.now(), deps.offset)
const venue = () => venueOf("market", { notBefore: addDays(today(), -50), notAfter: addDays(today(), 50), category: 1 })
/** Seconds at a clock time of the service day in Hong Kong. */
const at = (hours: number, minutes = 0, day = today()) =>
  unixSeconds(startOfServiceDay(day, deps.offset) + ((hours - 4) * 60 + minutes) * 60)

beforeAll(async () => {
  authority = await startAuthority()
  opener = await createOpenerApp(undefined, authority.deps.clock)
  await opener.listen({ host: "127.0.0.1", port: 0 })
  link = http.createServer((request, response) => {
    response.setHeader("content-type", "application/json")
    if (request.method === "GET") return void response.end(JSON.stringify({ records: waiting }))
    let text = ""
    request.on("data", (part) => {
      text += part
    })
    request.on("end", () => {
      acknowledged.push(...JSON.parse(text).hashes)
      response.end("{}")
    })
  })
  await new Promise<void>((resolve) => link.listen(0, "127.0.0.1", resolve))
  const base = ({ address, port }: AddressInfo) => ({ base: `http://${address}:${port}` })
  // as: both listen on a port
  const peers = [opener.server.address() as AddressInfo, link.address() as AddressInfo].map(base)
  deps = { ...authority.deps, opener: peers[0] ?? authority.deps.opener, link: peers[1] ?? authority.deps.link }
  two = [await addOfficer(deps, ["tracer"]), await addOfficer(deps, ["approver"])]
  officer = two[0].id
  await writeList(deps.db, "officers", 1, listOfficers(two))
  const unsealed = await unseal()
  expect(unsealed.statusCode).toBe(200)
})
afterAll(async () => {
  link.close()
  await opener.close()
  await authority.stop()
})
beforeEach(async () => {
  waiting = []
  acknowledged = []
  for (const table of [
    "form_calls",
    "form_drops",
    "form_records",
    "row_keys",
    "decisions",
    "screens",
    "venues",
  ] as const)
    await deps.db.deleteFrom(table).execute()
  await register()
})

/** The officers' list as the roots sign it, or somebody else. */
function listOfficers(officers: readonly TestOfficer[], by = root, change: { exp?: number } = {}) {
  const { dep, clock } = deps
  const [now, day, prev] = [clock.now(), today(), "0".repeat(64)]
  const keys = officers.map(({ seed, key }) => {
    const validity = { from: day, until: addDays(day, 1) }
    return { id: key, pub: ed25519PublicKey(seed), roles: ["decision"] as const, ...validity }
  })
  const bytes = writeOfficers({ v: 1, dep, seq: 1, prev, t: now, exp: unixSeconds(change.exp ?? now + 86_400), keys })
  return { bytes, sigs: [signEnvelope(bytes, { label: "VT1/officers", dep, seq: 1, role: "root" }, by)] }
}

async function unseal() {
  const newest = await newestList(deps.db, "trust")
  const read = newest && readTrustList(newest.envelope.bytes)
  if (!read?.ok) throw new Error("no trust list")
  const pub = ed25519PublicKey(root)
  const key = { id: keyIdOf(pub), role: "root", pub, from: addDays(today(), -9), until: addDays(today(), 9) } as const
  const trust = { bytes: writeTrustList({ ...read.value, keys: [key] }), sigs: [] }
  return opener.inject({
    method: "POST",
    url: unsealOpener.path,
    payload: {
      dep: deps.dep,
      offset: deps.offset,
      trust: jsonOf(trust),
      keys: [],
      formKeys: [{ id: form.id, secret: hexOf(form.secret) }],
    },
  })
}

/** The registered venue with a granted screen. */
async function register() {
  const { commit, header } = venue()
  const [id, bytes] = [randomUUID(), Buffer.from(commit, "hex")]
  const application = JSON.stringify({ names: { en: "Market", hant: "街市" }, category: 1, entrances: [] })
  const texts = {
    state: "reviewed",
    reason: null,
    application,
    skeleton: "",
    register_number: "R",
    codes: "[]",
  } as const
  const days = { not_before: header.notBefore, not_after: header.notAfter, applied_at: 0, delivered: true }
  await deps.db
    .insertInto("venues")
    .values({ id, vid: bytes.subarray(0, 8), commit: bytes, ...texts, ...days })
    .execute()
  const grant = screenOf(venue())
  const screen = { id: randomUUID(), venue_id: id, entrance: 0, reason: null, asked_at: 0, delivered: true }
  await deps.db
    .insertInto("screens")
    .values({ ...screen, kiosk_key: grant.kioskKey, issuer_grant: writeKioskGrant(grant) })
    .execute()
}

/** A form as a gate seals it, in the authority's hands. */
async function write(name: string, from: number, until: number | null = null, of = venue()) {
  const day = serviceDayOf(unixSeconds(from), deps.offset)
  const dayKeys = new Map([[day, dayKeyOf(of.venueKey, day)]])
  const door = { dep: deps.dep, offset: deps.offset, vid: of.vid, formKey: form.pub, dayKeys }
  const entry = {
    from: unixSeconds(from),
    until: until === null ? null : unixSeconds(until),
    name,
    number: "9123 4567",
  }
  const eid = createHash("sha256").update(name).digest().subarray(0, 16)
  const records = await sealForm(door, entry, unixSeconds(until ?? from + 45 * 60), eid)
  await keepForms(deps, records)
  return records
}

/** A decision with a case whose phone scanned the poster there, signed by these officers. */
async function decide(
  windows: readonly (readonly [number, number])[],
  {
    state = "published",
    hasCase = true,
    supersedes = null,
    signers = two,
  }: {
    state?: "proposed" | "published" | "superseded"
    hasCase?: boolean
    supersedes?: string | null
    signers?: readonly [TestOfficer, TestOfficer]
  } = {},
): Promise<string> {
  const { venueKey, vid, header } = venue()
  const keys = {
    dayKey: hexOf(dayKeyOf(venueKey, today())),
    proof: hexOf(proofOf(venueKey, header.notBefore, today())),
  }
  const stay = {
    vid,
    day: today(),
    arrival: 480,
    departure: 540,
    verdict: "proven",
    reason: null,
    vehicle: null,
  } as const
  const caseId = await openTestCaseWith(deps, officer, [{ ...stay, keys, screen: null }])
  const found = await keysFor(deps, { vid, day: today() }, caseId)
  if (!found) throw new Error("no key")
  await keepKeys(deps.db, { vid, day: today() }, found)
  const id = randomUUID().replaceAll("-", "")
  const inUnits = windows.map(([from, until]): Window => [units((from - at(4)) / 300), units((until - at(4)) / 300)])
  const before = supersedes ?? (windows.length > 0 ? null : "00".repeat(16))
  const rest = { severity: 1, template: 1, pool: null, supersedes: before }
  const bytes = writeDecision({ v: 1, dep: deps.dep, id, vid, day: today(), windows: inUnits, ...rest })
  const hash = createHash("sha256").update(bytes).digest()
  const of = { vid: Buffer.from(vid, "hex"), day: today(), case_id: hasCase ? caseId : null, supersedes, list: null }
  const [first, second] = signers
  const sign = ({ seed }: TestOfficer) => signDecision(bytes, deps.dep, seed).sig
  const proposed = { proposed_by: first.id, proposer_key: first.key, proposer_sig: sign(first), proposed_at: 0 }
  const approved = { approved_by: second.id, approver_key: second.key, approver_sig: sign(second), approved_at: 0 }
  const nobody = { approved_by: null, approver_key: null, approved_at: null }
  await deps.db
    .insertInto("decisions")
    .values({ id, bytes, hash, ...of, state, ...proposed, ...(state === "proposed" ? nobody : approved) })
    .execute()
  return id
}

/** The other officer signs what was proposed. */
async function approve(id: string): Promise<void> {
  const { bytes, hash } = await deps.db
    .selectFrom("decisions")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow()
  const sig = hexOf(signDecision(new Uint8Array(bytes), deps.dep, two[1].seed).sig)
  const done = await approveDecision(deps, two[1].id, id, { hash: hash.toString("hex"), key: two[1].key, sig })
  expect(done).toMatchObject({ ok: true })
}
const read = async (decision: string) => {
  const answer = await readForms(deps, decision, officer, "trace")
  return answer.ok ? answer.value.calls.map(({ name }) => name) : answer.problem
}
const acts = async () => (await deps.db.selectFrom("audit").selectAll().orderBy("seq").execute()).slice(-1)[0]

describe("a decision's register forms", () => {
  test("those inside the windows are opened, in order of arrival, each person once; the others are not shown", async () => {
    await write("Before", at(10), at(10, 50))
    await write("Long stay", at(9, 30), at(13))
    await write("Inside", at(12, 5), at(12, 20))
    await write("Same hour, too late", at(12, 40), at(12, 55))
    await write("Usual stay reaches in", at(11, 30))
    await write("Usual stay does not", at(11, 5))
    const id = await decide([[at(12), at(12, 30)]])
    expect(await read(id)).toEqual(["Long stay", "Usual stay reaches in", "Inside"])
    const answer = await readForms(deps, id, officer, "trace")
    expect(answer).toMatchObject({ ok: true, value: { usualStay: 45 } })
    expect(answer.ok && answer.value.calls[0]).toMatchObject({
      from: at(9, 30),
      until: at(13),
      number: "9123 4567",
      outcome: null,
    })
    expect(await deps.db.selectFrom("form_calls").selectAll().execute()).toHaveLength(3)
  })

  test("the log says who reads them and for which purpose before anything is opened; without it nothing is", async () => {
    await write("Inside", at(12))
    const id = await decide([[at(12), at(13)]])
    await sql`revoke insert on audit from homesafe_authority`.execute(authority.admin)
    try {
      expect(await read(id)).toBe("audit-unavailable")
    } finally {
      await sql`grant insert on audit to homesafe_authority`.execute(authority.admin)
    }
    expect(await deps.db.selectFrom("form_calls").selectAll().execute()).toEqual([])
    expect(await read(id)).toEqual(["Inside"])
    expect(await acts()).toMatchObject({ act: "read-forms", officer, subject: id, purpose: "trace" })
  })

  test("only a decision in force opens any: not a proposal, one that was replaced, or one without a case; a withdrawal opens none", async () => {
    await write("Inside", at(12))
    const windows = [[at(12), at(13)]] as const
    expect(await read(await decide(windows, { state: "proposed" }))).toBe("not-in-this-state")
    expect(await read(await decide(windows, { state: "superseded" }))).toBe("not-in-this-state")
    expect(await read(await decide(windows, { hasCase: false }))).toBe("not-in-this-state")
    expect(await read("ab".repeat(16))).toBe("not-found")
    expect(await read(await decide([]))).toEqual([])
    expect(await deps.db.selectFrom("form_calls").selectAll().execute()).toEqual([])
  })

  test("a form that arrives late is there at the next reading, and what was noted stays", async () => {
    await write("First", at(12))
    const id = await decide([[at(12), at(13)]])
    const first = await readForms(deps, id, officer, "trace")
    const call = { decision: id, form: first.ok ? (first.value.calls[0]?.id ?? "") : "" }
    expect(await noteCall(deps, call, officer, "not-reached")).toBe(true)
    expect(await acts()).toMatchObject({ act: "call-not-reached", officer, subject: `${id} ${call.form}` })
    await write("Late", at(12, 10))
    expect(await read(id)).toEqual(["First", "Late"])
    const again = await readForms(deps, id, officer, "trace")
    const outcomes = again.ok ? again.value.calls.map(({ outcome }) => outcome?.is ?? null) : []
    expect(outcomes).toEqual(["not-reached", null])
    expect(await noteCall(deps, call, officer, null)).toBe(true)
    expect(await acts()).toMatchObject({ act: "call-undone", subject: `${id} ${call.form}` })
    const undone = await readForms(deps, id, officer, "trace")
    expect(undone.ok && undone.value.calls[0]?.outcome).toBe(null)
    expect(await noteCall(deps, { ...call, decision: "ab".repeat(16) }, officer, "reached")).toBe(false)
    expect(await noteCall(deps, { ...call, form: "x" }, officer, "reached")).toBe(false)
  })

  test("a correction keeps on its list who was called, forgets who was only opened, and opens who is new", async () => {
    await write("Called, now outside", at(12, 5), at(12, 20))
    await write("Called, still inside", at(12, 10), at(13, 20))
    await write("Opened, not called, now outside", at(12, 15), at(12, 20))
    await write("New", at(13), at(13, 30))
    const before = await decide([[at(12), at(12, 30)]])
    const opened = await readForms(deps, before, officer, "trace")
    if (!opened.ok) throw new Error(opened.problem)
    for (const { id, name } of opened.value.calls)
      if (name.startsWith("Called")) await noteCall(deps, { decision: before, form: id }, officer, "reached")
    const after = await decide([[at(13), at(13, 30)]], { state: "proposed", supersedes: before })
    await approve(after)
    expect(await read(before)).toBe("not-in-this-state")
    const list = await readForms(deps, after, officer, "correction")
    const lines = list.ok
      ? list.value.calls.map(({ name, isInside, outcome }) => [name, isInside, outcome?.is ?? null])
      : []
    expect(lines).toEqual([
      ["Called, now outside", false, "reached"],
      ["Called, still inside", true, "reached"],
      ["New", true, null],
    ])
    const withdrawal = await decide([], { state: "proposed", supersedes: after })
    await approve(withdrawal)
    expect(await read(withdrawal), "to be told that the warning was wrong").toEqual([
      "Called, now outside",
      "Called, still inside",
    ])
    expect(
      await deps.db.selectFrom("form_calls").selectAll().execute(),
      "of who was not called nothing stays",
    ).toHaveLength(2)
  })

  test("while the opener is sealed nothing is opened, and nothing is lost", async () => {
    await write("Inside", at(12))
    const id = await decide([[at(12), at(13)]])
    const sealed = { ...deps, opener: authority.deps.opener }
    expect(await readForms(sealed, id, officer, "trace")).toMatchObject({ ok: false, problem: "opener-sealed" })
    expect(await read(id)).toEqual(["Inside"])
  })

  test("what was opened lies under the case's own key: with that key destroyed, nobody reads it again", async () => {
    await write("Wong Siu Ming", at(12))
    const id = await decide([[at(12), at(13)]])
    expect(await read(id)).toEqual(["Wong Siu Ming"])
    const row = await deps.db.selectFrom("form_calls").selectAll().executeTakeFirstOrThrow()
    expect(row.sealed.includes("Wong")).toBe(false)
    await deps.db.deleteFrom("case_keys").where("case_id", "=", row.case_id).execute()
    expect(await read(id)).toBe("not-in-this-state")
  })
})

describe("a place where no decision is", () => {
  test("stays closed: the authority's whole database and the opener's keys open none of its forms without the row key", async () => {
    const elsewhere = venueOf("library", { notBefore: addDays(today(), -50), notAfter: addDays(today(), 50) })
    const [sealed] = await write("Chan Tai Man", at(12), at(12, 30), elsewhere)
    await write("Another hour", at(18), at(18, 30))
    const id = await decide([[at(12), at(13)]]) // the authority holds this venue's day key, and not the other's
    expect(await read(id)).toEqual([])
    if (!sealed) throw new Error("no record")
    // What the authority can open of its own: the day key that the case brought, and the hours below it.
    const held = dayKeyOf(venue().venueKey, today())
    const opened = [held, ...Array.from({ length: 24 }, (_, hour) => leafOf(held, hour))]
    const everything = [...(await wholeDatabase()), deps.keys.atRest, form.secret, ...opened]
    expect(everything.length, "the dump is no empty one").toBeGreaterThan(45)
    const within = await openBox(form.secret, ...boxOf(sealed))
    if (!within) throw new Error("the form key does not open the box")
    expect(Buffer.from(within).includes("Chan"), "within the box the entry is sealed once more").toBe(false)
    // Every 16 bytes that stand anywhere: as they are, and as what a row key is made of.
    const guesses = [...everything, within, sealed, Buffer.from(elsewhere.commit, "hex")].flatMap(windowsOf16)
    for (const guess of guesses) {
      expect(openInner(within, guess)).toBeUndefined()
      expect(openInner(within, rowKeyOf(guess, elsewhere.vid))).toBeUndefined()
    }
    const right = rowKeyOf(leafOf(dayKeyOf(elsewhere.venueKey, today()), 8), elsewhere.vid)
    expect(openInner(within, right)?.includes("Chan Tai Man"), "with the row key it opens").toBe(true)
  })

  test("the opener opens with the keys of that hour alone, and only for the decision's own venue", async () => {
    const records = await write("Chan Tai Man", at(12))
    const elsewhere = venueOf("library", { notBefore: addDays(today(), -50), notAfter: addDays(today(), 50) })
    const others = await write("Wong Siu Ming", at(12), null, elsewhere)
    const asked = await askOf(await decide([[at(4), at(24)]]))
    const leaf = (hour: number, of = venue()) => leafOf(dayKeyOf(of.venueKey, today()), hour)
    expect(await ask(asked, { records, keys: [leaf(9)] })).toEqual({ entries: [], left: records.length })
    expect(await ask(asked, { records, keys: [new Uint8Array(16)] })).toEqual({ entries: [], left: records.length })
    expect((await ask(asked, { records, keys: [leaf(8)] })).entries).toHaveLength(1)
    const keys = [leaf(8, elsewhere), leaf(8)]
    expect(await ask(asked, { records: others, keys }), "another venue's key under this decision").toEqual({
      entries: [],
      left: others.length,
    })
  })

  test("the opener does not take the authority's word: two officers of a list that the roots signed must have signed", async () => {
    const records = await write("Chan Tai Man", at(12))
    const keys = [leafOf(dayKeyOf(venue().venueKey, today()), 8)]
    const windows = [[at(4), at(24)]] as const
    const good = await askOf(await decide(windows))
    const refused = { problem: "bad-signature" }
    const [first, second] = good.decision.sigs
    if (!first || !second) throw new Error("no signatures")
    const stranger = await addOfficer(deps, ["approver"])
    const forged = await askOf(await decide(windows, { signers: [two[0], stranger] }))
    const [now, own] = [deps.clock.now(), secretOf("not a root")]
    for (const [name, change] of Object.entries({
      "one signature": { decision: { ...good.decision, sigs: [first] } },
      "one officer twice": { decision: { ...good.decision, sigs: [first, first] } },
      "an officer who is not listed": { decision: forged.decision },
      "signatures of another decision": { decision: { ...forged.decision, sigs: good.decision.sigs } },
      "a list of one's own": { decision: forged.decision, officers: jsonOf(listOfficers([two[0], stranger], own)) },
      "a list that has ended": { officers: jsonOf(listOfficers(two, root, { exp: now })) },
    }))
      expect(await ask({ ...good, ...change }, { records, keys }), name).toMatchObject(refused)
    expect((await ask(good, { records, keys })).entries).toHaveLength(1)
    const id = await decide(windows, { signers: [two[0], stranger] })
    expect(await read(id), "and an officer is told").toBe("bad-signature")
  })
})

type Asked = BodyOf<typeof openForms>

/** What the authority asks the opener under a decision, without records and keys. */
async function askOf(id: string): Promise<Pick<Asked, "decision" | "officers">> {
  const row = await deps.db.selectFrom("decisions").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
  const sigs = [
    officerSignature(row.proposer_key, row.proposer_sig),
    officerSignature(row.approver_key ?? "", row.approver_sig ?? new Uint8Array()),
  ]
  return { decision: jsonOf({ bytes: new Uint8Array(row.bytes), sigs }), officers: jsonOf(listOfficers(two)) }
}

async function ask(
  asked: Pick<Asked, "decision" | "officers">,
  { records, keys }: { readonly records: readonly Uint8Array[]; readonly keys: readonly Uint8Array[] },
) {
  const payload: Asked = {
    ...asked,
    keys: keys.map(hexOf),
    records: records.map((bytes) => Buffer.from(bytes).toString("base64url")),
    usualStay: 45,
    caseKey: "00".repeat(32),
  }
  return (await opener.inject({ method: "POST", url: openForms.path, payload })).json()
}

describe("sealed forms", () => {
  test("are kept before they are acknowledged, once however often they come", async () => {
    const records = (await write("One", at(12))).map((bytes) => Buffer.from(bytes).toString("base64url"))
    await deps.db.deleteFrom("form_records").execute()
    waiting = [...records, ...records]
    await collectForms(deps)
    await collectForms(deps)
    const kept = await deps.db.selectFrom("form_records").selectAll().execute()
    expect(kept.map(({ record }) => record.toString("base64url"))).toEqual(records)
    expect(new Set(acknowledged)).toEqual(new Set(kept.map(({ hash }) => hash.toString("hex"))))
  })

  test("of one hour past its bound are counted, and an officer is told how many", async () => {
    const [one] = await write("One", at(12))
    if (!one) throw new Error("no record")
    await deps.db.deleteFrom("form_records").execute()
    const few = { ...deps, limits: { ...deps.limits, formsOfARow: 3 } }
    const flood = Array.from({ length: 4 }, (_, i) => {
      const record = one.slice()
      new DataView(record.buffer).setUint32(300, i)
      return record
    })
    expect(await keepForms(few, flood)).toEqual({ kept: 3, dropped: 1 })
    expect(await keepForms(few, flood), "the same again").toEqual({ kept: 0, dropped: 1 })
    const id = await decide([[at(12), at(13)]])
    expect(await readForms(deps, id, officer, "trace")).toMatchObject({ ok: true, value: { dropped: 2 } })
    const elsewhen = await decide([[at(15), at(16)]])
    expect(await readForms(deps, elsewhen, officer, "trace")).toMatchObject({ ok: true, value: { dropped: 0 } })
  })

  test("are not pulled while too many are kept, and wait where they are", async () => {
    await write("One", at(12))
    waiting = (await write("Two", at(18))).map((bytes) => Buffer.from(bytes).toString("base64url"))
    await deps.db.deleteFrom("form_records").where("hash", "=", hashOf(waiting[0])).execute()
    await collectForms({ ...deps, limits: { ...deps.limits, forms: 1 } })
    expect(acknowledged).toEqual([])
    await collectForms(deps)
    expect(acknowledged).toHaveLength(1)
  })

  test("are not acknowledged where they cannot be kept", async () => {
    waiting = (await write("One", at(12))).map((bytes) => Buffer.from(bytes).toString("base64url"))
    await deps.db.deleteFrom("form_records").execute()
    await sql`revoke insert on form_records from homesafe_authority`.execute(authority.admin)
    try {
      await expect(collectForms(deps)).rejects.toThrow()
    } finally {
      await sql`grant insert on form_records to homesafe_authority`.execute(authority.admin)
    }
    expect(acknowledged).toEqual([])
  })

  test("are deleted with their day, 31 days kept; what was opened stays with the case", async () => {
    await write("Inside", at(12))
    const id = await decide([[at(12), at(13)]])
    expect(await read(id)).toEqual(["Inside"])
    const later = (days: number) => ({ ...deps, clock: { now: () => unixSeconds(deps.clock.now() + days * 86_400) } })
    await forgetForms(later(30))
    expect(await deps.db.selectFrom("form_records").selectAll().execute()).toHaveLength(1)
    await forgetForms(later(31))
    expect(await deps.db.selectFrom("form_records").selectAll().execute()).toEqual([])
    expect(await read(id)).toEqual(["Inside"])
  })
})

const hashOf = (text = "") => createHash("sha256").update(Buffer.from(text, "base64url")).digest()

const boxOf = (record: Uint8Array) =>
  [
    Buffer.concat([Buffer.from("VT1/form"), Buffer.from(deps.dep, "hex"), record.subarray(2, 6)]),
    record.subarray(6, 14),
    record.subarray(14),
  ] as const

/** Opens an entry by what the specification says, without the code under test. Spec §12. */
function openInner(within: Uint8Array, rowKey: Uint8Array): Buffer | undefined {
  const [eid, inner] = [within.subarray(0, 16), within.subarray(16)]
  const key = new Uint8Array(hkdfSync("sha256", rowKey, eid, "VT1/form", 16))
  const decipher = createDecipheriv("aes-128-gcm", key, new Uint8Array(12)).setAAD(eid).setAuthTag(inner.subarray(-16))
  try {
    return Buffer.concat([decipher.update(inner.subarray(0, -16)), decipher.final()])
  } catch {
    return undefined // another row's key
  }
}

/** Every byte string that the authority's database holds. */
async function wholeDatabase(): Promise<Uint8Array[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(authority.admin)
  const values: Uint8Array[] = []
  for (const { name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(authority.admin)
    for (const value of rows.flatMap((row) => Object.values(row)))
      if (Buffer.isBuffer(value)) values.push(new Uint8Array(value))
  }
  return values
}

function windowsOf16(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.max(0, bytes.length - 15) }, (_, i) => bytes.slice(i, i + 16))
}
