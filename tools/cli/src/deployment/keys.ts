import { randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"

/** Ed25519 seeds, at-rest keys, the key for push services (P-256) and those of the health-code service that a demonstration keeps, each in a file of its own that only its owner reads. */
export const keyNames = [
  "root",
  "issuer",
  "publisher",
  "verifier-1",
  "verifier-2",
  "witness",
  "receipt",
  "keeper",
  "request",
  "at-rest",
  "push",
  "health-signing",
  "health-share",
  "health-documents",
  "health-at-rest",
  "health-rules",
] as const

/** See `keyNames`. */
export type KeyName = (typeof keyNames)[number]

/** Where a key lies. */
export function keyFile(home: string, name: string): string {
  return path.join(home, "keys", `${name}.key`)
}

/** Where a demonstration keeps cases' files: beside its database, and not in it. */
export const caseKeysFolder = (home: string) => path.join(home, "case-keys")

/** Reads a key of 32 bytes, making it at the first call. */
export function readOrMakeKey(home: string, name: string): Uint8Array {
  const file = keyFile(home, name)
  if (!fs.existsSync(file)) {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    fs.writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" })
  }
  return new Uint8Array(Buffer.from(fs.readFileSync(file, "utf8").trim(), "hex"))
}
