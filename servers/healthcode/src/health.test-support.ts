import { createHash, randomBytes, randomUUID } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import type { HealthProfile } from "@homesafe/api"
import { connect, type Database } from "@homesafe/db"
import type { HealthRole, HealthTables, HolderKind } from "@homesafe/db/health"
import { startPrepared } from "@homesafe/db/prepared.test-support"
import { type UnixSeconds, unixSeconds } from "@homesafe/protocol"
import { type HealthRule, readHealthRules } from "@homesafe/protocol/health"
import { makeLog } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import { addAccount } from "./accounts/open-account.ts"
import { createHealthApp } from "./app.ts"
import type { HealthDeps } from "./deps.ts"

/** Monday 2 June 2025, 12:00 in Hong Kong. */
export const NOON = unixSeconds(1_748_836_800)

/** The service on a real PostgreSQL and a real folder of keys; the clock stands still until it is set. */
export interface TestHealth {
  readonly deps: HealthDeps
  /** The same service again, as another process would be. */
  readonly copy: HealthDeps
  readonly app: FastifyInstance
  /** The database as its administrator sees it. */
  readonly admin: Database<HealthTables>
  setNow(t: UnixSeconds): void
  stop(): Promise<void>
}

const seed = () => new Uint8Array(randomBytes(32))

/** The rules that the service ships with. */
export function shippedRules(): readonly HealthRule[] {
  const file = path.resolve(import.meta.dirname, "../rules/default.json")
  const read = readHealthRules(new Uint8Array(fs.readFileSync(file)))
  if (!read.ok) throw new Error("the shipped rules cannot be read")
  return read.value.rules
}

/** Starts a PostgreSQL of its own, with newly prepared databases. */
export async function startHealth(): Promise<TestHealth> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-health-"))
  fs.chmodSync(dir, 0o755) // PostgreSQL runs as another user where the tests run as root
  const accountKeys = path.join(dir, "account-keys")
  fs.mkdirSync(accountKeys)
  const { postgres, urls } = await startPrepared(path.join(dir, "postgres"))
  const adminUrl = new URL(postgres.adminUrl)
  adminUrl.pathname = "/homesafe_health"
  const [db, otherDb, admin] = [urls.healthUrl, urls.healthUrl, adminUrl.href].map((url) => connect<HealthTables>(url))
  if (!db || !otherDb || !admin) throw new Error("no database")
  const log = makeLog("test")
  log.level = "silent"
  let now = NOON
  const rules = { seq: 1, from: "2025-01-01", until: "2049-12-31", rules: shippedRules() }
  const deps: HealthDeps = {
    db,
    clock: { now: () => now },
    log,
    keys: { signing: seed(), shareIkm: seed(), atRest: seed(), documents: seed(), accountKeys },
    dep: "0011223344556677",
    authority: { en: "Test Authority", hant: "測試機關" },
    timeZone: "Asia/Hong_Kong",
    publicOrigin: "http://go.test",
    consoleOrigin: "http://console.test",
    signedKeys: { bytes: new Uint8Array(), sigs: [] },
    rules: () => ({ envelope: { bytes: new Uint8Array(), sigs: [] }, rules }),
    proxies: "127.0.0.1",
    trust: () => ({ keys: [], revoked: new Set() }),
    partners: [{ audience: "https://partner.test", names: { en: "Partner", hant: "夥伴" } }],
    limits: { perMinute: 100_000 },
  }
  const app = await createHealthApp(deps)
  await app.ready()
  return {
    deps,
    copy: { ...deps, db: otherDb },
    app,
    admin,
    setNow: (t) => {
      now = t
    },
    async stop() {
      await app.close()
      await Promise.all([db.destroy(), otherDb.destroy(), admin.destroy()])
      await postgres.stop()
      fs.rmSync(dir, { recursive: true, force: true })
    },
  }
}

export const profile: HealthProfile = {
  latinName: "CHAN Tai Man",
  chineseName: "陳大文",
  documentKind: "identity-card",
  documentNumber: "A1234563",
  born: "1980-02-29",
  district: 2,
  address: "Flat 1, 2 Example Road",
}

/** The smallest picture there is: it begins as a PNG does. */
export const PICTURE = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), randomBytes(64)])

/** Opens a session as a passkey would. */
async function signIn({ deps }: TestHealth, kind: HolderKind, holder: string, steppedUp: boolean): Promise<string> {
  const secret = randomBytes(32).toString("base64url")
  const now = deps.clock.now()
  const hash = createHash("sha256").update(secret).digest()
  await deps.db
    .insertInto("sessions")
    .values({ hash, kind, holder, opened_at: now, seen_at: now, stepped_up_at: steppedUp ? now : null })
    .execute()
  return secret
}

/** Somebody who calls the service: answers a status with what was said. */
export type Caller = (
  method: "GET" | "POST" | "PUT" | "DELETE",
  url: string,
  payload?: object,
) => Promise<{
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: what each test reads of an answer is the test's own claim
  readonly body: any
}>

function caller({ app }: TestHealth, host: string, cookies: Record<string, string>): Caller {
  // An address of its own: it is not the limit per address that should refuse anything here.
  const remoteAddress = `10.${[...randomBytes(3)].join(".")}`
  return async (method, url, payload) => {
    const headers = { host, "sec-fetch-site": "same-origin" }
    const reply = await app.inject({
      method,
      url: `/health-code/v1${url}`,
      headers,
      cookies,
      remoteAddress,
      ...(payload ? { payload } : {}),
    })
    return { status: reply.statusCode, body: reply.json() }
  }
}

/** Whoever is not signed in, at one of the two addresses. */
export const stranger = (health: TestHealth, host = "go.test") => caller(health, host, {})

/** A resident with an account of their own. */
export async function addResident(health: TestHealth, steppedUp = false) {
  const id = await health.deps.db.transaction().execute((tx) => addAccount(tx, health.deps, null))
  const secret = await signIn(health, "resident", id, steppedUp)
  return { id, ask: caller(health, "go.test", { "homesafe-health-resident": secret }) }
}

/** An officer with these roles. */
export async function addOfficer(health: TestHealth, roles: HealthRole[], steppedUp = false) {
  const id = randomUUID()
  const { deps } = health
  await deps.db
    .insertInto("officers")
    .values({ id, name: `Officer ${roles.join(" ")}`, roles, created_at: NOON })
    .execute()
  const secret = await signIn(health, "officer", id, steppedUp)
  return { id, ask: caller(health, "console.test", { "homesafe-health-officer": secret }) }
}

/** Hands a registration in, with both of its pictures. */
export async function handInAs(ask: Caller, change: Partial<HealthProfile> = {}) {
  for (const kind of ["document", "address"])
    await ask("PUT", `/pictures/${kind}`, { picture: PICTURE.toString("base64") })
  return ask("PUT", "/registration", { ...profile, ...change })
}

/** A resident whose registration an officer has accepted. */
export async function addAccepted(health: TestHealth, change: Partial<HealthProfile> = {}, steppedUp = false) {
  const resident = await addResident(health, steppedUp)
  await handInAs(resident.ask, change)
  const officer = await addOfficer(health, ["reviewer"])
  // Registrations of other tests may wait before it: the oldest is taken first.
  for (;;) {
    const claimed = await officer.ask("POST", "/officer/registrations/claim", {})
    await officer.ask("POST", `/officer/registrations/${claimed.body.id}/decision`, { decision: "accept" })
    if (claimed.body.id === resident.id || claimed.body.id === null) return resident
  }
}
