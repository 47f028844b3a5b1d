import fs from "node:fs"
import path from "node:path"
import { clockFromEnvironment, keptFile, makeLog, readSettings, runService } from "@homesafe/service"
import { createVerifierApp } from "./app.ts"

const settings = readSettings(process.env)
const dir = settings.required("HOMESAFE_VERIFIER_DIR")
const app = await createVerifierApp({
  clock: clockFromEnvironment(process.env),
  dep: settings.required("HOMESAFE_DEP"),
  secret: new Uint8Array(
    Buffer.from(fs.readFileSync(settings.required("HOMESAFE_VERIFIER_KEY_FILE"), "utf8").trim(), "hex"),
  ),
  initialFiles: settings.optional("HOMESAFE_INITIAL_FILES", "").split(",").filter(Boolean),
  head: keptFile(path.join(dir, "head.json")),
  trust: keptFile(path.join(dir, "trust.json")),
  officers: keptFile(path.join(dir, "officers.json")),
  log: makeLog("verifier"),
})
await runService(app, { host: settings.optional("HOMESAFE_HOST", "127.0.0.1"), port: settings.port("HOMESAFE_PORT") })
