import { createHash } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { call, cosignBatch, putFeedFile, putFeedHead, setOfficers } from "@homesafe/api"
import { connect } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import { placePrepared } from "@homesafe/db/prepared.test-support"
import { fetchList, NO_FILES } from "@homesafe/phone/fetch-list"
import {
  acceptTrustList,
  type Bytes,
  readEnvelope,
  readManifest,
  readTrustList,
  type SignedEnvelope,
  serviceDayOf,
  unixSeconds,
  utf8Of,
  writeManifest,
} from "@homesafe/protocol"
import { acceptOfficers } from "@homesafe/protocol/officer"
import { type BatchRequest, writeBatchRequest } from "@homesafe/protocol/publisher"
import { readScannedCode } from "@homesafe/protocol/visitor"
import { keptFile } from "@homesafe/service"
import { createVerifierApp, type VerifierDeps } from "@homesafe/verifier/app"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { DEMONSTRATION_EVERY, type Demonstration, readOrMakeDemonstration } from "../deployment/demonstration.ts"
import { keyNames, readOrMakeKey } from "../deployment/keys.ts"
import { type Running, startDemonstration, type Told } from "../supervise/start.ts"
import { issuePremises } from "../venues/issue-premises.ts"
import { passCase } from "./pass-case.test-support.ts"
import { type Drill, runDrill } from "./run-drill.ts"

/** Pages are no part of this: what stands for them is there before the program looks. */
const apps = await vi.hoisted(async () => {
  const { mkdirSync, mkdtempSync, writeFileSync } = await import("node:fs")
  const folder = mkdtempSync("/tmp/homesafe-no-apps-")
  for (const app of ["phone", "venue", "gate", "console"]) {
    mkdirSync(`${folder}/${app}/dist`, { recursive: true })
    for (const name of ["index.html", "build.json"]) writeFileSync(`${folder}/${app}/dist/${name}`, "{}")
  }
  process.env.HOMESAFE_APPS = folder
  return folder
})
const quiet: Told = { say: () => {}, message: () => {} }
const now = () => unixSeconds(Math.floor(Date.now() / 1000))
const realHome = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-real-"))
let real: Running
let drill: Drill
let facts: Demonstration
let drillFacts: Demonstration
let before: Record<string, number>

beforeAll(async () => {
  fs.chmodSync(realHome, 0o755)
  await placePrepared(realHome)
  real = await startDemonstration(realHome, DEMONSTRATION_EVERY, quiet)
  before = await countReal()
  vi.stubEnv("HOMESAFE_DATABASE_URL", real.authorityUrl)
  drill = await runDrill(realHome, quiet, { place: placePrepared, every: 10 })
  ;[facts, drillFacts] = [readOrMakeDemonstration(realHome), readOrMakeDemonstration(drill.home)]
  await published(real)
  await published(drill)
}, 120_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await drill?.stop()
  await real?.stop()
  fs.rmSync(apps, { recursive: true, force: true })
  fs.rmSync(realHome, { recursive: true, force: true })
})

/** Waits for a system's first list. */
async function published({ publicOrigin }: Running): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await fetch(`${publicOrigin}/feed/head`)).ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error("no list was published")
}

/** So many rows each table of the real authority has in which a case, its work or a list would leave one. */
async function countReal(): Promise<Record<string, number>> {
  const db = connect<AuthorityTables>(real.authorityUrl, 1)
  const tables = [
    ...([
      "cases",
      "case_visits",
      "case_keys",
      "uploads",
      "upload_codes",
      "code_requests",
      "decisions",
      "row_keys",
    ] as const),
    ...(["venues", "officers", "passkeys", "signing_keys", "sessions"] as const),
  ]
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const asked = db.selectFrom(table).select((e) => e.fn.countAll<number>().as("n"))
    counts[table] = Number((await asked.executeTakeFirstOrThrow()).n)
  }
  await db.destroy()
  return counts
}

async function get(origin: string, name: string): Promise<Bytes> {
  return new Uint8Array(await (await fetch(`${origin}/feed/${name}`)).arrayBuffer())
}

function envelopeOf(bytes: Uint8Array): SignedEnvelope {
  const read = readEnvelope(bytes)
  if (!read.ok) throw new Error(read.problem)
  return read.value
}
const inForm = ({ bytes, sigs }: SignedEnvelope) => ({
  bytes: Buffer.from(bytes).toString("base64url"),
  sigs: sigs.map(({ key, role, sig }) => ({ key, role, sig: Buffer.from(sig).toString("base64url") })),
})

/** What a list of a system consists of, as anybody fetches it. */
async function listOf(origin: string) {
  const head = await get(origin, "head")
  const manifest = readManifest(envelopeOf(head).bytes)
  if (!manifest.ok) throw new Error(manifest.problem)
  return { head, manifest: manifest.value, trust: await get(origin, manifest.value.trust.sha256) }
}

const fromDrill = async (name: string): Promise<Bytes | "missing" | undefined> => get(drill.publicOrigin, name)

/** A verifier of the real system, as it stands before its next list. */
async function realVerifier() {
  const dir = path.join(realHome, "verifier-1")
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-verifier-"))
  fs.cpSync(dir, copy, { recursive: true })
  const kept = <T>(name: string) => keptFile<T>(path.join(copy, name))
  const deps = {
    clock: { now },
    dep: facts.dep,
    secret: readOrMakeKey(realHome, "verifier-1"),
    initialFiles: [],
    head: kept("none.json"),
    trust: kept("trust.json"),
    officers: kept("officers.json"),
  } as VerifierDeps // as: the files are the verifier's own
  const app = await createVerifierApp(deps)
  const base = await app.listen({ host: "127.0.0.1", port: 0 })
  return { base, close: () => app.close().then(() => fs.rmSync(copy, { recursive: true })) }
}

describe("a drill", () => {
  test("has a deployment id and keys of its own, none of which is the real system's", () => {
    expect(drillFacts.dep).not.toBe(facts.dep)
    expect(drillFacts.linkToken).not.toBe(facts.linkToken)
    const keysOf = (home: string) => keyNames.map((name) => Buffer.from(readOrMakeKey(home, name)).toString("hex"))
    const own = new Set(keysOf(drill.home))
    expect(keysOf(realHome).filter((key) => own.has(key))).toEqual([])
  })

  test("says that it is one on every page of its console, and the real console does not", async () => {
    const described = async ({ consoleOrigin }: Running) => (await fetch(`${consoleOrigin}/v1/deployment`)).json()
    expect(await described(drill)).toMatchObject({ drill: true, dep: drillFacts.dep })
    expect(await described(real)).toMatchObject({ drill: false, dep: facts.dep })
  })

  test("makes no list, trust list or code that a real phone believes, not even one that opens the real address", async () => {
    const { trust: realTrust } = await listOf(real.publicOrigin)
    const { trust: drillTrust } = await listOf(drill.publicOrigin)
    const read = readTrustList(envelopeOf(realTrust).bytes)
    if (!read.ok) throw new Error(read.problem)
    const trust = read.value
    const phone = { dep: facts.dep, trust, feed: null, ...NO_FILES }
    expect(await fetchList(fromDrill, phone, now())).toMatchObject({ ok: false, problem: "not-accepted" })
    expect((await fetchList((name) => get(real.publicOrigin, name), phone, now())).ok, "its own list is").toBe(true)
    expect(acceptTrustList(trust, envelopeOf(drillTrust), facts.dep, now()).ok).toBe(false)
    expect(acceptTrustList(null, envelopeOf(drillTrust), facts.dep, now()).ok, "nor on the first day").toBe(false)

    const names = { en: "Drill Market", hant: "演習街市" }
    const premises = { registerNumber: "D-1", names, address: names, category: 1, district: "" }
    const today = serviceDayOf(now(), facts.offset)
    const scan = (home: string, dep: string) => {
      const { offset, timeZone } = facts
      const issuing = {
        offset,
        timeZone,
        demonstration: true,
        host: new URL(real.publicOrigin).host,
        today,
        now: now(),
      }
      const { sheet } = issuePremises(premises, { ...issuing, dep, issuer: readOrMakeKey(home, "issuer") })
      const text = `${Buffer.from(sheet?.code?.bytes ?? "").toString()}${sheet?.code?.digits ?? ""}`
      return readScannedCode(text, { trust, revoked: new Map(), now: now() }).ok
    }
    expect(scan(realHome, facts.dep), "the real issuer's is").toBe(true)
    expect(scan(drill.home, drillFacts.dep)).toBe(false)
    expect(scan(drill.home, facts.dep), "under the real system's id").toBe(false)
  })

  test("gets no signature of a real verifier: neither for its list, nor for its list under the real system's id, nor for its officers", async () => {
    const { manifest, head, trust } = await listOf(drill.publicOrigin)
    const verifier = await realVerifier()
    const request = (bytes: Bytes): BatchRequest => ({
      seed: new Uint8Array(32),
      snapshotSeed: null,
      manifest: bytes,
      previous: null,
      ...{ decisions: [], changes: [], texts: [], rows: [], snapshotRows: [], files: [] },
    })
    const ask = async (bytes: Bytes) => {
      const body = {
        request: Buffer.from(writeBatchRequest(request(bytes))).toString("base64url"),
        trust: inForm(envelopeOf(trust)),
      }
      return call(cosignBatch, { base: verifier.base, body })
    }
    expect(await ask(Uint8Array.from(envelopeOf(head).bytes))).toMatchObject({ ok: false, field: "wrong-deployment" })
    const claimed = await ask(writeManifest({ ...manifest, dep: facts.dep }))
    expect(claimed).toMatchObject({ ok: false, problem: "content-changed" })

    const db = connect<AuthorityTables>(drill.authorityUrl, 1)
    const officers = await db
      .selectFrom("signed_lists")
      .select("envelope")
      .where("kind", "=", "officers")
      .executeTakeFirstOrThrow()
    await db.destroy()
    const envelope = envelopeOf(utf8Of(JSON.stringify(officers.envelope)))
    const set = await call(setOfficers, { base: verifier.base, body: inForm(envelope) })
    expect(set).toMatchObject({ ok: false, problem: "bad-signature" })
    const own = readTrustList(envelopeOf((await listOf(real.publicOrigin)).trust).bytes)
    expect(own.ok && acceptOfficers(null, envelope, own.value, now()).ok).toBe(false)
    await verifier.close()
  })

  test("is not taken by the real public server: not with the drill's token, and its list not even with the real one", async () => {
    const { head } = await listOf(drill.publicOrigin)
    const { link } = real
    const offer = (token: string) =>
      call(putFeedHead, { base: link, headers: { authorization: `Bearer ${token}` }, body: inForm(envelopeOf(head)) })
    expect(await offer(drillFacts.linkToken)).toMatchObject({ ok: false, problem: "not-allowed" })
    const sha256 = createHash("sha256").update(head).digest("hex")
    const file = { params: { sha256 }, body: { bytes: Buffer.from(head).toString("base64url") } }
    const headers = { authorization: `Bearer ${drillFacts.linkToken}` }
    expect(await call(putFeedFile, { base: link, headers, ...file })).toMatchObject({ ok: false })
    expect(await offer(facts.linkToken)).toMatchObject({ ok: false, problem: "malformed" })
  })

  test("makes a whole case pass: code, upload, visits, a decision of two, a list; the phone that was there is warned, and the real side has nothing of it", async () => {
    const trust = readTrustList(envelopeOf((await listOf(drill.publicOrigin)).trust).bytes)
    if (!trust.ok) throw new Error(trust.problem)
    const { verdict, state, said } = await passCase(drill, drillFacts, trust.value, now())
    expect(verdict).toBe("proven")
    expect(state).toBe("approved")
    expect(said).toMatch(/: 1 of the town's 2 phones show a warning$/)
    expect(await countReal()).toEqual(before)
    const { cells } = (await listOf(drill.publicOrigin)).manifest.batch
    expect(cells.length).toBeGreaterThan(0)
    for (const { sha256 } of cells) expect((await fetch(`${real.publicOrigin}/feed/${sha256}`)).status).toBe(404)
  }, 120_000)

  test("ends with a report and leaves nothing: no row in the real database but two lines in the audit log, no folder, no server", async () => {
    const report = await drill.end()
    expect(report).toContain(`Drill ${drillFacts.dep}`)
    expect(report).toMatch(/Lists\n {2}\+\d\d:\d\d:\d\d {2}1 published/)
    expect(report).toMatch(/From the case to the second signature {2}00:0\d:\d\d/)
    expect(report).toMatch(/From the second signature to the list {2}00:0\d:\d\d/)
    expect(fs.existsSync(drill.home)).toBe(false)
    await expect(fetch(`${drill.publicOrigin}/feed/head`)).rejects.toThrow()
    expect(await countReal()).toEqual(before)
    const db = connect<AuthorityTables>(real.authorityUrl, 1)
    const log = await db.selectFrom("audit").select(["act", "subject"]).orderBy("seq").execute()
    await db.destroy()
    expect(log.filter(({ subject }) => subject === drillFacts.dep).map(({ act }) => act)).toEqual([
      "drill-began",
      "drill-ended",
    ])
  })
})
