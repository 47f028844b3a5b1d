import { randomUUID } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { listDataClasses } from "@homesafe/domain"
import {
  acceptRevokedPapers,
  bytesOfBase64url,
  ed25519PublicKey,
  keyIdOf,
  readHealthStatement,
  unixSeconds,
  verifyHealthCode,
} from "@homesafe/protocol"
import { deriveBoxKeyPair } from "@homesafe/protocol/health"
import { sealShare } from "@homesafe/protocol/visitor"
import { afterAll, beforeAll, expect, test } from "vitest"
import {
  addAccepted,
  addOfficer,
  addResident,
  type Caller,
  NOON,
  profile,
  startHealth,
  stranger,
  type TestHealth,
} from "../health.test-support.ts"
import { purgeExpired } from "../purge-expired.ts"
import { settleKeys } from "./settle-keys.ts"

let health: TestHealth
beforeAll(async () => {
  health = await startHealth()
  await settleKeys(health.deps)
}, 60_000)
afterAll(() => health.stop())

const visit = { names: { en: "Test Market", hant: "測試街市" }, category: 3, from: NOON - 7_200, until: NOON - 3_600 }
const signers = () => {
  const pub = ed25519PublicKey(health.deps.keys.signing)
  return [{ id: keyIdOf(pub), pub }]
}
type Json = { readonly bytes: string; readonly sigs: readonly { key: string; role: string; sig: string }[] }
const bytesOf = (text: string) => bytesOfBase64url(text) ?? new Uint8Array()
const envelopeOf = ({ bytes, sigs }: Json) => ({
  bytes: bytesOf(bytes),
  sigs: sigs.map(({ sig, ...rest }) => ({ ...rest, sig: bytesOf(sig) })),
})
const statement = (json: Json) => readHealthStatement(envelopeOf(json), health.deps.dep, signers())
async function share(ask: Caller, shareId: string) {
  const { pub } = await deriveBoxKeyPair(health.deps.keys.shareIkm)
  const box = await sealShare(pub, health.deps.dep, { shareId, visits: [visit] })
  return ask("PUT", `/shares/${shareId}`, { box: Buffer.from(box).toString("base64url") })
}
const rowsOf = async (account: string) => {
  const { db } = health.deps
  const counted = ["pictures", "declarations", "credentials", "shares", "appeals"] as const
  const counts = counted.map(
    async (table) =>
      (await db.selectFrom(table).select("account_id").where("account_id", "=", account).execute()).length,
  )
  const holder = ["passkeys", "sessions"] as const
  const held = holder.map(
    async (table) => (await db.selectFrom(table).select("holder").where("holder", "=", account).execute()).length,
  )
  return (await Promise.all([...counts, ...held])).reduce((sum, n) => sum + n, 0)
}
const keyFileOf = (id: string) => path.join(health.deps.keys.accountKeys, id.slice(0, 2), `${id}.key`)

test("every table of the health-code service's database belongs to one class, and no class to a table that is not there", async () => {
  const tables = (await health.deps.db.introspection.getTables()).map(({ name }) => name).sort()
  const classed = listDataClasses().flatMap(({ place, tables: its }) => (place === "health" ? its : []))
  expect([...classed].sort()).toEqual(tables.filter((name) => !name.startsWith("kysely_")))
})

test("deleting an account deletes everything, destroys its key, and is answered with a receipt; asked again, with the same one", async () => {
  const { id, ask } = await addAccepted(health, {}, true)
  await ask("PUT", `/declarations/${randomUUID()}`, { kind: "exposure-result", on: "2025-06-02" })
  await ask("PUT", `/appeals/${randomUUID()}`, { text: "No." })
  await share(ask, "c1".repeat(16))
  expect(await rowsOf(id)).toBeGreaterThan(3)
  expect(fs.existsSync(keyFileOf(id))).toBe(true)
  const request = "5e".repeat(16)
  const { status, body } = await ask("POST", "/deletion", { request })
  expect(status).toBe(200)
  expect(statement(body)).toEqual({ said: "account-deleted", subject: request, t: NOON })
  expect([await rowsOf(id), fs.existsSync(keyFileOf(id))]).toEqual([0, false])
  expect(await health.deps.db.selectFrom("accounts").where("id", "=", id).selectAll().execute()).toEqual([])
  expect((await ask("GET", "/account")).status).toBe(401)
  expect((await stranger(health)("POST", "/deletion-receipt", { request })).body).toEqual(body)
  expect((await stranger(health)("POST", "/deletion-receipt", { request: "00".repeat(16) })).status).toBe(404)
})

test("an account is not deleted without a fresh passkey check", async () => {
  const { id, ask } = await addResident(health)
  expect((await ask("POST", "/deletion", { request: "5f".repeat(16) })).body.problem).toBe("step-up-needed")
  expect(fs.existsSync(keyFileOf(id))).toBe(true)
})

test("a backup that is put back does not bring a deleted account back: its rows open for nobody and go at the start", async () => {
  const { id, ask } = await addAccepted(health, {}, true)
  const { db } = health.deps
  const row = await db.selectFrom("accounts").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
  const passkey = {
    id: `pk ${id}`,
    kind: "resident" as const,
    holder: id,
    public_key: Buffer.of(1),
    counter: 0,
    transports: [],
  }
  await db.insertInto("passkeys").values(passkey).execute()
  await ask("POST", "/deletion", { request: "60".repeat(16) })
  await db
    .insertInto("accounts")
    .values({ ...row, created_at: NOON - 7_200 })
    .execute()
  await db.insertInto("passkeys").values(passkey).execute()
  await settleKeys(health.deps)
  expect(await db.selectFrom("accounts").where("id", "=", id).selectAll().execute()).toEqual([])
  expect(await rowsOf(id)).toBe(0)
})

test("a folder of keys that is not this database's stops the start, and ends no account", async () => {
  const elsewhere = fs.mkdtempSync(path.join(health.deps.keys.accountKeys, "../elsewhere-"))
  await expect(settleKeys({ ...health.deps, keys: { ...health.deps.keys, accountKeys: elsewhere } })).rejects.toThrow(
    /not the one/,
  )
})

test("visits are shared one act at a time, sealed twice, listed by their ids, and taken back with a signed statement", async () => {
  const { id, ask } = await addAccepted(health)
  const [one, two] = ["d1".repeat(16), "d2".repeat(16)]
  for (const shareId of [one, one, two]) expect((await share(ask, shareId)).status).toBe(200)
  const kept = await health.deps.db.selectFrom("shares").select("sealed").where("account_id", "=", id).execute()
  expect([kept.length, kept.some(({ sealed }) => sealed.includes("Test Market"))]).toEqual([2, false])
  const { body } = await ask("DELETE", `/shares/${one}`)
  expect(statement(body)).toEqual({ said: "share-not-held", subject: one, t: NOON })
  expect((await ask("GET", "/shares")).body.shares.map((each: { id: string }) => each.id)).toEqual([two])
  // Whoever did not get the answer asks again.
  expect(statement((await ask("DELETE", `/shares/${one}`)).body)?.subject).toBe(one)
})

test("nobody takes back what another has shared", async () => {
  const [mine, theirs] = [await addAccepted(health), await addAccepted(health)]
  const shareId = "e1".repeat(16)
  await share(theirs.ask, shareId)
  await mine.ask("DELETE", `/shares/${shareId}`)
  expect((await theirs.ask("GET", "/shares")).body.shares).toHaveLength(1)
})

test("shared visits are read in an appeal alone, by its officer, after a fresh check, for a purpose that the log has first", async () => {
  const { ask } = await addAccepted(health)
  await ask("PUT", `/declarations/${randomUUID()}`, { kind: "exposure-result", on: "2025-06-02" })
  const [appeal, shareId] = [randomUUID(), "f1".repeat(16)]
  await share(ask, shareId)
  await ask("PUT", `/appeals/${appeal}`, { text: "I was not there." })
  const [stale, fresh] = [await addOfficer(health, ["appeals"]), await addOfficer(health, ["appeals"], true)]
  await fresh.ask("POST", "/officer/appeals/claim", {})
  const read = (by: typeof fresh, purpose: string) => by.ask("POST", `/officer/appeals/${appeal}/shares`, { purpose })
  expect((await read(stale, "To answer it")).body.problem).toBe("step-up-needed")
  expect((await read(fresh, "")).body.problem).toBe("malformed")
  const { body } = await read(fresh, "To answer it")
  expect(body.shares).toEqual([{ id: shareId, sharedAt: NOON, visits: [visit] }])
  const log = await health.deps.db.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(1).executeTakeFirst()
  expect(log).toMatchObject({ act: "read-shares", subject: appeal, purpose: "To answer it" })
})

test("a code on paper holds for its days, and is revoked by a worse colour, by an officer, or with its account", async () => {
  const officer = await addOfficer(health, ["reviewer"])
  const document = { documentNumber: "P7700012", born: profile.born }
  const { id, ask } = await addAccepted(health, { documentNumber: document.documentNumber }, true)
  expect(
    (await officer.ask("POST", "/officer/people/find", { ...document, born: "1980-02-28" })).body.person,
  ).toBeNull()
  expect((await officer.ask("POST", "/officer/people/find", document)).body.person).toMatchObject({ id, papers: [] })
  const print = async () => (await officer.ask("POST", `/officer/people/${id}/papers`, { days: 7 })).body
  const [first, second] = [await print(), await print()]
  const revoked = async () => {
    const json = (await stranger(health)("GET", "/revoked")).body
    return acceptRevokedPapers(envelopeOf(json), health.deps.dep, signers())?.serials ?? []
  }
  const check = async (text: string, days: number) => {
    const trust = { dep: health.deps.dep, keys: signers().map(({ pub }) => pub), revoked: new Set(await revoked()) }
    const checked = verifyHealthCode(text, trust, unixSeconds(NOON + days * 86_400))
    return checked.ok ? checked.value.colour : checked.problem
  }
  expect([await check(first.text, 6), await check(first.text, 8)]).toEqual(["green", "expired"])
  expect((await officer.ask("DELETE", `/officer/papers/${first.number}`)).status).toBe(200)
  expect([await check(first.text, 1), await check(second.text, 1)]).toEqual(["revoked", "green"])
  await ask("PUT", `/declarations/${randomUUID()}`, { kind: "exposure-result", on: "2025-06-02" })
  expect(await check(second.text, 1)).toBe("revoked")
  const third = await print()
  expect(await check(third.text, 1)).toBe("amber")
  await ask("POST", "/deletion", { request: "61".repeat(16) })
  expect(await revoked()).toEqual([first.number, second.number, third.number].sort((a, b) => a - b))
  const rows = await health.deps.db.selectFrom("paper_codes").select("account_id").execute()
  expect(rows.every(({ account_id }) => account_id === null)).toBe(true)
})

test("what is past its time goes by itself, and an accepted account stays", async () => {
  const { db } = health.deps
  const [accepted, unfinished] = [await addAccepted(health), await addResident(health)]
  await accepted.ask("PUT", `/declarations/${randomUUID()}`, { kind: "symptoms", on: "2025-06-02" })
  await share(accepted.ask, "ab".repeat(16))
  const left = async () => ({
    accounts: (
      await db.selectFrom("accounts").select("id").where("id", "in", [accepted.id, unfinished.id]).execute()
    ).map(({ id }) => id),
    parts: (await db.selectFrom("declarations").select("id").execute()).length,
    receipts: (await db.selectFrom("receipts").select("at").execute()).length,
    shares: (await db.selectFrom("shares").select("account_id").execute()).length,
  })
  health.setNow(unixSeconds(NOON + 29 * 86_400))
  await purgeExpired(health.deps)
  expect((await left()).accounts.sort()).toEqual([accepted.id, unfinished.id].sort())
  expect((await left()).parts).toBeGreaterThan(0)
  health.setNow(unixSeconds(NOON + 32 * 86_400))
  await Promise.all([purgeExpired(health.deps), purgeExpired(health.copy)])
  expect(await left()).toEqual({ accounts: [accepted.id], parts: 0, receipts: 0, shares: 0 })
  expect(fs.existsSync(keyFileOf(unfinished.id))).toBe(false)
  health.setNow(NOON)
})
