import { randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { connect } from "@homesafe/db"
import type { HealthTables } from "@homesafe/db/health"
import { inviteHealthOfficer } from "@homesafe/healthcode/invite"
import { receiveHandOver } from "@homesafe/healthcode/receive-hand-over"
import { bytesOfHex, ed25519PublicKey, isHex } from "@homesafe/protocol"
import { readOrMakeDemonstration } from "../deployment/demonstration.ts"
import { keyFile, readOrMakeKey } from "../deployment/keys.ts"
import { findRunningFacts } from "../supervise/running-file.ts"
import { healthRulesFile, putEnvelope, signRules } from "./health-files.ts"
import { DEMONSTRATION_PARTNER } from "./health-settings.ts"

type Say = (line: string) => void
const here = (file: string) => path.resolve(process.env.INIT_CWD ?? process.cwd(), file)

export const healthOfficerUsage = `usage: homesafe health-officer [reviewer] [appeals]

  Makes a link for a new officer of the health-code service; without a role, for both. It works once, for 48 hours.
  HOMESAFE_HEALTH_DATABASE_URL and HOMESAFE_CONSOLE_ORIGIN name the service; else the one that runs on HOMESAFE_HOME.`

/** Invites an officer of the health-code service; false when the command line cannot be meant so. */
export async function inviteOfficer(home: string, args: readonly string[], now: number, say: Say): Promise<boolean> {
  const roles = args.filter((word) => word === "reviewer" || word === "appeals")
  if (roles.length < args.length) return false
  const running = findRunningFacts(home)
  const url = process.env.HOMESAFE_HEALTH_DATABASE_URL ?? running?.healthUrl
  const consoleOrigin = process.env.HOMESAFE_CONSOLE_ORIGIN ?? running?.consoleOrigin
  if (!url || !consoleOrigin) throw new Error("no health-code service runs here; see docs/operations/health-code.md")
  const db = connect<HealthTables>(url, 1)
  try {
    say(await inviteHealthOfficer(db, { consoleOrigin, now }, roles.length > 0 ? roles : ["reviewer", "appeals"]))
  } finally {
    await db.destroy()
  }
  return true
}

export const healthRulesUsage = `usage: homesafe health-rules sign FILE [OUT]

  Checks a set of colour rules and signs it. Without OUT it is taken into use by the demonstration of HOMESAFE_HOME.
  HOMESAFE_DEP and HOMESAFE_HEALTH_RULES_KEY_FILE name the deployment and the key; else those of HOMESAFE_HOME are taken.`

/** Signs a rule set; false when the command line cannot be meant so. */
export function signRulesFile(home: string, [verb, file, out, more]: readonly string[], say: Say): boolean {
  if (verb !== "sign" || file === undefined || more !== undefined) return false
  const dep = process.env.HOMESAFE_DEP ?? readOrMakeDemonstration(home).dep
  const given = process.env.HOMESAFE_HEALTH_RULES_KEY_FILE ?? keyFile(home, "health-rules")
  const secret = new Uint8Array(Buffer.from(fs.readFileSync(given, "utf8").trim(), "hex"))
  const place = out === undefined ? healthRulesFile(home) : here(out)
  putEnvelope(place, signRules(new Uint8Array(fs.readFileSync(here(file))), dep, secret))
  say(`signed: ${place}`)
  return true
}

export const healthReceiveUsage = `usage: homesafe health-receive ask FOLDER
       homesafe health-receive take FOLDER TOKEN [--dep HEX --key HEX --audience TEXT]

  The reference receiver of a partner system. "ask" makes a question and keeps it in FOLDER; "take" checks the token that answers it, once.
  Without deployment, key and audience those of the demonstration of HOMESAFE_HOME are taken.`

/** Plays a partner system; null when the command line cannot be meant so, false when the token is refused. */
export function receiveCode(home: string, args: readonly string[], now: number, say: Say): boolean | null {
  const [verb, folder, token, ...flags] = args
  if (folder === undefined) return null
  const place = here(folder)
  if (verb === "ask") {
    const nonce = randomBytes(16).toString("hex")
    fs.mkdirSync(place, { recursive: true, mode: 0o700 })
    fs.writeFileSync(path.join(place, nonce), "", { flag: "wx", mode: 0o600 })
    say(nonce)
    return true
  }
  const named = namedValues(flags)
  if (verb !== "take" || token === undefined || !named) return null
  const iss = named.dep ?? readOrMakeDemonstration(home).dep
  const key = named.key ? bytesOfHex(named.key) : ed25519PublicKey(readOrMakeKey(home, "health-signing"))
  const aud = named.audience ?? DEMONSTRATION_PARTNER
  const received = receiveHandOver(token, { iss, aud, keys: [key], spend: (nonce) => spend(place, nonce) }, now)
  say(JSON.stringify(received.ok ? received.value : { refused: received.problem }))
  return received.ok
}

/** The file goes away once: of two that take the same token, one finds it. */
function spend(folder: string, nonce: string): boolean {
  if (!isHex(nonce, 16)) return false
  try {
    fs.unlinkSync(path.join(folder, nonce))
    return true
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false
    throw error
  }
}

function namedValues(flags: readonly string[]) {
  const named: { dep?: string; key?: string; audience?: string } = {}
  for (let at = 0; at < flags.length; at += 2) {
    const [name, value = ""] = [flags[at], flags[at + 1]]
    if (name === "--dep" && isHex(value, 8)) named.dep = value
    else if (name === "--key" && isHex(value, 32)) named.key = value
    else if (name === "--audience" && value !== "") named.audience = value
    else return undefined
  }
  return named
}
