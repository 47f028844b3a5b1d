import { createHash, randomBytes, randomUUID } from "node:crypto"
import { addDays, type Decision, dayKeyOf, ed25519Sign, hexOf, proofOf, units, writeDecision } from "@homesafe/protocol"
import { venueOf } from "@homesafe/protocol/deployment.test-support"
import { holdStatement, signDecision, writeHoldVerdict } from "@homesafe/protocol/officer"
import { expect } from "vitest"
import type { TestOfficer } from "../authority.test-support.ts"
import { openTestCaseWith } from "../cases/case.test-support.ts"
import { todayOf } from "../changes/changes.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { approveDecision } from "./approve.ts"
import { findDecision } from "./find-decisions.ts"
import { keepKeys, keysFor } from "./keep-keys.ts"
import { proposeDecision } from "./propose.ts"

/** A decision that waits for its second officer. */
export interface Waiting {
  readonly id: string
  readonly bytes: Uint8Array
}

/** A registered venue with the key of today, as a case's visit brings it; answers its public id. */
export async function addVenueWithKey(deps: AuthorityDeps, officer: string, name: string): Promise<string> {
  const day = todayOf(deps)
  const venue = venueOf(name, { notBefore: addDays(day, -50), notAfter: addDays(day, 50), category: 1 })
  const commit = Buffer.from(venue.commit, "hex")
  const names = { en: "Test Market", hant: "測試街市" }
  const application = JSON.stringify({ names, address: names, category: 1, registerNumber: "R", entrances: [] })
  const { notBefore, notAfter } = venue.header
  const days = { not_before: notBefore, not_after: notAfter, applied_at: 0, delivered: true }
  const rest = { state: "reviewed", reason: null, skeleton: "", register_number: "R", codes: "[]" } as const
  await deps.db
    .insertInto("venues")
    .values({ id: randomUUID(), vid: commit.subarray(0, 8), commit, application, ...rest, ...days })
    .execute()
  const keys = { dayKey: hexOf(dayKeyOf(venue.venueKey, day)), proof: hexOf(proofOf(venue.venueKey, notBefore, day)) }
  const stay = { arrival: 480, departure: 570, verdict: "proven", reason: null, vehicle: null } as const
  const theCase = await openTestCaseWith(deps, officer, [{ vid: venue.vid, day, ...stay, keys, screen: null }])
  const found = await keysFor(deps, { vid: venue.vid, day }, theCase)
  if (!found) throw new Error("no keys")
  await keepKeys(deps.db, { vid: venue.vid, day }, found)
  return venue.vid
}

/** A decision as an officer's browser signs it, and what the server answers to it. */
export async function sendProposal(deps: AuthorityDeps, officer: TestOfficer, change: Partial<Decision>) {
  const bytes = writeDecision({
    v: 1,
    dep: deps.dep,
    id: randomBytes(16).toString("hex"),
    vid: randomBytes(8).toString("hex"),
    day: todayOf(deps),
    windows: [[units(96), units(120)]],
    severity: 1,
    template: 1,
    pool: null,
    supersedes: null,
    ...change,
  })
  const { key, sig } = signDecision(bytes, deps.dep, officer.seed)
  const body = { bytes: Buffer.from(bytes).toString("base64url"), key, sig: hexOf(sig), caseId: null }
  return { bytes, answer: await proposeDecision(deps, officer.id, body) }
}

/** A proposal that the server keeps. */
export async function propose(deps: AuthorityDeps, officer: TestOfficer, change: Partial<Decision>): Promise<Waiting> {
  const { bytes, answer } = await sendProposal(deps, officer, change)
  if (!answer.ok) throw new Error(answer.problem)
  return { id: answer.value, bytes }
}

const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex")

/** A decision that two officers have signed. */
export async function decide(
  deps: AuthorityDeps,
  [first, second]: readonly [TestOfficer, TestOfficer],
  change: Partial<Decision>,
): Promise<string> {
  const { id, bytes } = await propose(deps, first, change)
  const { key, sig } = signDecision(bytes, deps.dep, second.seed)
  const approval = { hash: hashOf(bytes), key, sig: hexOf(sig) }
  expect(await approveDecision(deps, second.id, id, approval)).toEqual({ ok: true, value: null })
  return id
}

/** What an officer signs to end a hold: as the first of two, and as the second. */
export async function signVerdict(deps: AuthorityDeps, officer: TestOfficer, id: string, verdict: "release" | "stop") {
  const found = await findDecision(deps, id)
  if (!found?.hold) throw new Error("there is no hold")
  const named = { hold: found.hold.id, decision: id, sha256: found.hash, verdict }
  const bytes = writeHoldVerdict({ v: 1, dep: deps.dep, ...named })
  const sig = hexOf(ed25519Sign(officer.seed, holdStatement(deps.dep, bytes)))
  return { bytes: Buffer.from(bytes).toString("base64url"), hash: hashOf(bytes), key: officer.key, sig }
}
