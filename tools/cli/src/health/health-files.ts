import fs from "node:fs"
import path from "node:path"
import { faultOfRules } from "@homesafe/healthcode/colours"
import { ed25519PublicKey, type SignedEnvelope, signEnvelope, writeEnvelope, writeHealthKeys } from "@homesafe/protocol"
import { deriveBoxKeyPair, readHealthRules, writeHealthRules } from "@homesafe/protocol/health"
import { readOrMakeKey } from "../deployment/keys.ts"

/** The rules that the service ships with. */
const shipped = path.resolve(import.meta.dirname, "../../../../servers/healthcode/rules/default.json")

/** Where a demonstration keeps the signed rule set. */
export const healthRulesFile = (home: string) => path.join(home, "health-rules.json")

/** Signs a rule set that somebody wrote. Throws in words that its writer can act on. */
export function signRules(text: Uint8Array, dep: string, secret: Uint8Array): SignedEnvelope {
  const read = readHealthRules(text)
  if (!read.ok)
    throw new Error(
      "the rules cannot be read: each needs an end, and so does the set; see docs/operations/health-code.md",
    )
  const fault = faultOfRules(read.value)
  if (fault !== undefined) throw new Error(`a rule cannot be used: ${fault}`)
  const bytes = writeHealthRules(read.value)
  const thing = { label: "VT1/health-rules", dep, seq: read.value.seq, role: "health-rules" } as const
  return { bytes, sigs: [signEnvelope(bytes, thing, secret)] }
}

/** Puts a signed file in place whole: the service may be reading it. */
export function putEnvelope(file: string, envelope: SignedEnvelope): void {
  fs.writeFileSync(`${file}.new`, writeEnvelope(envelope))
  fs.renameSync(`${file}.new`, file)
}

/** Makes what a demonstration's health-code service needs beside its database: its keys, signed by the root, and a first rule set. */
export async function makeHealthFiles(home: string, dep: string): Promise<{ keysFile: string; rulesKey: Uint8Array }> {
  const signing = ed25519PublicKey(readOrMakeKey(home, "health-signing"))
  const rulesSecret = readOrMakeKey(home, "health-rules")
  const rulesKey = ed25519PublicKey(rulesSecret)
  const share = await deriveBoxKeyPair(readOrMakeKey(home, "health-share"))
  for (const name of ["health-documents", "health-at-rest"] as const) readOrMakeKey(home, name)
  const bytes = writeHealthKeys({ signing: [signing], share: share.pub, rules: [rulesKey] })
  const thing = { label: "VT1/health-keys", dep, seq: 1, role: "root" } as const
  const keysFile = path.join(home, "health-keys.json")
  putEnvelope(keysFile, { bytes, sigs: [signEnvelope(bytes, thing, readOrMakeKey(home, "root"))] })
  const rules = healthRulesFile(home)
  if (!fs.existsSync(rules)) putEnvelope(rules, signRules(new Uint8Array(fs.readFileSync(shipped)), dep, rulesSecret))
  return { keysFile, rulesKey }
}
