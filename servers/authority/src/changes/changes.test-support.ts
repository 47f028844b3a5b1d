import { createHash, randomBytes } from "node:crypto"
import { addRule, categories, type NewRule, seedCatalogue, seededPolicy, withRevoked } from "@homesafe/domain"
import {
  addDays,
  type Bytes,
  base64urlOf,
  ed25519PublicKey,
  hexOf,
  serviceDay,
  serviceDayOf,
  sha256,
  signEnvelope,
  unixSeconds,
  writeCatalogue,
  writeNotices,
  writePolicy,
  writeRevoked,
} from "@homesafe/protocol"
import { type OfficerKeys, signChange, writeFileChange, writeOfficers } from "@homesafe/protocol/officer"
import { addOfficer, type TestOfficer } from "../authority.test-support.ts"
import type { AuthorityDeps } from "../deps.ts"
import { writeList } from "../publishing/signed-lists.ts"
import { fileInForce, type OfficersFile, policyIn, revokedIn } from "./files-in-force.ts"

/** The service day of the test's clock. */
export const todayOf = ({ clock, offset }: AuthorityDeps) => serviceDayOf(clock.now(), offset)

/** The files that set-up signs, and so many officers who may change them; the list of their keys as verifiers know it. */
export async function setUpChanges(
  deps: AuthorityDeps,
  count: number,
): Promise<{ readonly officers: TestOfficer[]; readonly list: OfficerKeys }> {
  const sign = (label: "VT1/catalogue" | "VT1/policy" | "VT1/notices", bytes: Bytes) => ({
    bytes,
    sigs: [signEnvelope(bytes, { label, dep: deps.dep, seq: 1, role: "publisher" }, deps.keys.publisher)],
  })
  await writeList(deps.db, "catalogue", 1, sign("VT1/catalogue", writeCatalogue(seedCatalogue(1))))
  await writeList(deps.db, "policy", 1, sign("VT1/policy", writePolicy(seededPolicy())))
  await writeList(deps.db, "notices", 1, sign("VT1/notices", writeNotices({ v: 1, seq: 1, entries: [] })))
  const officers: TestOfficer[] = []
  for (let i = 0; i < count; i++) officers.push(await addOfficer(deps, ["approver", "policy"]))
  const list = listOf(deps, officers)
  await writeList(deps.db, "officers", 1, { bytes: writeOfficers(list), sigs: [] })
  return { officers, list }
}

/** The officers' keys with the right to decide and to change files, or only the first of these. */
export function listOf(deps: AuthorityDeps, officers: readonly TestOfficer[], mayChange = true): OfficerKeys {
  const now = deps.clock.now()
  const [from, until] = [todayOf(deps), addDays(todayOf(deps), 1)]
  const keys = officers.map(({ key, seed }) => ({
    id: key,
    pub: ed25519PublicKey(seed),
    roles: mayChange ? (["decision", "change"] as const) : (["decision"] as const),
    from,
    until,
  }))
  return { v: 1, dep: deps.dep, seq: 1, prev: "0".repeat(64), t: now, exp: unixSeconds(now + 86_400), keys }
}

/** What an officer's browser signs for one more content of a file. */
async function signedChange(deps: AuthorityDeps, officer: TestOfficer, file: OfficersFile, content: Bytes) {
  const { seq } = await fileInForce(deps.db, file)
  const id = randomBytes(16).toString("hex")
  const bytes = writeFileChange({ v: 1, dep: deps.dep, id, file, seq: seq + 1, sha256: hexOf(sha256(content)) })
  const { key, sig } = signChange(bytes, deps.dep, officer.seed)
  return { id, bytes: Buffer.from(bytes).toString("base64url"), key, sig: hexOf(sig) }
}

/** A proposal that a venue's codes end on a day, or are good again. */
export async function revocation(
  deps: AuthorityDeps,
  officer: TestOfficer,
  venue: { readonly id: string; readonly vid: string },
  from: number | null,
) {
  const before = revokedIn((await fileInForce(deps.db, "revoked")).content)
  const content = writeRevoked(withRevoked(before, venue.vid, from === null ? null : serviceDay(from)))
  const { id, ...signed } = await signedChange(deps, officer, "revoked", content)
  return { id, body: { venue: venue.id, from, reason: "The poster was copied", ...signed } }
}

/** A rule that the format takes. */
export function ruleFrom(from: number, change: Partial<NewRule> = {}): NewRule {
  const texts = { en: "Test", hant: "測試", hans: "测试" }
  return {
    categories: [1, 2],
    rule: "scan-or-form",
    from: serviceDay(from),
    until: serviceDay(from + 30),
    by: texts,
    reason: texts,
    exempt: ["disability", "emergency"],
    alternative: "form",
    shortStay: 0,
    penalty: null,
    ...change,
  }
}

/** A proposal of one more rule; `content` puts another ledger in its place. */
export async function ruleProposal(deps: AuthorityDeps, officer: TestOfficer, rule: NewRule, content?: Bytes) {
  const before = policyIn((await fileInForce(deps.db, "policy")).content)
  const added = addRule(before, rule, { categories, today: serviceDay(0) })
  const made = content ?? (added.ok ? writePolicy(added.value) : writePolicy(before))
  const { id, ...signed } = await signedChange(deps, officer, "policy", made)
  const body = { ...rule, categories: [...rule.categories], exempt: [...rule.exempt] }
  return { id, body: { rule: body, ...signed } }
}

/** A proposal of the next list of issuers of health documents. */
export async function issuersProposal(deps: AuthorityDeps, officer: TestOfficer, content: Bytes) {
  const { id, ...signed } = await signedChange(deps, officer, "issuers", content)
  return { id, body: { file: base64urlOf(content), reason: "Keys of the last quarter", ...signed } }
}

/** An officer's approval of what is kept under an id. */
export async function approvalOf(deps: AuthorityDeps, officer: TestOfficer, id: string) {
  const asked = deps.db.selectFrom("file_changes").select("bytes").where("id", "=", id)
  const bytes = new Uint8Array((await asked.executeTakeFirstOrThrow()).bytes)
  const { key, sig } = signChange(bytes, deps.dep, officer.seed)
  return { hash: createHash("sha256").update(bytes).digest("hex"), key, sig: hexOf(sig) }
}
