import { randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { call, type Deployment, putBuildSignature, putDeployment, unsealOpener } from "@homesafe/api"
import type { CanaryMemory } from "@homesafe/canary/look-at-list"
import { prepareDatabases } from "@homesafe/db"
import { type EmbeddedPostgres, startEmbedded } from "@homesafe/db/embedded"
import { fixedZone } from "@homesafe/i18n"
import { base64urlOf, hexOf, writeEnvelope } from "@homesafe/protocol"
import { clockFromEnvironment, keptFile } from "@homesafe/service"
import { signBuilds } from "../builds/sign-builds.ts"
import { demonstrationCare, keepDemonstration, readOrMakeDemonstration } from "../deployment/demonstration.ts"
import { caseKeysFolder, keyFile, keyNames, readOrMakeKey } from "../deployment/keys.ts"
import { jsonOf, signLists } from "../deployment/sign-lists.ts"
import { sharesFolder, uploadKeysFolder } from "../deployment/upload-keys.ts"
import { healthSettings } from "../health/health-settings.ts"
import { serveFront } from "../health/serve-front.ts"
import { bringShares, readShares } from "../shares/unseal-command.ts"
import { type ChildMessage, type Supervised, supervise } from "./child.ts"
import { findPort } from "./find-port.ts"
import { lockHome } from "./lock-home.ts"
import { leaveRunningFacts } from "./running-file.ts"

/** Where the programs lie. */
const root = path.resolve(import.meta.dirname, "../../../..")
/** Where the built web apps lie; a copy, where they must not change meanwhile. */
const apps = process.env.HOMESAFE_APPS ?? path.join(root, "apps")
const program = (name: string) => path.join(root, name, "src/main.ts")

/** A running system. */
export interface Running {
  readonly publicOrigin: string
  readonly consoleOrigin: string
  /** The opener's address on this machine. */
  readonly opener: string
  /** The authority's database, for commands of the same owner. */
  readonly authorityUrl: string
  /** Where the public server listens for the authority, behind a token. */
  readonly link: string
  stop(): Promise<void>
}

/** What the person who starts it is told. */
export interface Told {
  readonly say: (line: string) => void
  readonly message: (message: ChildMessage) => void
}

/** How it is started. */
export interface StartOptions {
  /** A drill has a database of its own whatever the environment names, and its console says that it is one. */
  readonly isDrill: boolean
  /** Whether the health-code service runs beside it, with a front before both addresses. */
  readonly hasHealth: boolean
}

/** Starts the whole system on one machine as a demonstration: every process, every key, and says so. `every` in seconds. */
export async function startDemonstration(
  home: string,
  every: number,
  told: Told,
  options: StartOptions = { isDrill: false, hasHealth: false },
): Promise<Running> {
  const unlock = lockHome(home)
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one()
    unlock()
  }
  try {
    return { ...(await startAll(home, every, told, stops, options)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startAll(
  home: string,
  every: number,
  told: Told,
  stops: (() => Promise<void>)[],
  { isDrill, hasHealth }: StartOptions,
): Promise<Omit<Running, "stop">> {
  told.say("starting the database")
  let adminUrl = isDrill ? undefined : process.env.DATABASE_URL
  if (!adminUrl) {
    const postgres: EmbeddedPostgres = await startEmbedded(home, told.say)
    stops.push(() => postgres.stop())
    adminUrl = postgres.adminUrl
  }
  let facts = readOrMakeDemonstration(home)
  if (hasHealth && !facts.passwords.health) {
    facts = { ...facts, passwords: { ...facts.passwords, health: randomBytes(16).toString("hex") } }
    keepDemonstration(home, facts)
  }
  const { health, ...two } = facts.passwords
  const urls = await prepareDatabases(adminUrl, hasHealth && health ? { ...two, health } : two)
  for (const name of keyNames) readOrMakeKey(home, name)

  // The console's port is a hundred above the public one. With PORT=0 both are any free ones: systems that start together do not meet.
  const wished = Number(process.env.PORT ?? 4300)
  const ports = { public: await findPort(wished), console: await findPort(wished === 0 ? 0 : wished + 100) }
  const inner = {
    link: await findPort(0),
    opener: await findPort(0),
    verifier1: await findPort(0),
    verifier2: await findPort(0),
    witness: await findPort(0),
    canary: await findPort(0),
    public: hasHealth ? await findPort(0) : ports.public,
    console: hasHealth ? await findPort(0) : ports.console,
    health: await findPort(0),
  }
  const host = `localhost:${ports.public}`
  if (!facts.hosts.includes(host)) {
    facts = { ...facts, hosts: [...facts.hosts, host] }
    keepDemonstration(home, facts)
  }
  const now = clockFromEnvironment(process.env).now()
  const lists = await signLists(home, facts, urls.authorityUrl, now, every)
  const publicOrigin = `http://${host}`
  const consoleOrigin = `http://localhost:${ports.console}`

  const log = fs.openSync(path.join(home, "log.jsonl"), "a")
  const on = {
    log,
    message: told.message,
    died: (name: string, code: number | null) => told.say(`${name} stopped (${code ?? "signal"}): starting it again`),
  }
  const common = {
    HOMESAFE_MODE: "demonstration",
    HOMESAFE_DEP: facts.dep,
    HOMESAFE_OFFSET: String(facts.offset),
    HOMESAFE_AUTHORITY_NAMES: JSON.stringify(facts.authority),
    HOMESAFE_TIME_ZONE: facts.timeZone,
    HOMESAFE_PUBLIC_ORIGIN: publicOrigin,
    HOMESAFE_LINK_TOKEN: facts.linkToken,
  }
  const children: Supervised[] = []
  const run = (name: string, folder: string, settings: Record<string, string>, ready?: () => void) => {
    const child = supervise(name, program(folder), settings, ready ? { ...on, ready } : on)
    children.push(child)
    stops.push(() => child.stop())
  }
  if (ownShares(home).length > 0)
    told.say("the officers' shares of the upload keys lie in this demonstration's own folder")
  told.say("starting the servers")
  run("public server", "servers/public", {
    ...common,
    HOMESAFE_DATABASE_URL: urls.publicUrl,
    HOMESAFE_FEED_DIR: path.join(home, "feed"),
    HOMESAFE_MAIL_FILE: path.join(home, "mail.txt"),
    HOMESAFE_RECEIPT_KEY_FILE: keyFile(home, "receipt"),
    HOMESAFE_PUSH_KEY_FILE: keyFile(home, "push"),
    HOMESAFE_PUSH_CONTACT: "mailto:operator@demonstration.example",
    HOMESAFE_PHONE_DIST: path.join(apps, "phone/dist"),
    HOMESAFE_VENUE_DIST: path.join(apps, "venue/dist"),
    HOMESAFE_GATE_DIST: path.join(apps, "gate/dist"),
    HOMESAFE_REQUESTS_PER_MINUTE: "3000",
    HOMESAFE_CARD_FILES_EVERY: "20",
    HOMESAFE_PORT: String(inner.public),
    HOMESAFE_LINK_PORT: String(inner.link),
  })
  const at = (port: number) => `http://127.0.0.1:${port}`
  const formKeys = [{ id: lists.formKey.id, secret: hexOf(lists.formKey.secret) }]
  const { dep, offset } = facts
  const unsealing = { dep, offset, trust: jsonOf(lists.trust), keys: [], formKeys }
  // At every start of the opener, also after it died: its memory is gone.
  const unseal = async () => {
    const base = at(inner.opener)
    const unsealed = await call(unsealOpener, { base, body: unsealing })
    if (!unsealed.ok) return told.say("the opener could not be told its deployment")
    const own = ownShares(home)
    if (own.length === 0) return told.say("the opener is sealed: officers bring their shares (homesafe unseal)")
    if (!(await bringShares(base, own, () => {}))) told.say("the shares in this folder do not open the upload keys")
  }
  run(
    "opener",
    "servers/opener",
    { HOMESAFE_PORT: String(inner.opener), HOMESAFE_UPLOAD_KEYS: uploadKeysFolder(home) },
    () => void unseal(),
  )
  for (const n of [1, 2] as const) {
    const dir = path.join(home, `verifier-${n}`)
    placeFirstTrust(dir, lists.trust)
    run(`verifier ${n}`, "servers/verifier", {
      HOMESAFE_DEP: facts.dep,
      HOMESAFE_VERIFIER_DIR: dir,
      HOMESAFE_VERIFIER_KEY_FILE: keyFile(home, `verifier-${n}`),
      HOMESAFE_INITIAL_FILES: lists.initialFiles.join(","),
      HOMESAFE_PORT: String(n === 1 ? inner.verifier1 : inner.verifier2),
    })
  }
  run("witness", "tools/witness", {
    HOMESAFE_DEP: facts.dep,
    HOMESAFE_WITNESS_DIR: path.join(home, "witness"),
    HOMESAFE_WITNESS_KEY_FILE: keyFile(home, "witness"),
    HOMESAFE_PORT: String(inner.witness),
  })
  placeCanaryMemory(path.join(home, "canary"), lists.trust)
  run("canary phone", "tools/canary", {
    HOMESAFE_DEP: facts.dep,
    HOMESAFE_CANARY_DIR: path.join(home, "canary"),
    HOMESAFE_CANARY_ORIGIN: publicOrigin,
    HOMESAFE_CANARY_EVERY: "3",
    HOMESAFE_PORT: String(inner.canary),
  })
  if (urls.healthUrl !== null) {
    const where = { databaseUrl: urls.healthUrl, port: inner.health, consoleOrigin }
    run("health-code service", "servers/healthcode", { ...common, ...(await healthSettings(home, facts.dep, where)) })
    stops.push(await serveFront(ports.public, { server: at(inner.public), health: at(inner.health) }))
    stops.push(await serveFront(ports.console, { server: at(inner.console), health: at(inner.health) }))
  }
  await Promise.all(children.map((c) => c.ready))

  const deployment: Deployment = {
    v: 1,
    dep: facts.dep,
    authority: facts.authority,
    hotline: facts.hotline,
    care: demonstrationCare,
    timeZone: fixedZone(facts.timeZone, now * 1000),
    demonstration: true,
    trust: jsonOf(lists.trust),
    catalogue: jsonOf(lists.catalogue),
  }
  const headers = { authorization: `Bearer ${facts.linkToken}` }
  await expectOk(
    call(putDeployment, { base: at(inner.link), headers, body: { text: JSON.stringify(deployment) } }),
    "describe the deployment",
  )
  const signature = jsonOf(signBuilds(home, facts.dep, apps))
  await expectOk(call(putBuildSignature, { base: at(inner.link), headers, body: signature }), "sign the build")

  // On this very machine it proves little; it shows what is kept, and `check-audit` has something to compare with.
  const checkpoints = path.join(home, "audit-checkpoints")
  const purgeLedger = path.join(home, "purge-ledger")
  for (const folder of [checkpoints, purgeLedger, caseKeysFolder(home)]) fs.mkdirSync(folder, { recursive: true })
  run("authority", "servers/authority", {
    ...common,
    HOMESAFE_AUDIT_CHECKPOINTS: checkpoints,
    HOMESAFE_AUDIT_CHECKPOINTS_EVERY: "60",
    HOMESAFE_DATABASE_URL: urls.authorityUrl,
    HOMESAFE_ISSUER_KEY_FILE: keyFile(home, "issuer"),
    HOMESAFE_PUBLISHER_KEY_FILE: keyFile(home, "publisher"),
    HOMESAFE_KEEPER_KEY_FILE: keyFile(home, "keeper"),
    HOMESAFE_REQUEST_KEY_FILE: keyFile(home, "request"),
    HOMESAFE_DEMONSTRATION_ROOT_KEY_FILE: keyFile(home, "root"),
    HOMESAFE_AT_REST_KEY_FILE: keyFile(home, "at-rest"),
    HOMESAFE_CASE_KEYS: caseKeysFolder(home),
    HOMESAFE_PURGE_LEDGER: purgeLedger,
    HOMESAFE_HOTLINE: facts.hotline,
    HOMESAFE_MAIL_FILE: path.join(home, "mail.txt"),
    HOMESAFE_SMS_DIR: path.join(home, "sms"),
    HOMESAFE_CONSOLE_ORIGIN: consoleOrigin,
    HOMESAFE_CONSOLE_DIST: path.join(apps, "console/dist"),
    HOMESAFE_LINK: at(inner.link),
    HOMESAFE_OPENER: at(inner.opener),
    HOMESAFE_VERIFIERS: `${at(inner.verifier1)},${at(inner.verifier2)}`,
    HOMESAFE_WITNESSES: at(inner.witness),
    HOMESAFE_CANARIES: at(inner.canary),
    HOMESAFE_DRILL: isDrill ? "1" : "",
    HOMESAFE_PORT: String(inner.console),
  })
  await children.at(-1)?.ready
  const forget = leaveRunningFacts(home, {
    authorityUrl: urls.authorityUrl,
    publicOrigin,
    consoleOrigin,
    opener: at(inner.opener),
    healthUrl: urls.healthUrl,
  })
  stops.push(async () => forget())
  return {
    publicOrigin,
    consoleOrigin,
    opener: at(inner.opener),
    authorityUrl: urls.authorityUrl,
    link: at(inner.link),
  }
}

/** The shares that lie in a demonstration's own folder, until officers take them away. */
function ownShares(home: string): string[] {
  const folder = sharesFolder(home)
  return fs.existsSync(folder) ? readShares(fs.readdirSync(folder).map((name) => path.join(folder, name))) : []
}

/** The list that a verifier believes from the start; later ones must be signed by its roots. */
function placeFirstTrust(dir: string, trust: Parameters<typeof jsonOf>[0]): void {
  const file = path.join(dir, "trust.json")
  if (fs.existsSync(file)) return
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
  fs.writeFileSync(file, JSON.stringify(jsonOf(trust)))
}

/** What a canary phone believes from the start, as a phone does when it is installed. */
function placeCanaryMemory(dir: string, trust: Parameters<typeof writeEnvelope>[0]): void {
  const memory = keptFile<CanaryMemory>(path.join(dir, "memory.json"))
  if (memory.read() === null)
    memory.write({ trust: base64urlOf(writeEnvelope(trust)), catalogue: null, feed: null, found: null })
}

async function expectOk(asked: Promise<{ readonly ok: boolean }>, what: string): Promise<void> {
  if (!(await asked).ok) throw new Error(`could not ${what}`)
}
