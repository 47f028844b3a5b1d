import path from "node:path"
import { deployment } from "@homesafe/api"
import {
  type BuildNames,
  builtApps,
  bytesOfHex,
  countSigners,
  isHex,
  keyIdOf,
  keysOf,
  readBuildNames,
  readEnvelope,
  readTrustList,
  serviceDayOf,
  textOfUtf8,
  type UnixSeconds,
  utf8Of,
} from "@homesafe/protocol"
import { compareServed, type Fetch, type ServedApp } from "./compare-served.ts"
import { buildNamesIn } from "./sign-builds.ts"

/** What is to be checked, as the command line says it. */
export interface CheckBuildArguments {
  readonly origin: string
  readonly console: string | null
  /** A folder of apps that were built here. */
  readonly own: string | null
  /** Root keys that are believed, whatever the server says; in hex. */
  readonly roots: readonly string[]
}

export const checkBuildUsage = `usage: homesafe check-build ORIGIN [--console ORIGIN] [--own FOLDER] [--root HEX]

  Fetches the running web apps, file by file, and compares them with the builds that the authority's roots have signed. Says in plain words
  what differs. Ends with 0 when nothing does, with 1 when something does or cannot be checked.

  ORIGIN            where visitors reach the deployment, e.g. https://go.example.hk
  --console ORIGIN  where officers reach the console, if you can reach it; without it the console is not checked
  --own FOLDER      compares with builds of your own too: the folder "apps" after npm start, which builds them
  --root HEX        a root's public key that you got elsewhere; may stand several times. Without it the server's own word is taken for them`

/** Reads the command line; nothing when it cannot be meant so. */
export function readCheckBuildArguments(args: readonly string[]): CheckBuildArguments | undefined {
  const roots: string[] = []
  const found: { origin?: string; console?: string; own?: string } = {}
  for (let at = 1; at < args.length; at += 1) {
    const word = args[at] ?? ""
    const value = args[at + 1] ?? ""
    if (!word.startsWith("--")) {
      if (found.origin !== undefined || !URL.canParse(word)) return undefined
      found.origin = new URL(word).origin
      continue
    }
    at += 1
    if (word === "--console" && URL.canParse(value)) found.console = new URL(value).origin
    else if (word === "--own" && value) found.own = path.resolve(process.env.INIT_CWD ?? process.cwd(), value)
    else if (word === "--root" && isHex(value, 32)) roots.push(value)
    else return undefined
  }
  const { origin, console = null, own = null } = found
  return origin === undefined ? undefined : { origin, console, own, roots }
}

/** Fetches over the network, as a browser would: what is compressed on the way is unpacked. */
export const fetchFile: Fetch = async (address) => {
  try {
    const reply = await fetch(address, { signal: AbortSignal.timeout(30_000), redirect: "error" })
    return reply.ok ? new Uint8Array(await reply.arrayBuffer()) : undefined
  } catch {
    return undefined // nobody answers there
  }
}

type Say = (line: string) => void

/** Compares what is served with what was signed, and says it; true when nothing differs. */
export async function checkBuildOf(
  wanted: CheckBuildArguments,
  { now, say, fetch }: { readonly now: UnixSeconds; readonly say: Say; readonly fetch: Fetch },
): Promise<boolean> {
  const names = await signedNames(wanted, now, say, fetch)
  if (!names) return false
  const results: boolean[] = []
  for (const app of builtApps) {
    const origin = app === "console" ? wanted.console : wanted.origin
    if (origin === null) say("the console was not checked: --console says where it is")
    else results.push(sayApp(await compareServed(app, names[app], { origin, fetch }), say))
  }
  if (wanted.own !== null) results.push(compareOwn(wanted.own, names, say))
  const isSame = results.every((is) => is)
  say(isSame ? "what is served is what was signed" : "something differs, as said above")
  return isSame
}

/** The names under enough roots' signatures. */
async function signedNames(
  { origin, roots }: CheckBuildArguments,
  now: UnixSeconds,
  say: Say,
  fetch: Fetch,
): Promise<BuildNames | undefined> {
  const described = await fetch(`${origin}/deployment.json`)
  const facts = described && deployment.safeParse(parsed(described))
  const served = facts?.success ? readEnvelope(utf8Of(JSON.stringify(facts.data.trust))) : undefined
  const trust = served?.ok ? readTrustList(served.value.bytes) : undefined
  if (!trust?.ok) return void say(`there is no deployment at ${origin}, or its description cannot be read`)
  const { dep, offset, rootThreshold } = trust.value
  const named = keysOf(trust.value, "root", serviceDayOf(now, offset))
  const given = roots.map((root) => ({ id: keyIdOf(bytesOfHex(root)), pub: bytesOfHex(root) }))
  if (given.length === 0)
    say(
      `the server's own word is taken for its root keys: ${named.map(({ id }) => id).join(", ")}. Compare them with what you got elsewhere`,
    )
  const signature = await fetch(`${origin}/transparency/build-signature.json`)
  const envelope = signature && readEnvelope(signature)
  const names = envelope?.ok ? readBuildNames(envelope.value.bytes) : undefined
  if (!envelope?.ok || !names?.ok) return void say("no builds are signed here: there is nothing to compare with")
  const thing = { label: "VT1/builds", dep, seq: 1, role: "root" } as const
  const signers = countSigners(envelope.value, thing, given.length > 0 ? given : named)
  if (signers < rootThreshold)
    return void say(
      `the names of the builds are signed by ${signers} of the root keys, and ${rootThreshold} are needed`,
    )
  return names.value
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOfUtf8(bytes) ?? "")
  } catch {
    return null // a page in its place
  }
}

function sayApp({ app, isNamed, files, different, missing }: ServedApp, say: Say): boolean {
  if (isNamed === null) say(`${app}: no list of its files is served: it cannot be checked`)
  else if (!isNamed) say(`${app}: its list of files is not the one that was signed: another build runs here`)
  for (const file of different) say(`${app}: ${file} is another file than its list says`)
  for (const file of missing) say(`${app}: ${file} is not there`)
  const isSame = isNamed === true && different.length + missing.length === 0
  if (isSame) say(`${app}: all ${files} files are what was signed`)
  return isSame
}

function compareOwn(folder: string, names: BuildNames, say: Say): boolean {
  const own = buildNamesIn(folder)
  const other = builtApps.filter((app) => own[app] !== names[app])
  for (const app of other) say(`${app}: your own build is another one: ${own[app]}, signed is ${names[app]}`)
  if (other.length === 0) say("your own builds are the signed ones, byte for byte")
  return other.length === 0
}
