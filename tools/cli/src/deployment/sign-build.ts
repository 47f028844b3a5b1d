import fs from "node:fs"
import path from "node:path"
import { hexOf, type SignedEnvelope, sha256, signEnvelope, utf8Of } from "@homesafe/protocol"
import { readOrMakeKey } from "./keys.ts"

/**
 * The root's signature over the name of a build: the SHA-256 of its build.json, in hex. A phone compares with it what it keeps. In a
 * real deployment the roots sign it offline, when a release is taken into use.
 */
export function signBuild(home: string, dep: string, phoneDist: string): SignedEnvelope {
  const list = new Uint8Array(fs.readFileSync(path.join(phoneDist, "build.json")))
  const bytes = utf8Of(hexOf(sha256(list)))
  const root = readOrMakeKey(home, "root")
  return { bytes, sigs: [signEnvelope(bytes, { label: "VT1/build", dep, seq: 1, role: "root" }, root)] }
}
