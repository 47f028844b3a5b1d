import type { Bytes, Hex } from "../shared/bytes.ts"
import { hexField, objectWith } from "../shared/read-json.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { canonicalJsonBytes, readJsonBytes } from "../shared/strict-json.ts"

/** The web apps of a release. */
export const builtApps = ["phone", "venue", "gate", "console"] as const
export type BuiltApp = (typeof builtApps)[number]

/** The name of each app's build: the SHA-256 of its build.json, which lists every file with its own. The roots sign it (Spec §9). */
export type BuildNames = Readonly<Record<BuiltApp, Hex>>

/** Parses the names of a release's builds. */
export function readBuildNames(bytes: Uint8Array): Result<BuildNames, "malformed-builds"> {
  const json = readJsonBytes(bytes)
  const o = json.ok ? objectWith(json.value, ["v", "apps"]) : undefined
  const apps = objectWith(o?.apps ?? null, builtApps)
  const [phone, venue, gate, console] = builtApps.map((app) => hexField(apps?.[app], 32))
  if (o?.v !== 1 || !phone || !venue || !gate || !console) return refused("malformed-builds")
  return ok({ phone, venue, gate, console })
}

/** Writes the names' canonical bytes, to be signed by the roots. */
export function writeBuildNames(names: BuildNames): Bytes {
  return canonicalJsonBytes({ v: 1, apps: { ...names } })
}
