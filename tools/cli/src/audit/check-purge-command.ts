import fs from "node:fs"
import path from "node:path"
import { type CheckedCertificate, checkCertificate, readLedger } from "@homesafe/authority/check-purge"
import { bytesOfHex, ed25519PublicKey, isHex } from "@homesafe/protocol"

/** What is to be checked, as the command line says it. */
export interface CheckPurgeArguments {
  readonly file: string
  /** The folder of the purge ledger, where it is at hand. */
  readonly folder: string | null
  readonly dep: string | null
  /** Public keys in hex. */
  readonly keys: readonly string[]
}

export const checkPurgeUsage = `usage: homesafe check-purge FILE [FOLDER] [--dep HEX] [--key HEX]

  Checks the certificate of a purge. With the folder of the purge ledger the ledger is walked from its first entry, and must hold the purge and
  the end that the certificate names. Ends with 0 when all is well, with 1 when it is not.

  FILE        the certificate, as the console gives it
  FOLDER      the folder of purge-ledger.jsonl
  --dep HEX   the deployment. Without it the one of HOMESAFE_HOME is taken
  --key HEX   a public key that signs what the authority keeps; may stand several times. Without it the keeper's key of HOMESAFE_HOME is taken`

/** Reads the command line; nothing when it cannot be meant so. */
export function readCheckPurgeArguments(args: readonly string[]): CheckPurgeArguments | undefined {
  const keys: string[] = []
  const places: string[] = []
  let dep: string | null = null
  for (let at = 1; at < args.length; at += 1) {
    const word = args[at] ?? ""
    if (!word.startsWith("--")) {
      places.push(path.resolve(process.env.INIT_CWD ?? process.cwd(), word))
      continue
    }
    at += 1
    const value = args[at] ?? ""
    if (word === "--key" && isHex(value, 32)) keys.push(value)
    else if (word === "--dep" && isHex(value, 8)) dep = value
    else return undefined
  }
  const [file, folder = null, more] = places
  return file === undefined || more !== undefined ? undefined : { file, folder, dep, keys }
}

const faults: Readonly<Record<Extract<CheckedCertificate, { ok: false }>["problem"], string>> = {
  malformed: "the file is no certificate of a purge, or is damaged",
  "other-deployment": "the certificate is another deployment's",
  "unknown-key": "the certificate is signed by a key that is not known here",
  "bad-signature": "the signature does not belong to what the certificate says",
  altered: "what the certificate says of the purge was changed after it was signed",
}
const moment = (t: number) => `${new Date(t * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`

/** Checks a certificate and says what it says, or what is wrong; true when nothing is. */
export async function checkPurgeOf(
  home: string,
  { file, folder, dep, keys }: CheckPurgeArguments,
  say: (line: string) => void,
): Promise<boolean> {
  const deployment = dep ?? ownDeployment(home)
  const known = keys.length > 0 ? keys.map((key) => bytesOfHex(key)) : [ownKey(home)]
  const checked = checkCertificate(known, deployment, contentOf(file))
  if (!checked.ok) {
    say(faults[checked.problem])
    return false
  }
  const { entry, head, t } = checked
  say(`entry ${entry.seq}: ${entry.count} rows of the class "${entry.class}" were destroyed on ${moment(entry.at)}`)
  if (entry.subject !== null) say(`case ${entry.subject}, with the key that opened it`)
  else say(`what was older than ${moment(entry.before)}`)
  for (const id of entry.purgeIds) say(`the upload with the purge id ${id}`)
  say(`signed on ${moment(t)}, when the ledger ended at entry ${head.seq}`)
  return folder === null || isInLedger({ folder, dep: deployment }, checked, say)
}

async function isInLedger(
  ledger: Parameters<typeof readLedger>[0],
  { entry, head }: Extract<CheckedCertificate, { ok: true }>,
  say: (line: string) => void,
): Promise<boolean> {
  const found = new Map<number, string>()
  try {
    for await (const { seq, hash } of readLedger(ledger))
      if (seq === entry.seq || seq === head.seq) found.set(seq, hash)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return false
  }
  const wrong = [entry, head].find(({ seq, hash }) => found.get(seq) !== hash)
  say(
    wrong
      ? `the ledger has no such entry ${wrong.seq}: it was cut off, or is another`
      : "the ledger holds the purge, and all entries follow from one another",
  )
  return wrong === undefined
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function ownKey(home: string): Uint8Array {
  const file = process.env.HOMESAFE_KEEPER_KEY_FILE ?? path.join(home, "keys", "keeper.key")
  return ed25519PublicKey(bytesOfHex(fs.readFileSync(file, "utf8").trim()))
}

function ownDeployment(home: string): string {
  if (process.env.HOMESAFE_DEP) return process.env.HOMESAFE_DEP
  const facts: unknown = JSON.parse(fs.readFileSync(path.join(home, "demonstration.json"), "utf8"))
  if (typeof facts !== "object" || facts === null || !("dep" in facts) || typeof facts.dep !== "string")
    throw new Error("the folder of HOMESAFE_HOME names no deployment")
  return facts.dep
}
