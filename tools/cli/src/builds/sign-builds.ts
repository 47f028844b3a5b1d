import fs from "node:fs"
import path from "node:path"
import {
  type BuildNames,
  type BuiltApp,
  hexOf,
  type SignedEnvelope,
  sha256,
  signEnvelope,
  writeBuildNames,
} from "@homesafe/protocol"
import { readOrMakeKey } from "../deployment/keys.ts"

/** The names of the builds in a folder of apps, as `npm start` and `npm run journey` leave them there. */
export function buildNamesIn(apps: string): BuildNames {
  const nameOf = (app: BuiltApp) =>
    hexOf(sha256(new Uint8Array(fs.readFileSync(path.join(apps, app, "dist/build.json")))))
  return { phone: nameOf("phone"), venue: nameOf("venue"), gate: nameOf("gate"), console: nameOf("console") }
}

/**
 * The root's signature over the names of the four apps' builds. A phone compares with it what it keeps, and `homesafe check-build` what is
 * served. In a real deployment the roots sign it offline, when a release is taken into use.
 */
export function signBuilds(home: string, dep: string, apps: string): SignedEnvelope {
  const bytes = writeBuildNames(buildNamesIn(apps))
  const root = readOrMakeKey(home, "root")
  return { bytes, sigs: [signEnvelope(bytes, { label: "VT1/builds", dep, seq: 1, role: "root" }, root)] }
}
