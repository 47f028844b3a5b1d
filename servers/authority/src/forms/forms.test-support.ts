import { createHash, randomUUID } from "node:crypto"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { unsealOpener } from "@homesafe/api"
import { createOpenerApp } from "@homesafe/opener/app"
import {
  addDays,
  dayKeyOf,
  ed25519PublicKey,
  hexOf,
  keyIdOf,
  proofOf,
  readTrustList,
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
import { signDecision, writeOfficers } from "@homesafe/protocol/officer"
import { deriveBoxKeyPair } from "@homesafe/protocol/opener"
import { sealForm } from "@homesafe/protocol/venue"
import type { FastifyInstance } from "fastify"
import { expect } from "vitest"
import { addOfficer, startAuthority, type TestAuthority, type TestOfficer } from "../authority.test-support.ts"
import { openTestCaseWith } from "../cases/case.test-support.ts"
import { approveDecision } from "../decisions/approve.ts"
import { keepKeys, keysFor } from "../decisions/keep-keys.ts"
import type { AuthorityDeps } from "../deps.ts"
import { jsonOf, newestList, writeList } from "../publishing/signed-lists.ts"
import { keepForms } from "./collect-forms.ts"
import { readForms } from "./read-forms.ts"

export let authority: TestAuthority
export let deps: AuthorityDeps
export let officer: string
export let two: readonly [TestOfficer, TestOfficer]
export let opener: FastifyInstance
let link: http.Server
/** The public server's far side: what waits there, and what was acknowledged. */
export const mailbox = { waiting: [] as string[], acknowledged: [] as string[] }
export const form = await deriveBoxKeyPair(secretOf("form"))
export const root = secretOf("root-1")
export const today = () => serviceDayOf(deps.clock.now(), deps.offset)
export const venue = () =>
  venueOf("market", { notBefore: addDays(today(), -50), notAfter: addDays(today(), 50), category: 1 })
/** Seconds at a clock time of the service day in Hong Kong. */
export const at = (hours: number, minutes = 0, day = today()) =>
  unixSeconds(startOfServiceDay(day, deps.offset) + ((hours - 4) * 60 + minutes) * 60)

/** The authority, a real opener that was unsealed, and two officers; each test begins with a venue that has a screen. */
export async function startForms() {
  authority = await startAuthority()
  opener = await createOpenerApp(undefined, authority.deps.clock)
  await opener.listen({ host: "127.0.0.1", port: 0 })
  link = http.createServer((request, response) => {
    response.setHeader("content-type", "application/json")
    if (request.method === "GET") return void response.end(JSON.stringify({ records: mailbox.waiting }))
    let text = ""
    request.on("data", (part) => {
      text += part
    })
    request.on("end", () => {
      mailbox.acknowledged.push(...JSON.parse(text).hashes)
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
}
export async function stopForms() {
  link.close()
  await opener.close()
  await authority.stop()
}
export async function clearForms() {
  Object.assign(mailbox, { waiting: [], acknowledged: [] })
  for (const table of [
    "venue_notices",
    "calls",
    "form_drops",
    "form_records",
    "row_keys",
    "decisions",
    "screens",
    "venues",
  ] as const)
    await deps.db.deleteFrom(table).execute()
  await register()
}

/** The officers' list as the roots sign it, or somebody else. */
export function listOfficers(officers: readonly TestOfficer[], by = root, change: { exp?: number } = {}) {
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
export async function write(name: string, from: number, until: number | null = null, of = venue()) {
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
export async function decide(
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
export async function approve(id: string): Promise<void> {
  const { bytes, hash } = await deps.db
    .selectFrom("decisions")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow()
  const sig = hexOf(signDecision(new Uint8Array(bytes), deps.dep, two[1].seed).sig)
  const done = await approveDecision(deps, two[1].id, id, { hash: hash.toString("hex"), key: two[1].key, sig })
  expect(done).toMatchObject({ ok: true })
}
export const read = async (decision: string) => {
  const answer = await readForms(deps, decision, officer, "trace")
  return answer.ok ? answer.value.calls.map(({ name }) => name) : answer.problem
}
export const acts = async () => (await deps.db.selectFrom("audit").selectAll().orderBy("seq").execute()).slice(-1)[0]
