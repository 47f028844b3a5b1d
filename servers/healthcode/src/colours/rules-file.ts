import fs from "node:fs"
import { keyIdOf, readEnvelope } from "@homesafe/protocol"
import { acceptHealthRules } from "@homesafe/protocol/health"
import type { Logger } from "pino"
import type { RulesInUse } from "../deps.ts"
import { faultOfRules } from "./rule-language.ts"

/**
 * The rule set in a file, read again whenever the file changes. A file that is not signed, cannot be read or has a lower number than the
 * one in use changes nothing: the last good set stays, and ends with its own last day.
 */
export function rulesFile(
  file: string,
  { dep, keys, log }: { readonly dep: string; readonly keys: readonly Uint8Array[]; readonly log: Logger },
): () => RulesInUse | null {
  const known = keys.map((pub) => ({ id: keyIdOf(pub), pub }))
  let seen = ""
  let inUse: RulesInUse | null = null
  return () => {
    const found = fs.statSync(file, { throwIfNoEntry: false })
    const stamp = found ? `${found.mtimeMs} ${found.size} ${found.ino}` : ""
    if (!found || stamp === seen) return inUse
    seen = stamp
    const envelope = readEnvelope(new Uint8Array(fs.readFileSync(file)))
    const read = envelope.ok ? acceptHealthRules(envelope.value, dep, known) : envelope
    const problem = read.ok ? faultOfRules(read.value) : read.problem
    if (!envelope.ok || !read.ok || problem !== undefined) log.error({ problem }, "health-rules-refused")
    else if (inUse && read.value.seq < inUse.rules.seq) log.error({ seq: read.value.seq }, "health-rules-older")
    else inUse = { envelope: envelope.value, rules: read.value }
    return inUse
  }
}
