import { createHash, randomBytes, randomUUID } from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import type { OfficerRole } from "@homesafe/api"
import { connect, type Database } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import { startPrepared } from "@homesafe/db/prepared.test-support"
import { usualCodeLimits } from "@homesafe/domain"
import { ed25519PublicKey, keyIdOf, serviceDayOf, unixSeconds, writeTrustList } from "@homesafe/protocol"
import { makeLog } from "@homesafe/service"
import type { AuthorityDeps } from "./deps.ts"
import { writeList } from "./publishing/signed-lists.ts"

/** The authority's parts on a real PostgreSQL; nobody answers at the far ends of its network. */
export interface TestAuthority {
  readonly deps: AuthorityDeps
  /** The same database as its administrator, who may do what the server's role may not. */
  readonly admin: Database<AuthorityTables>
  /** Where the server's role finds the database: for a process of its own. */
  readonly url: string
  /** Where the owner of the whole server does. */
  readonly ownerUrl: string
  /** The folder with all that it keeps. */
  readonly dir: string
  stop(): Promise<void>
}

/** An officer with a signing key of today. */
export interface TestOfficer {
  readonly id: string
  readonly seed: Uint8Array
  readonly key: string
}

const nobody = { base: "http://127.0.0.1:9" } // the discard port: refused at once
const noon = unixSeconds(1_748_836_800) // Monday 2 June 2025, 12:00 in Hong Kong
const seed = () => new Uint8Array(randomBytes(32))

const dep = "0011223344556677"
const trustList = writeTrustList({
  v: 1,
  dep,
  seq: 1,
  t: noon,
  exp: unixSeconds(noon + 86_400),
  offset: 14_400,
  every: 21_600,
  hosts: ["go.test"],
  cardBits: 0,
  plate: "[A-Z]{2}[0-9]{1,4}",
  chaff: "day",
  quorum: { publisher: 1, verifier: 2, witness: 1 },
  rootThreshold: 1,
  keys: [],
})

/** Starts a PostgreSQL of its own, with newly prepared databases. */
export async function startAuthority(): Promise<TestAuthority> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-authority-"))
  fs.chmodSync(dir, 0o755) // PostgreSQL runs as another user where the tests run as root
  const folder = (name: string) => {
    fs.mkdirSync(path.join(dir, name))
    return path.join(dir, name)
  }
  const { postgres, urls } = await startPrepared(path.join(dir, "postgres"))
  const adminUrl = new URL(postgres.adminUrl)
  adminUrl.pathname = "/homesafe_authority"
  const db = connect<AuthorityTables>(urls.authorityUrl)
  const admin = connect<AuthorityTables>(adminUrl.href, 1)
  const log = makeLog("test")
  log.level = "silent"
  await writeList(db, "trust", 1, { bytes: trustList, sigs: [] })
  return {
    admin,
    url: urls.authorityUrl,
    ownerUrl: postgres.adminUrl,
    dir,
    deps: {
      db,
      clock: { now: () => noon },
      log,
      keys: {
        issuer: seed(),
        publisher: seed(),
        keeper: seed(),
        request: seed(),
        demonstrationRoot: null,
        atRest: seed(),
        caseKeys: folder("case-keys"),
      },
      dep,
      offset: 14_400,
      authority: { en: "Test Authority", hant: "測試機關" },
      hotline: "0000 0000",
      timeZone: "Asia/Hong_Kong",
      demonstration: false,
      drill: false,
      consoleOrigin: "http://console.test",
      publicOrigin: "http://go.test",
      link: nobody,
      opener: nobody,
      verifiers: [],
      witnesses: [],
      canaries: [],
      consoleDist: null,
      purgeLedger: folder("purge-ledger"),
      oidc: null,
      codes: { codeLimits: usualCodeLimits, sms: null, mail: null },
      limits: { readsPerDay: 10_000, perMinute: 100_000, forms: 1_000_000, formsOfARow: 4_000 },
    },
    async stop() {
      await db.destroy()
      await admin.destroy()
      await postgres.stop()
      fs.rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** A registered venue with reviewed codes; answers its id and its public id. */
export async function addVenue(
  { db, clock, offset }: AuthorityDeps,
  about: object = {},
): Promise<{ readonly id: string; readonly vid: string }> {
  const [id, commit] = [randomUUID(), randomBytes(16)]
  const vid = commit.subarray(0, 8)
  const names = { en: "Test Market", hant: "測試街市" }
  const application = JSON.stringify({
    names,
    address: names,
    category: 1,
    registerNumber: "R",
    entrances: [],
    ...about,
  })
  const today = serviceDayOf(clock.now(), offset)
  const days = { not_before: today - 3, not_after: today + 100, applied_at: 0, delivered: true }
  const rest = { state: "reviewed", reason: null, skeleton: "", register_number: "R", codes: "[]" } as const
  await db
    .insertInto("venues")
    .values({ id, vid, commit, application, ...rest, ...days })
    .execute()
  return { id, vid: vid.toString("hex") }
}

/** Enrols an officer with these roles and a signing key. */
export async function addOfficer(
  { db, clock, offset }: AuthorityDeps,
  roles: readonly OfficerRole[],
  areas: readonly number[] = [],
): Promise<TestOfficer> {
  const officer = await db
    .insertInto("officers")
    .values({ name: `Officer ${roles.join(" ")}`, roles: [...roles], areas: [...areas], created_at: clock.now() })
    .returning("id")
    .executeTakeFirstOrThrow()
  const secret = seed()
  const pub = ed25519PublicKey(secret)
  const key = keyIdOf(pub)
  const today = serviceDayOf(clock.now(), offset)
  await db
    .insertInto("signing_keys")
    .values({ key_id: key, officer_id: officer.id, public: pub, from_day: today, until_day: today + 1 })
    .execute()
  return { id: officer.id, seed: secret, key }
}

/** Opens a session as a passkey would, and answers its cookie. */
export async function signIn(
  { db, clock }: AuthorityDeps,
  officer: string,
  steppedUp: boolean,
): Promise<Readonly<Record<string, string>>> {
  const secret = randomBytes(32).toString("base64url")
  const now = clock.now()
  const hash = createHash("sha256").update(secret).digest()
  const session = { hash, officer_id: officer, opened_at: now, seen_at: now }
  await db
    .insertInto("sessions")
    .values({ ...session, stepped_up_at: steppedUp ? now : null })
    .execute()
  return { "homesafe-officer": secret }
}
