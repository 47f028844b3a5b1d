import fs from "node:fs"
import { names, officerRole } from "@homesafe/api"
import { connect } from "@homesafe/db"
import type { AuthorityTables } from "@homesafe/db/authority"
import { USUAL_READS_PER_DAY } from "@homesafe/domain"
import { clockFromEnvironment, makeLog, readSettings, runRounds, runService } from "@homesafe/service"
import { collectAccountRequests } from "./accounts/collect-account-requests.ts"
import { createAuthorityApp } from "./app.ts"
import { keepCheckpoints } from "./audit/keep-checkpoints.ts"
import { askCanaries } from "./canaries/ask-canaries.ts"
import { collectUploads } from "./cases/collect-uploads.ts"
import { endCases } from "./cases/end-cases.ts"
import { deliverStatements } from "./cases/kept-statements.ts"
import { moveCodes } from "./codes/code-rounds.ts"
import { readCodeSettings } from "./codes/code-settings.ts"
import { sendMessages } from "./codes/send-messages.ts"
import { destroyKeys } from "./decisions/destroy-keys.ts"
import type { AuthorityDeps } from "./deps.ts"
import { deliverDoors } from "./doors/note-door.ts"
import { collectForms } from "./forms/collect-forms.ts"
import { forgetImports } from "./imports/forget-imports.ts"
import { collectReports } from "./inspections/collect-reports.ts"
import { tellVenues } from "./notices/tell-venue.ts"
import { inviteFirstOfficer } from "./officers/invitations.ts"
import { readOidcSettings } from "./oidc/oidc-settings.ts"
import { publishDue } from "./publishing/publish.ts"
import { endClasses } from "./purges/end-all.ts"
import { settleRetention } from "./purges/settle.ts"
import { askVenues } from "./requests/ask-venues.ts"
import { grantScreens } from "./screens/grant-screens.ts"
import type { ServerState } from "./server-state.ts"
import { publishFigures } from "./transparency/publish-figures.ts"
import { collectVenues } from "./venues/collect-applications.ts"
import { placeVenues } from "./venues/place-venues.ts"

const settings = readSettings(process.env)
const key = (name: string) =>
  new Uint8Array(Buffer.from(fs.readFileSync(settings.required(name), "utf8").trim(), "hex"))
const rootFile = settings.optional("HOMESAFE_DEMONSTRATION_ROOT_KEY_FILE", "")
const isDemonstration = settings.optional("HOMESAFE_MODE", "production") === "demonstration"
if (rootFile && !isDemonstration) throw new Error("a root key on this machine is refused in production mode")
const isDrill = settings.optional("HOMESAFE_DRILL", "") === "1"
if (isDrill && !isDemonstration) throw new Error("a drill is refused in production mode: it is a system of its own")
const peers = (name: string) =>
  settings
    .required(name)
    .split(",")
    .map((base) => ({ base }))
const [opener] = peers("HOMESAFE_OPENER")
if (!opener) throw new Error("HOMESAFE_OPENER is empty")

const deps: AuthorityDeps = {
  db: connect<AuthorityTables>(settings.required("HOMESAFE_DATABASE_URL")),
  clock: clockFromEnvironment(process.env),
  log: makeLog("authority"),
  keys: {
    issuer: key("HOMESAFE_ISSUER_KEY_FILE"),
    publisher: key("HOMESAFE_PUBLISHER_KEY_FILE"),
    keeper: key("HOMESAFE_KEEPER_KEY_FILE"),
    request: key("HOMESAFE_REQUEST_KEY_FILE"),
    demonstrationRoot: rootFile ? key("HOMESAFE_DEMONSTRATION_ROOT_KEY_FILE") : null,
    atRest: key("HOMESAFE_AT_REST_KEY_FILE"),
    caseKeys: settings.required("HOMESAFE_CASE_KEYS"),
  },
  dep: settings.required("HOMESAFE_DEP"),
  offset: Number(settings.required("HOMESAFE_OFFSET")),
  authority: names.parse(JSON.parse(settings.required("HOMESAFE_AUTHORITY_NAMES"))),
  hotline: settings.required("HOMESAFE_HOTLINE"),
  timeZone: settings.required("HOMESAFE_TIME_ZONE"),
  demonstration: isDemonstration,
  drill: isDrill,
  consoleOrigin: settings.required("HOMESAFE_CONSOLE_ORIGIN"),
  publicOrigin: settings.required("HOMESAFE_PUBLIC_ORIGIN"),
  link: {
    base: settings.required("HOMESAFE_LINK"),
    headers: { authorization: `Bearer ${settings.required("HOMESAFE_LINK_TOKEN")}` },
  },
  opener,
  verifiers: peers("HOMESAFE_VERIFIERS"),
  witnesses: peers("HOMESAFE_WITNESSES"),
  canaries: settings
    .optional("HOMESAFE_CANARIES", "")
    .split(",")
    .filter((base) => base !== "")
    .map((base) => ({ base })),
  consoleDist: settings.optional("HOMESAFE_CONSOLE_DIST", "") || null,
  purgeLedger: settings.required("HOMESAFE_PURGE_LEDGER"),
  oidc: readOidcSettings(settings),
  codes: readCodeSettings(settings, new URL(settings.required("HOMESAFE_PUBLIC_ORIGIN")).hostname),
  limits: {
    readsPerDay: Number(settings.optional("HOMESAFE_READS_PER_DAY", String(USUAL_READS_PER_DAY))),
    perMinute: Number(settings.optional("HOMESAFE_REQUESTS_PER_MINUTE", "1200")),
    forms: Number(settings.optional("HOMESAFE_KEPT_FORMS", "20000000")),
    formsOfARow: 4_000, // more than people fit into one place in an hour
  },
}

await settleRetention(deps)
const state: ServerState = { problem: null }
const app = await createAuthorityApp(deps, state)
const stops = [
  runRounds("canaries", () => askCanaries(deps, state), 5_000, deps.log),
  runRounds("venues", () => collectVenues(deps), 1_000, deps.log),
  runRounds("areas", () => placeVenues(deps), 5_000, deps.log),
  runRounds("reports", () => collectReports(deps), 5_000, deps.log),
  runRounds("forms", () => collectForms(deps), 1_000, deps.log),
  runRounds("accounts", () => collectAccountRequests(deps), 2_000, deps.log),
  runRounds("requests", () => askVenues(deps), 1_000, deps.log),
  runRounds("notices", () => tellVenues(deps), 1_000, deps.log),
  runRounds("doors", () => deliverDoors(deps), 5_000, deps.log),
  runRounds("keys", () => destroyKeys(deps), 60_000, deps.log),
  runRounds("imports", () => forgetImports(deps), 600_000, deps.log),
  runRounds("cases", () => endCases(deps), 60_000, deps.log),
  runRounds("classes", () => endClasses(deps), 60_000, deps.log),
  runRounds("figures", () => publishFigures(deps), 5_000, deps.log),
  runRounds("screens", () => grantScreens(deps), 1_000, deps.log),
  runRounds("codes", () => moveCodes(deps), 1_000, deps.log),
  runRounds("messages", async () => void (await sendMessages(deps)), 1_000, deps.log),
  runRounds(
    "uploads",
    async () => {
      await collectUploads(deps)
      await deliverStatements(deps)
    },
    1_000,
    deps.log,
  ),
  runRounds("publishing", () => publishDue(deps, state), 1_000, deps.log),
]

const checkpoints = settings.optional("HOMESAFE_AUDIT_CHECKPOINTS", "")
const checkpointsEvery = Number(settings.optional("HOMESAFE_AUDIT_CHECKPOINTS_EVERY", "3600"))
if (!(checkpointsEvery >= 1)) throw new Error("HOMESAFE_AUDIT_CHECKPOINTS_EVERY must be seconds")
stops.push(
  runRounds(
    "checkpoints",
    async () => void (await keepCheckpoints(deps, checkpoints || null, state)),
    checkpointsEvery * 1_000,
    deps.log,
  ),
)

// The first officer is invited by whoever starts the server: there is nobody else yet.
const waysIn = await deps.db
  .selectFrom("passkeys")
  .select("officer_id")
  .union(deps.db.selectFrom("oidc_subjects").select("officer_id"))
  .limit(1)
  .execute()
if (waysIn.length === 0) {
  process.send?.({ invitation: await inviteFirstOfficer(deps, officerRole.options) })
}
await runService(
  app,
  { host: settings.optional("HOMESAFE_HOST", "127.0.0.1"), port: settings.port("HOMESAFE_PORT") },
  async () => {
    await Promise.all(stops.map((stop) => stop()))
    await deps.db.destroy()
  },
)
