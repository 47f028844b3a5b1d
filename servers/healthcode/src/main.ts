import fs from "node:fs"
import { names } from "@homesafe/api"
import { connect } from "@homesafe/db"
import type { HealthTables } from "@homesafe/db/health"
import { readEnvelope } from "@homesafe/protocol"
import { clockFromEnvironment, makeLog, readSettings, runRounds, runService } from "@homesafe/service"
import { settleKeys } from "./accounts/settle-keys.ts"
import { createHealthApp } from "./app.ts"
import { rulesFile } from "./colours/rules-file.ts"
import type { HealthDeps, Partner } from "./deps.ts"
import { issuersFile } from "./facts/issuers-file.ts"
import { inviteHealthOfficer } from "./officers/invitations.ts"
import { purgeExpired } from "./purge-expired.ts"

const settings = readSettings(process.env)
const log = makeLog("healthcode")
const key = (name: string) =>
  new Uint8Array(Buffer.from(fs.readFileSync(settings.required(name), "utf8").trim(), "hex"))

function signedKeys() {
  const file = settings.required("HOMESAFE_HEALTH_KEYS_FILE")
  const read = readEnvelope(new Uint8Array(fs.readFileSync(file)))
  if (!read.ok) throw new Error(`${file} is no signed file`)
  return read.value
}

function partners(): Partner[] {
  const text = settings.optional("HOMESAFE_HEALTH_PARTNERS", "{}")
  const given = Object.entries(JSON.parse(text) as Record<string, unknown>) // as: each value is read below
  return given.map(([audience, called]) => ({ audience, names: names.parse(called) }))
}

const dep = settings.required("HOMESAFE_DEP")
const rulesKeys = settings
  .required("HOMESAFE_HEALTH_RULES_KEYS")
  .split(",")
  .map((hex) => new Uint8Array(Buffer.from(hex, "hex")))
const deps: HealthDeps = {
  db: connect<HealthTables>(settings.required("HOMESAFE_DATABASE_URL")),
  clock: clockFromEnvironment(process.env),
  log,
  keys: {
    signing: key("HOMESAFE_HEALTH_SIGNING_KEY_FILE"),
    shareIkm: key("HOMESAFE_HEALTH_SHARE_KEY_FILE"),
    atRest: key("HOMESAFE_AT_REST_KEY_FILE"),
    documents: key("HOMESAFE_HEALTH_DOCUMENTS_KEY_FILE"),
    accountKeys: settings.required("HOMESAFE_ACCOUNT_KEYS"),
  },
  dep,
  authority: names.parse(JSON.parse(settings.required("HOMESAFE_AUTHORITY_NAMES"))),
  timeZone: settings.required("HOMESAFE_TIME_ZONE"),
  publicOrigin: settings.required("HOMESAFE_PUBLIC_ORIGIN"),
  consoleOrigin: settings.required("HOMESAFE_CONSOLE_ORIGIN"),
  signedKeys: signedKeys(),
  rules: rulesFile(settings.required("HOMESAFE_HEALTH_RULES_FILE"), { dep, keys: rulesKeys, log }),
  trust: issuersFile(settings.optional("HOMESAFE_HEALTH_ISSUERS_FILE", ""), log),
  partners: partners(),
  proxies: settings.optional("HOMESAFE_HEALTH_PROXIES", "127.0.0.1"),
  limits: { perMinute: Number(settings.optional("HOMESAFE_REQUESTS_PER_MINUTE", "600")) },
}

await settleKeys(deps)
const app = await createHealthApp(deps)
const stopPurging = runRounds("purge", () => purgeExpired(deps), 60_000, log)
const stopSettling = runRounds("account-keys", () => settleKeys(deps), 3_600_000, log)

// The first officer is invited by whoever starts the service: there is nobody else yet.
const anybody = await deps.db.selectFrom("officers").select("id").limit(1).executeTakeFirst()
if (!anybody) {
  const { consoleOrigin, clock } = deps
  const healthInvitation = await inviteHealthOfficer(deps.db, { consoleOrigin, now: clock.now() }, [
    "reviewer",
    "appeals",
  ])
  process.send?.({ healthInvitation })
}
await runService(
  app,
  { host: settings.optional("HOMESAFE_HOST", "127.0.0.1"), port: settings.port("HOMESAFE_PORT") },
  async () => {
    await Promise.all([stopPurging(), stopSettling()])
    await deps.db.destroy()
  },
)
